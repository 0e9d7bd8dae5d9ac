import { must } from '../lib/must.ts'
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

/** Passages whose places the reformulations may change, and chunks that they may bring in. */
const PASSAGES = 50
/**
 * Share of the reformulations in a passage's place: the question as it was asked counts three times as much, since a model may have misread it.
 * Set by that thought, not measured: no language model that follows instructions could be had where it was built.
 */
const SHARE = 0.25
/** Chunks of each part of a question that are shown, and where: in turns, behind the first passage. */
export const CHUNKS_A_PART = 2

/**
 * Gives each leading passage what the question in other words found, and brings in what only those found. Each score stays the sum of its
 * reasons.
 */
export function widen(
  reader: ReadDb,
  ranked: Peekable<RankedChunk>,
  otherwise: readonly FoundOtherwise[],
): Peekable<RankedChunk> {
  const leading = ranked.take(PASSAGES)
  const fused = fuse(
    otherwise.flatMap(({ keyword, semantic }) => [
      { source: 'keyword' as const, weight: 1, ids: keyword },
      { source: 'semantic' as const, weight: 1, ids: semantic },
    ]),
  ).slice(0, PASSAGES)
  const best = fused[0]
  if (leading.length === 0 || best === undefined) return lineUp(leading, ranked)
  const scores = leading.map(({ score }) => score)
  const low = Math.min(...scores)
  const range = Math.max(...scores) - low
  const gains = new Map(fused.map(({ id, score }) => [id, low + (range * score) / best.score]))
  const known = new Set(leading.map(({ chunk }) => chunk.chunkId))
  const broughtIn = getChunks(
    reader,
    fused.map(({ id }) => id).filter((id) => !known.has(id)),
  ).map((chunk): RankedChunk => ({ chunk, score: low, semanticScore: null, keywordScore: null }))
  const all = [...leading, ...broughtIn].map((entry) =>
    share(entry, gains.get(entry.chunk.chunkId) ?? low),
  )
  const ordered = all.sort((a, b) => b.score - a.score || a.chunk.chunkId - b.chunk.chunkId)
  return lineUp(ordered, withoutThose(ranked, broughtIn))
}

function share(entry: RankedChunk, gain: number): RankedChunk {
  const { score } = entry
  const because = entry.because ?? { keyword: score, semantic: 0, neighbours: 0 }
  const kept = 1 - SHARE
  const reformulated = SHARE * gain
  return {
    ...entry,
    score: kept * score + reformulated,
    because: {
      keyword: because.keyword * kept,
      semantic: because.semantic * kept,
      neighbours: because.neighbours * kept,
      reformulated,
    },
  }
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
  const text = `${must(chunk, 'just found').title} ${chunk?.headings} ${chunk?.text}`.toLowerCase()
  return words.every((word) => text.includes(word))
}
