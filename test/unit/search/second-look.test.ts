import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CrossEncoder } from '../../../src/main/inference/cross-encoder.ts'
import type { RankedChunk } from '../../../src/main/search/join-neighbours.ts'
import { peekable } from '../../../src/main/search/peekable.ts'
import { blend, lookAgain } from '../../../src/main/search/second-look.ts'

function ranked(id: number, score: number): RankedChunk {
  return {
    chunk: {
      ...{ chunkId: id, versionId: id, ordinal: 0, start: 0, end: 1, page: null },
      ...{ title: `title ${id}`, headings: '', text: `text ${id}`, tokenCount: 1 },
    },
    score,
    semanticScore: null,
    keywordScore: null,
    because: { keyword: score, semantic: 0, neighbours: 0 },
  }
}

const idsOf = (entries: Iterable<RankedChunk>): number[] =>
  [...entries].map(({ chunk }) => chunk.chunkId)

test('half of a place is the cross-encoder’s: it turns neighbours round where it tells them apart, and nothing where it does not', () => {
  const entries = [ranked(1, 0.9), ranked(2, 0.85), ranked(3, 0.1)]
  expect(idsOf(blend(entries, [-3, 4, 3]))).toEqual([2, 1, 3])
  expect(idsOf(blend(entries, [4, 3.9, 4]))).toEqual([1, 2, 3])
})

test('scores stay the sum of their reasons, in order, within the range that they had', () => {
  const scores = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
    minLength: 2,
    maxLength: 20,
  })
  fc.assert(
    fc.property(
      scores,
      fc.infiniteStream(fc.double({ min: -9, max: 9, noNaN: true })),
      (values, logits) => {
        const entries = values.toSorted((a, b) => b - a).map((value, id) => ranked(id, value))
        const blended = blend(
          entries,
          entries.map(() => logits.next().value),
        )
        for (const [i, { score, because }] of blended.entries()) {
          const sum = Object.values(because ?? {}).reduce<number>((all, part = 0) => all + part, 0)
          expect(sum).toBeCloseTo(score, 9)
          expect(score).toBeLessThanOrEqual((blended[i - 1]?.score ?? Infinity) + 1e-12)
          expect(score).toBeLessThanOrEqual(Math.max(...values) + 1e-9)
          expect(score).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9)
        }
      },
    ),
  )
})

test('what was not read in time keeps its place behind what was', async () => {
  const answers = new Map([
    ['title 1\ntext 1', -5],
    ['title 2\ntext 2', 5],
    ['title 3\ntext 3', 0],
  ])
  const encoder: CrossEncoder = {
    name: 'slow',
    score: (_, text, signal) =>
      new Promise((resolve, reject) => {
        const logit = answers.get(text)
        if (logit !== undefined) resolve(logit)
        else signal.addEventListener('abort', () => reject(signal.reason))
      }),
    [Symbol.asyncDispose]: async () => undefined,
  }
  const entries = [0.5, 0.48, 0.3, 0.2, 0.1].map((score, index) => ranked(index + 1, score))
  const { signal } = new AbortController()
  const look = { encoder, budgetMs: 50, signal }
  const again = await lookAgain(peekable(entries), 'question', look)
  expect({ report: again.report, ids: idsOf(again.ranked) }).toEqual({
    report: { name: 'slow', read: 3, of: 5 },
    ids: [2, 1, 3, 4, 5],
  })
})
