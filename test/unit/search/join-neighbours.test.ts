import { expect, test } from 'vitest'
import {
  bestOfEachVersion,
  joinNeighbours,
  type ChunkGroup,
  type RankedChunk,
} from '../../../src/main/search/join-neighbours.ts'

function ranked(
  ...places: readonly (readonly [versionId: number, ordinal: number])[]
): RankedChunk[] {
  return places.map(([versionId, ordinal], index) => ({
    chunk: {
      chunkId: versionId * 100 + ordinal,
      versionId,
      ordinal,
      start: ordinal * 10,
      end: ordinal * 10 + 9,
      page: null,
      title: '',
      headings: '',
      text: '',
      tokenCount: 1,
    },
    score: 1 - index / 10,
    semanticScore: null,
    keywordScore: null,
  }))
}

const shape = (groups: readonly ChunkGroup[]) =>
  groups.map((group) => group.chunks.map((chunk) => chunk.chunkId))

test('neighbouring chunks become one passage at the rank of the better one', () => {
  expect(shape(joinNeighbours(ranked([1, 4], [2, 0], [1, 5], [1, 3], [1, 9]), 3))).toEqual([
    [103, 104, 105],
    [200],
    [109],
  ])
})

test('a passage stops growing at three chunks', () => {
  expect(shape(joinNeighbours(ranked([1, 1], [1, 2], [1, 3], [1, 4]), 5))).toEqual([
    [101, 102, 103],
    [104],
  ])
})

test('a search by document keeps the best chunk of each version', () => {
  expect(shape(bestOfEachVersion(ranked([1, 4], [1, 0], [2, 5], [3, 3]), 2))).toEqual([
    [104],
    [205],
  ])
})

test('a text that stands in several documents is one passage, which tells where else', () => {
  const [first, second, third] = ranked([1, 0], [2, 3], [3, 0]).map((one, index) => ({
    ...one,
    chunk: { ...one.chunk, text: index === 2 ? 'Rent: 900 euros.' : 'Rent: 850\n euros' },
  }))
  const groups = joinNeighbours(
    [first, second, third].filter((one) => one !== undefined),
    5,
  )
  expect(
    groups.map(({ chunks, copies }) => [chunks.map((chunk) => chunk.versionId), copies]),
  ).toEqual([
    [[1], [2]],
    [[3], []],
  ])
})
