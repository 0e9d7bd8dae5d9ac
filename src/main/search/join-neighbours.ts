import { must } from '../lib/must.ts'
import type { ChunkRow } from '../store/rows.ts'
import type { Contributions } from './passage.ts'

/** A chunk and how each part of the search scored it. */
export interface RankedChunk {
  readonly chunk: ChunkRow
  readonly score: number
  readonly semanticScore: number | null
  readonly keywordScore: number | null
  readonly because?: Contributions
  /** The probability, 0 to 1, that it has to do with the query; where it was not measured, there is none. */
  readonly relevance?: number
  /** Of a chunk found by following a name: where that stands, in words. */
  readonly via?: string
}

/** Consecutive chunks of one version, by ordinal. Scores are those of `best`, the chunk that ranked first. */
export interface ChunkGroup {
  readonly best: RankedChunk
  readonly chunks: readonly ChunkRow[]
  /** Versions where one of its chunks stands again, word for word. */
  readonly copies: readonly number[]
}

/**
 * Chunks a passage may grow to: three of ~220 tokens are about a page column, as much as a reader takes in at a glance and
 * ten of them still fit a small language model's context.
 */
const MAX_CHUNKS_A_GROUP = 3

/**
 * Groups ranked chunks (best first) so that neighbours in the same version become one passage, until `limit` groups stand
 * and the next chunk would open another. Groups keep the rank of their best chunk. A text that stands in a group already, such as that of
 * a copy or of a form, opens none.
 */
export function joinNeighbours(ranked: Iterable<RankedChunk>, limit: number): ChunkGroup[] {
  const groups: { best: RankedChunk; chunks: ChunkRow[]; copies: number[] }[] = []
  const byWords = new Map<string, (typeof groups)[number]>()
  for (const next of ranked) {
    const words = wordsOnly(next.chunk.text)
    const same = byWords.get(words)
    if (same && words !== '') {
      same.copies.push(next.chunk.versionId)
      continue
    }
    const neighbour = groups.find((group) => touches(group.chunks, next.chunk))
    if (neighbour) {
      neighbour.chunks.push(next.chunk)
      neighbour.chunks.sort((a, b) => a.ordinal - b.ordinal)
      byWords.set(words, neighbour)
      continue
    }
    if (groups.length === limit) break
    const group = { best: next, chunks: [next.chunk], copies: [] }
    groups.push(group)
    byWords.set(words, group)
  }
  return groups
}

/** Letters and digits alone: the same for a text however it is set. */
const wordsOnly = (text: string): string =>
  text.toLowerCase().replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, ' ')

function touches(chunks: readonly ChunkRow[], next: ChunkRow): boolean {
  const first = must(chunks[0], 'a group starts with a chunk')
  const last = must(chunks.at(-1), 'a group starts with a chunk')
  if (first.versionId !== next.versionId || chunks.length >= MAX_CHUNKS_A_GROUP) return false
  return next.ordinal === first.ordinal - 1 || next.ordinal === last.ordinal + 1
}

/** The best chunk of each version, in rank order, at most `limit`. */
export function bestOfEachVersion(ranked: Iterable<RankedChunk>, limit: number): ChunkGroup[] {
  const byVersion = new Map<number, ChunkGroup>()
  for (const next of ranked) {
    if (byVersion.has(next.chunk.versionId)) continue
    if (byVersion.size === limit) break
    byVersion.set(next.chunk.versionId, { best: next, chunks: [next.chunk], copies: [] })
  }
  return [...byVersion.values()]
}
