import { expect, test } from 'vitest'
import { versionsInScope, type DocumentFilter } from '../../../src/main/store/scope.ts'
import { upsertDocument } from '../../../src/main/store/documents.ts'
import { openTestDatabase, saveText } from '../../helpers/test-database.ts'

const files = [
  { path: '/home/Leases/2023/flat.pdf', text: 'The security deposit is due.', day: '2023-05-01' },
  { path: '/home/Leases/garage.txt', text: 'The deposit for the garage.', day: '2024-02-01' },
  { path: '/home/notes/flat.md', text: 'Ask for the deposit of security.', day: '2024-03-01' },
]

test.each<[string, DocumentFilter, readonly number[] | null]>([
  ['nothing asked', {}, null],
  ['a glob', { glob: '*.pdf' }, [1]],
  ['a text in the path', { glob: 'flat' }, [1, 3]],
  ['endings', { types: ['pdf', 'md'] }, [1, 3]],
  ['a folder in another case', { folders: ['leases'] }, [1, 2]],
  ['a path of folders', { folders: ['home/leases/2023'] }, [1]],
  ['a file', { folders: ['garage.txt'] }, [2]],
  ['a part of a folder’s name', { folders: ['ease'] }, []],
  ['time', { afterMs: Date.parse('2024-02-01'), beforeMs: Date.parse('2024-03-01') }, [2]],
  ['a phrase', { having: '"security deposit"' }, [1]],
  ['a word that is lacking', { lacking: '"garage"' }, [1, 3]],
  ['all at once', { types: ['pdf', 'txt'], folders: ['leases'], lacking: '"garage"' }, [1]],
])('a filter by %s means these documents', async (_name, filter, expected) => {
  await using database = await openTestDatabase()
  for (const { path, text, day } of files)
    upsertDocument(database.writer, {
      path,
      status: 'indexed',
      failure: null,
      sizeBytes: text.length,
      modifiedMs: Date.parse(day),
      versionId: saveText(database.writer, text),
    })
  expect(versionsInScope(database.openReader(), filter)).toEqual(expected)
})
