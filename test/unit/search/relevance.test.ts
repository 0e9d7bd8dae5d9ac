import { expect, test } from 'vitest'
import { backgroundOf, relevanceOf, UNLIKELY } from '../../../src/main/search/relevance.ts'

test('the background of a query is its fiftieth chunk, or its last', () => {
  const cosines = Array.from({ length: 80 }, (_, rank) => 1 - rank / 100)
  expect([cosines, cosines.slice(0, 3), []].map(backgroundOf)).toEqual([1 - 0.49, 0.98, null])
})

test('a passage that stands out is likelier relevant than one as near among many alike', () => {
  const [alone, among] = [relevanceOf(0.6, 0.1, 0.5), relevanceOf(0.6, 0.55, 0.5)]
  expect([alone > 0.5, among < 0.4, relevanceOf(0.15, 0.05, 0) < UNLIKELY]).toEqual([
    true,
    true,
    true,
  ])
})

test('what has the words of a query is not unlikely, however far it is by meaning', () => {
  expect(relevanceOf(0.15, 0.1, 1)).toBeGreaterThan(UNLIKELY)
})
