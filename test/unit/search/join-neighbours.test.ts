import fc from 'fast-check'
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

/** One chunk of each of some documents. */
const chunksOf = (...texts: readonly string[]): RankedChunk[] =>
  texts.flatMap((text, index) =>
    ranked([index + 1, 0]).map((one) => ({ ...one, chunk: { ...one.chunk, text } })),
  )

const CLAUSE = `The landlord lets the flat on the second floor of the house in Mill Lane to the tenant. The rent is 900 euros a month
  and is due on the third day of each month. The tenant may not sublet the flat without the written consent of Ada Lovelace.`

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
    groups.map(({ chunks, copies }) => [
      chunks.map((chunk) => chunk.versionId),
      copies.map(({ chunk, differs }) => [chunk.versionId, differs]),
    ]),
  ).toEqual([
    [[1], [[2, null]]],
    [[3], []],
  ])
})

test('another version of a text is not shown a second time, and tells where it differs', () => {
  const later = CLAUSE.replace('900', '950').replace('may not sublet', 'may sublet')
  const [group, ...others] = joinNeighbours(chunksOf(CLAUSE, later), 5)
  expect(others).toEqual([])
  expect(group?.copies.map(({ chunk, differs }) => [chunk.versionId, differs])).toEqual([
    [2, { here: ['900', 'not'], there: ['950'] }],
  ])
})

test('a text that holds another and says more is shown besides', () => {
  const answer = `Dear Ada, that suits us well; we would move in on the first of May and bring two cats along.\n${CLAUSE}`
  expect(shape(joinNeighbours(chunksOf(CLAUSE, answer), 5))).toEqual([[100], [200]])
  const [group] = joinNeighbours(chunksOf(answer, CLAUSE), 5)
  expect(group?.copies.map(({ chunk, differs }) => [chunk.versionId, differs])).toEqual([[2, null]])
})

test('of a form that was filled in many times, three are told with one and the others are shown', () => {
  const forms = Array.from({ length: 9 }, (_, index) => CLAUSE.replace('900', `${900 + index}`))
  const groups = joinNeighbours(chunksOf(...forms), 9)
  expect(groups.map(({ copies }) => copies.length)).toEqual([3, 3, 0])
})

test('nothing that ranks before the last shown is lost, and no changed word goes untold', () => {
  const words = CLAUSE.split(/\s+/)
  const change = fc.record({ at: fc.nat(words.length - 1), to: fc.stringMatching(/^[a-z]{3,9}$/) })
  const versions = fc.array(fc.array(change, { maxLength: 3 }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(versions, (changes) => {
      const texts = changes.map((list) =>
        words.map((word, at) => list.find((one) => one.at === at)?.to ?? word).join(' '),
      )
      const groups = joinNeighbours(chunksOf(...texts), 20)
      const kept = groups.flatMap(({ chunks, copies }) => [
        ...chunks,
        ...copies.map((it) => it.chunk),
      ])
      expect(kept.map((chunk) => chunk.versionId).sort((a, b) => a - b)).toEqual(
        texts.map((_, index) => index + 1),
      )
      for (const { chunks, copies } of groups)
        for (const { chunk, differs } of copies) {
          const shown = new Set(chunks[0]?.text.toLowerCase().match(/\w+/g))
          const own = chunk.text
            .toLowerCase()
            .match(/\w+/g)
            ?.find((word) => !shown.has(word))
          if (own !== undefined) expect(differs?.there.length).toBeGreaterThan(0)
        }
    }),
  )
})
