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
  /** Of a chunk found by following a name: where that stands, in words. */
  readonly via?: string
}

/** Consecutive chunks of one version, by ordinal. Scores are those of `best`, the chunk that ranked first. */
export interface ChunkGroup {
  readonly best: RankedChunk
  readonly chunks: readonly ChunkRow[]
}

/**
 * Chunks a passage may grow to: three of ~220 tokens are about a page column, as much as a reader takes in at a glance and
 * ten of them still fit a small language model's context.
 */
const MAX_CHUNKS_A_GROUP = 3

/**
 * Groups ranked chunks (best first) so that neighbours in the same version become one passage, until `limit` groups stand
 * and the next chunk would open another. Groups keep the rank of their best chunk.
 */
export function joinNeighbours(ranked: Iterable<RankedChunk>, limit: number): ChunkGroup[] {
  const groups: { best: RankedChunk; chunks: ChunkRow[] }[] = []
  for (const next of ranked) {
    const neighbour = groups.find((group) => touches(group.chunks, next.chunk))
    if (neighbour) {
      neighbour.chunks.push(next.chunk)
      neighbour.chunks.sort((a, b) => a.ordinal - b.ordinal)
      continue
    }
    if (groups.length === limit) break
    groups.push({ best: next, chunks: [next.chunk] })
  }
  return groups
}

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
    byVersion.set(next.chunk.versionId, { best: next, chunks: [next.chunk] })
  }
  return [...byVersion.values()]
}
