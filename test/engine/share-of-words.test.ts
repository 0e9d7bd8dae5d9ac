import { expect, test } from 'vitest'
import { shareOfWords } from '../../src/main/search/share-of-words.ts'
import { understandQuery } from '../../src/main/search/understand-query.ts'
import { createWordCounts } from '../../src/main/search/word-counts.ts'
import { matchText } from '../../src/main/store/text-index.ts'
import { addText, openTestDatabase } from '../helpers/test-database.ts'

test('the share of a query’s words counts those of the library that the chunk has, in any form', async () => {
  await using database = await openTestDatabase()
  addText(database.writer, '/a.txt', 'The tenant pays the deposit.')
  addText(database.writer, '/b.txt', 'The landlord returns it.')
  const reader = database.openReader()
  const [first] = matchText(reader, 'tenant', { limit: 1 })
  const shareOf = (query: string): number | null =>
    shareOfWords(reader, first?.chunkId ?? 0, {
      ...understandQuery(query),
      countWord: createWordCounts(reader),
    })
  const queries = ['tenants paying', 'tenant landlord', 'landlord', 'tenant zebra', 'zebra']
  expect(queries.map(shareOf)).toEqual([1, 0.5, 0, 1, null])
})
