import { expect, test } from 'vitest'
import { understandQuery } from '../../../src/main/search/understand-query.ts'
import { withinTime } from '../../../src/main/search/within-time.ts'

const counts: Record<string, number> = { zirconium: 12, cell: 90_000, water: 70_000, otter: 300 }
const countWord = (word: string): number => counts[word] ?? 0

test('in a library of any usual size all words are looked for', () => {
  const query = understandQuery('otter zirconium')
  expect(withinTime(query, { countWord, chunks: 100_000 })).toBe(query.expression)
})

test('where common words would take too long, a chunk needs a rare one, and the most common is not counted', () => {
  const query = understandQuery('cell water otter zirconium')
  expect(withinTime(query, { countWord, chunks: 100_000 })).toBe(
    '("zirconium" OR "otter") AND ("zirconium" OR "otter" OR "water")',
  )
})

test('the smaller the library, the fewer of its chunks are looked at', () => {
  const query = understandQuery('otter gallium')
  const has = (chunks: number): boolean =>
    withinTime(query, { countWord: (word) => (word === 'otter' ? 300 : 5500), chunks }) ===
    query.expression
  expect([5000, 10_000, 20_000].map(has)).toEqual([false, false, true])
})

test('a common word alone is looked for', () => {
  expect(withinTime(understandQuery('cell'), { countWord, chunks: 100_000 })).toBe('"cell"')
})
