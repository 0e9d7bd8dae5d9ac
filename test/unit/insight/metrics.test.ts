import { expect, test } from 'vitest'
import { scoreRanking } from '../../../src/main/insight/metrics.ts'

const judged = new Map([
  ['a', 3],
  ['b', 1],
])

test('the ideal ranking scores 1 everywhere', () => {
  expect(scoreRanking(['a', 'b', 'x'], judged)).toEqual({
    ndcg10: 1,
    recall10: 1,
    recall100: 1,
    mrr10: 1,
    allGold10: 1,
  })
})

test('gains are 2 to the grade less one, discounted by the logarithm of the rank', () => {
  const ideal = 7 / Math.log2(2) + 1 / Math.log2(3)
  expect(scoreRanking(['x', 'b', 'a'], judged)).toEqual({
    ndcg10: expect.closeTo((1 / Math.log2(3) + 7 / Math.log2(4)) / ideal, 10),
    recall10: 1,
    recall100: 1,
    mrr10: 1 / 2,
    allGold10: 1,
  })
})

test('a document named twice counts once, and one beyond the tenth place only for recall@100', () => {
  const others = Array.from({ length: 10 }, (_, index) => `x${index}`)
  expect(scoreRanking(['x0', ...others, 'a'], judged)).toEqual({
    ndcg10: 0,
    recall10: 0,
    recall100: 0.5,
    mrr10: 0,
    allGold10: 0,
  })
})

test('nothing found scores nothing', () => {
  expect(scoreRanking([], judged)).toEqual({
    ndcg10: 0,
    recall10: 0,
    recall100: 0,
    mrr10: 0,
    allGold10: 0,
  })
})

test('all gold asks for every right document, in any order, among the first ten', () => {
  const others = Array.from({ length: 9 }, (_, index) => `x${index}`)
  const score = (...ranking: string[]) => scoreRanking(ranking, judged).allGold10
  expect([score('b', 'a'), score(...others, 'a', 'b'), score('a')]).toEqual([1, 0, 0])
})
