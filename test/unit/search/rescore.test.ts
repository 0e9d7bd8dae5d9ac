import { expect, test } from 'vitest'
import { rescore, type Candidate } from '../../../src/main/search/rescore.ts'
import { FOREIGN_WEIGHTS, WEIGHTS } from '../../../src/main/search/weights.ts'

/** A unit vector at this many degrees, in a plane: the angle between two is the angle between their degrees. */
function at(degrees: number): Float32Array {
  const radians = (degrees / 180) * Math.PI
  return Float32Array.of(Math.cos(radians), Math.sin(radians))
}

function candidate(id: number, degrees: number, keywordScore = 0): Candidate {
  return { id, versionId: id, embedding: at(degrees), keywordScore }
}

const order = (candidates: readonly Candidate[]) =>
  rescore(at(0), candidates).scored.map((entry) => entry.id)

test('among chunks that mean the same, the one with the query’s words comes first', () => {
  expect(order([candidate(1, 80), candidate(2, 5), candidate(3, 5, 8)])).toEqual([3, 2, 1])
})

test('best chunks that agree pull the query towards what they share', () => {
  // One stands alone on the other side of the query, as near as the nearest of the group.
  const group = [candidate(1, 20), candidate(2, 22), candidate(3, 24), candidate(4, 26)]
  const found = [...group, candidate(5, -19), candidate(6, 120)]
  const { scored } = rescore(at(0), found, { weights: { ...WEIGHTS, common: 0 } })
  expect(scored.findIndex(({ id }) => id === 5)).toBeGreaterThan(0)
})

test('best chunks that speak of different things leave the query where it is', () => {
  const scattered = [candidate(1, 20), candidate(2, -75), candidate(3, 75), candidate(4, 180)]
  const [first] = rescore(at(0), scattered).scored
  expect(first).toEqual({
    id: 1,
    score: expect.closeTo(0.7),
    because: { keyword: 0, semantic: expect.closeTo(0.7), neighbours: 0 },
  })
})

test('what the nearest chunks have in common tells none of them apart: one that says something of its own comes before them', () => {
  const found = [candidate(1, 20), candidate(2, 22), candidate(3, 24), candidate(4, -23)]
  const orderBy = (common: number) =>
    rescore(at(0), found, {
      weights: { ...WEIGHTS, common, feedback: 0, neighbours: 0 },
    }).scored.map((entry) => entry.id)
  expect([orderBy(0), orderBy(0.3)]).toEqual([
    [1, 2, 4, 3],
    [4, 1, 2, 3],
  ])
})

test('a score is the sum of its reasons', () => {
  for (const { score, because } of rescore(at(0), [candidate(1, 3, 2), candidate(2, 9, 5)]).scored)
    expect(because.keyword + because.semantic + because.neighbours).toBeCloseTo(score)
})

test('nothing found gives nothing', () => {
  expect(rescore(at(0), [])).toEqual({ scored: [], agreement: 0 })
})

test('for a question that the embedder was not made for, words decide', () => {
  const found = [candidate(1, 5, 1), candidate(2, 60, 4)]
  const { scored } = rescore(at(0), found, { weights: FOREIGN_WEIGHTS })
  expect(scored.map((entry) => entry.id)).toEqual([2, 1])
})

test('the more of the query’s words the leading chunk has, the more words count', () => {
  const found = [candidate(1, 60, 4), candidate(2, 5, 2), candidate(3, 120)]
  const orderBy = (share: number) =>
    rescore(at(0), found, { shareOfWords: () => share }).scored.map((entry) => entry.id)
  expect([orderBy(0.2), orderBy(1)]).toEqual([
    [2, 1, 3],
    [1, 2, 3],
  ])
})

test('words count as much where they hardly tell the chunks apart', () => {
  const found = [candidate(1, 5, 9), candidate(2, 30, 10), candidate(3, 60, 9)]
  const orderBy = (bySpread: boolean) =>
    rescore(at(0), found, { weights: { ...WEIGHTS, bySpread }, shareOfWords: () => 1 }).scored.map(
      (entry) => entry.id,
    )
  expect([orderBy(false), orderBy(true)]).toEqual([
    [1, 2, 3],
    [2, 1, 3],
  ])
})
