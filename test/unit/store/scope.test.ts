import { expect, test } from 'vitest'
import { literalPattern, resolveScope, type DocumentFilter } from '../../../src/main/store/scope.ts'
import type { WriteDb } from '../../../src/main/store/open.ts'
import { must } from '../../../src/main/lib/must.ts'
import { upsertDocument } from '../../../src/main/store/documents.ts'
import type { QualityRow } from '../../../src/main/store/rows.ts'
import { foldTag, tagDocuments } from '../../../src/main/store/tags.ts'
import { saveFacts } from '../../../src/main/store/version-facts.ts'
import { openTestDatabase, saveText } from '../../helpers/test-database.ts'

const files = [
  { path: '/home/Leases/2023/flat.pdf', text: 'The security deposit is due.', day: '2023-05-01' },
  { path: '/home/Leases/garage.txt', text: 'The deposit for the garage.', day: '2024-02-01' },
  { path: '/home/notes/flat.md', text: 'Ask for the deposit of security.', day: '2024-03-01' },
  { path: '/home/Ämter/[2024] tax.txt', text: 'The tax is paid.', day: '2024-04-01' },
  { path: 'C:\\Users\\Ann\\plan.odt', text: 'The plan is made.', day: '2022-01-01' },
]

test.each<[string, DocumentFilter, readonly number[] | null]>([
  ['nothing asked', {}, null],
  ['a glob', { glob: '*.pdf' }, [1]],
  ['a path as it stands', { folders: [literalPattern('/home/Ämter/[2024] tax.txt')] }, [4]],
  ['a text in the path', { glob: 'flat' }, [1, 3]],
  ['endings', { types: ['pdf', 'md'] }, [1, 3]],
  ['a folder in another case', { folders: ['leases'] }, [1, 2]],
  ['a path of folders', { folders: ['home/leases/2023'] }, [1]],
  ['a file', { folders: ['garage.txt'] }, [2]],
  ['a part of a folder’s name', { folders: ['ease'] }, []],
  ['letters with accents', { folders: ['ÄmTER'] }, [4]],
  ['a tag in another case', { tags: [foldTag('HOUSING  Matters')] }, [1, 3]],
  ['one of two tags', { tags: ['tax', 'housing matters'] }, [1, 3, 4]],
  ['a tag nobody has', { tags: ['none'] }, []],
  ['documents', { documentIds: [2, 4, 99] }, [2, 4]],
  ['a folder of Windows, as a whole', { folders: ['C:\\Users\\Ann'] }, [5]],
  ['a folder or a document', { folders: ['2023'], documentIds: [3] }, [1, 3]],
  ['a document with a tag', { documentIds: [2, 3], tags: ['housing matters'] }, [3]],
  ['time', { afterMs: Date.parse('2024-02-01'), beforeMs: Date.parse('2024-03-01') }, [2]],
  ['a phrase', { having: '"security deposit"' }, [1]],
  ['a word that is lacking', { lacking: '"garage"' }, [1, 3, 4, 5]],
  ['all at once', { types: ['pdf', 'txt'], folders: ['leases'], lacking: '"garage"' }, [1]],
])('a filter by %s means these documents', async (_name, filter, expected) => {
  await using database = await openTestDatabase()
  addFiles(database.writer)
  expect(resolveScope(database.openReader(), [filter]).versions).toEqual(expected)
})

test.each<[string, DocumentFilter, readonly number[]]>([
  ['words of a name in any order', { authors: ['muller ada'] }, [1]],
  ['one of two authors', { authors: ['ada', 'grace'] }, [1, 2]],
  ['an author nobody is', { authors: ['ada hopper'] }, []],
  ['its own last change before its file’s', { afterMs: Date.parse('2030-01-01') }, [1]],
  ['when it was written, where no change is known', { beforeMs: Date.parse('2000-01-01') }, [2]],
  ['a language', { languages: ['eng'], authors: ['ada'] }, [1]],
  ['another language', { languages: ['de'] }, []],
])('what a document says of itself is asked for by %s', async (_name, filter, expected) => {
  await using database = await openTestDatabase()
  addFiles(database.writer)
  const nothing = { author: null, createdMs: null, modifiedMs: null, quality }
  const modifiedMs = Date.parse('2031-05-01')
  saveFacts(database.writer, 1, { ...nothing, author: 'Ada Müller', modifiedMs })
  const createdMs = Date.parse('1999-05-01')
  saveFacts(database.writer, 2, { ...nothing, author: 'Grace Hopper', createdMs })
  expect(resolveScope(database.openReader(), [filter]).versions).toEqual(expected)
})

const quality: QualityRow = {
  pages: { text: 1, ocr: 0, empty: 0, failed: 0 },
  garbledShare: 0,
  ocrConfidence: null,
  language: null,
  hidden: { passages: 0, pages: [] },
  notes: [],
}

test('of documents with the same content only those in scope are meant', async () => {
  await using database = await openTestDatabase()
  addFiles(database.writer)
  const copy = addFile(database.writer, { ...must(files[0], 'the first'), path: '/home/copy.pdf' })
  tagDocuments(database.writer, 'mine', [copy])
  const reader = database.openReader()
  expect(resolveScope(reader, [{ types: ['pdf'] }, { tags: ['mine'] }])).toEqual({
    versions: [1],
    documentIds: new Set([copy]),
  })
  expect(resolveScope(reader, [{ folders: ['2023'] }, { tags: ['mine'] }]).versions).toEqual([])
})

function addFiles(db: WriteDb): void {
  for (const file of files) addFile(db, file)
  tagDocuments(db, 'Housing matters', [1, 3])
  tagDocuments(db, 'Tax', [4])
}

function addFile(db: WriteDb, { path, text, day }: (typeof files)[number]): number {
  return upsertDocument(db, {
    path,
    status: 'indexed',
    failure: null,
    sizeBytes: text.length,
    modifiedMs: Date.parse(day),
    versionId: saveText(db, text),
  })
}
