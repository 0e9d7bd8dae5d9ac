import { expect, test } from 'vitest'
import { removeDocuments, upsertDocument } from '../../../src/main/store/documents.ts'
import type { WriteDb } from '../../../src/main/store/open.ts'
import { listTags, tagDocuments, untagDocuments } from '../../../src/main/store/tags.ts'
import { openTestDatabase, saveText } from '../../helpers/test-database.ts'

function addDocuments(db: WriteDb, count: number): number[] {
  return Array.from({ length: count }, (_, index) =>
    upsertDocument(db, {
      path: `/home/${index}.txt`,
      status: 'indexed',
      failure: null,
      sizeBytes: 1,
      modifiedMs: 0,
      versionId: saveText(db, `Text number ${index}.`),
    }),
  )
}

test('a tag is told by its first spelling, and says which documents are new to it', async () => {
  await using database = await openTestDatabase()
  const { writer } = database
  const [first = 0, second = 0, third = 0] = addDocuments(writer, 3)
  expect(tagDocuments(writer, '  Steuer \t2024', [first, second])).toEqual([first, second])
  expect(tagDocuments(writer, 'steuer 2024', [second, third, 99])).toEqual([third])
  expect(tagDocuments(writer, 'nobody', [99])).toEqual([])
  expect(listTags(writer)).toEqual([{ name: 'Steuer 2024', documents: 3 }])
  expect(untagDocuments(writer, 'STEUER 2024', [first, 99])).toEqual([first])
  expect(listTags(writer)).toEqual([{ name: 'Steuer 2024', documents: 2 }])
})

test('a tag goes with its last document', async () => {
  await using database = await openTestDatabase()
  const { writer } = database
  const [first = 0, second = 0] = addDocuments(writer, 2)
  tagDocuments(writer, 'Old', [first, second])
  removeDocuments(writer, [first])
  untagDocuments(writer, 'old', [second])
  tagDocuments(writer, 'OLD', [second])
  expect(listTags(writer)).toEqual([{ name: 'OLD', documents: 1 }])
})
