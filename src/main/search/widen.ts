import { getChunks } from '../store/chunks.ts'
import type { ReadDb } from '../store/open.ts'
import { fuse } from './fuse.ts'
import type { Hop } from './hops.ts'
import type { RankedChunk } from './join-neighbours.ts'
import { lineUp, peekable, type Peekable } from './peekable.ts'
import { insertHops } from './rank.ts'
import type { Reformulation } from './reformulate.ts'

/** What a search with other words found: ids, best first. */
export interface FoundOtherwise {
  readonly keyword: readonly number[]
  readonly semantic: readonly number[]
}

/**
 * Leading chunks that paraphrases and hypothetical answers leave as they are. A model of 1,500 million parameters wrote them for 177 questions, and the
 * change of nDCG@10 (standard error) with a share of .25 in each place was: cranfield −.027 (.015), med −.010 (.010), cisi −.007 (.009), musique
 * −.023 (.020), scifact +.004 (.004); hypothetical answers alone with .1: −.015 (.010), +.004 (.006), +.004 (.005), −.018 (.015), +.004
 * (.004), and with .4 or .5 far worse. So they bring in what the question alone misses, behind what it finds.
 */
const KEPT = 20
/** Chunks that they may bring in. */
const MOST_BROUGHT_IN = 20
/** Chunks that are known to be found by the question alone. */
const KNOWN = 50
/** Chunks of each part of a question that are shown, and where: in turns, behind the first passage. */
export const CHUNKS_A_PART = 2

/** Lets what the question in other words found take turns with the question's own chunks, behind the leading ones. */
export function widen(
  reader: ReadDb,
  ranked: Peekable<RankedChunk>,
  otherwise: readonly FoundOtherwise[],
): Peekable<RankedChunk> {
  const own = ranked.take(KNOWN)
  const known = new Set(own.map(({ chunk }) => chunk.chunkId))
  const fused = fuse(
    otherwise.flatMap(({ keyword, semantic }) => [
      { source: 'keyword' as const, weight: 1, ids: keyword },
      { source: 'semantic' as const, weight: 1, ids: semantic },
    ]),
  )
  const broughtIn = fused
    .map(({ id }) => id)
    .filter((id) => !known.has(id))
    .slice(0, MOST_BROUGHT_IN)
  const later = own.slice(KEPT)
  const score = later[0]?.score ?? own.at(-1)?.score ?? 0
  const others = getChunks(reader, broughtIn).map((chunk): RankedChunk => ({
    ...{ chunk, score, semanticScore: null, keywordScore: null },
    because: { keyword: 0, semantic: 0, neighbours: 0, reformulated: score },
  }))
  const turns = Array.from({ length: Math.max(others.length, later.length) }, (_, index) =>
    [others[index], later[index]].filter((entry) => entry !== undefined),
  )
  return lineUp([...own.slice(0, KEPT), ...turns.flat()], withoutThose(ranked, others))
}

function* withoutThose(
  ranked: Iterable<RankedChunk>,
  known: readonly RankedChunk[],
): Generator<RankedChunk> {
  const ids = new Set(known.map(({ chunk }) => chunk.chunkId))
  for (const next of ranked) if (!ids.has(next.chunk.chunkId)) yield next
}

/** Puts what the parts of a question found among its own passages, the first of each part first, and says by which part. */
export function insertParts(
  ranked: Peekable<RankedChunk>,
  parts: readonly { readonly part: Reformulation; readonly found: readonly RankedChunk[] }[],
): Peekable<RankedChunk> {
  const hops = parts.flatMap(({ part, found }, index) =>
    found.map((entry, order): Hop => {
      const place = 1 + index + order * parts.length
      return { found: entry, place, via: `found for “${part.text}”` }
    }),
  )
  return peekable(insertHops(ranked, [{ from: 0, hops: () => hops }]))
}

/** Whether the best passage by words is the best by meaning too and has every word asked for: then other words can only hurt. */
export function isStrongMatch(
  { keyword, semantic }: FoundOtherwise,
  words: readonly string[],
  reader: ReadDb,
): boolean {
  const best = keyword[0]
  if (best === undefined || best !== semantic[0] || words.length < 2) return false
  const [chunk] = getChunks(reader, [best])
  if (chunk === undefined) return false
  const text = `${chunk.title} ${chunk.headings} ${chunk.text}`.toLowerCase()
  return words.every((word) => text.includes(word))
}
