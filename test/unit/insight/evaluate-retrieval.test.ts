import { expect, test } from 'vitest'
import { estimateMean } from '../../../src/main/insight/confidence.ts'
import {
  compareRetrieval,
  evaluateRetrieval,
} from '../../../src/main/insight/evaluate-retrieval.ts'

const qrels = new Map([
  ['1', new Map([['a', 1]])],
  ['2', new Map([['b', 1]])],
])

test('a judged query that found nothing counts as 0, one that nobody judged does not count', () => {
  const report = evaluateRetrieval(
    [
      { queryId: '1', ranking: ['a'] },
      { queryId: 'unjudged', ranking: ['a'] },
    ],
    qrels,
  )
  expect([report.queries, report.metrics.ndcg10.mean, report.metrics.recall100.mean]).toEqual([
    2, 0.5, 0.5,
  ])
})

test('an interval holds the mean, narrows with more queries, and is the same each time', () => {
  const few = estimateMean([0, 1, 0, 1])
  const many = estimateMean(Array.from({ length: 400 }, (_, index) => index % 2))
  expect({
    means: [few.mean, many.mean],
    isInside: few.low < 0.5 && few.high > 0.5,
    isNarrower: many.high - many.low < few.high - few.low,
    // The standard error of 400 coin throws is .025, and 95 % lie within 1.96 of them.
    width: many.high - many.low,
    again: estimateMean([0, 1, 0, 1]),
  }).toEqual({
    means: [0.5, 0.5],
    isInside: true,
    isNarrower: true,
    width: expect.closeTo(0.098, 1.5),
    again: few,
  })
})

test('a run is called better only when chance is no explanation', () => {
  const rankings = (right: number) =>
    evaluateRetrieval(
      Array.from({ length: 20 }, (_, index) => ({
        queryId: String(index),
        ranking: index < right ? ['right'] : ['wrong'],
      })),
      new Map(Array.from({ length: 20 }, (_, index) => [String(index), new Map([['right', 1]])])),
    ).perQuery
  const verdict = (before: number, after: number) =>
    compareRetrieval(rankings(before), rankings(after)).metrics.ndcg10.verdict
  expect([verdict(5, 15), verdict(15, 5), verdict(10, 11)]).toEqual([
    'better',
    'worse',
    'no difference',
  ])
})
