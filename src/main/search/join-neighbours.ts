import { must } from '../lib/must.ts'
import type { ChunkRow } from '../store/rows.ts'
import {
  differenceOf,
  isNearCopy,
  shinglesOf,
  type Difference,
  type Shingles,
} from './near-copy.ts'
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

/** A chunk of another version that says what a passage says. */
export interface Copy {
  readonly chunk: ChunkRow
  /** Where it is not the same word for word. */
  readonly differs: Difference | null
}

/** Consecutive chunks of one version, by ordinal. Scores are those of `best`, the chunk that ranked first. */
export interface ChunkGroup {
  readonly best: RankedChunk
  readonly chunks: readonly ChunkRow[]
  readonly copies: readonly Copy[]
}

/**
 * Chunks a passage may grow to: three of ~220 tokens are about a page column, as much as a reader takes in at a glance and
 * ten of them still fit a small language model's context.
 */
const MAX_CHUNKS_A_GROUP = 3

/**
 * Chunks of a passage that differ in a word and are not shown for themselves. A text has a few versions; of a form that was filled in many
 * times, each is a text of its own.
 */
const MAX_DIFFERING = 3

/**
 * Groups ranked chunks (best first) so that neighbours in the same version become one passage, until `limit` groups stand
 * and the next chunk would open another. Groups keep the rank of their best chunk. A text that says what one of a group does, or nearly so, such as
 * that of a copy, another version or a mail quoted in its answer, opens none.
 *
 * Passages that only speak of the same are not moved apart. Maximal marginal relevance (Carbonell & Goldstein, SIGIR 1998) on the first
 * thirty, by cosine, was measured and brought nothing: with a share of .05, .1 and .2 for novelty the ten kept of musique lost .003, .009 and .014
 * nDCG, all gold documents stood among them in .593, .574 and .574 of the questions instead of .593; hotpotqa lost .004 to .006, cisi up to .005.
 */
export function joinNeighbours(ranked: Iterable<RankedChunk>, limit: number): ChunkGroup[] {
  const groups: OpenGroup[] = []
  for (const next of ranked) {
    const { chunk } = next
    const words = wordsOnly(chunk.text)
    const same = words === '' ? undefined : groups.find((group) => group.words.has(words))
    if (same) {
      same.copies.push({ chunk, differs: null })
      continue
    }
    const shingles = shinglesOf(chunk.text)
    const near = groups.find((group) => isVersionOf(chunk.versionId, shingles, group))
    if (near) {
      near.copies.push({ chunk, differs: differenceOf(near.shingles, shingles) })
      continue
    }
    const neighbour = groups.find((group) => touches(group.chunks, chunk))
    if (neighbour) grow(neighbour, chunk, words)
    else if (groups.length === limit) break
    else
      groups.push({
        ...{ best: next, chunks: [chunk], copies: [] },
        ...{ words: new Set([words]), shingles },
      })
  }
  return groups
}

/** A group while it is put together, with what further chunks are compared by. */
interface OpenGroup extends ChunkGroup {
  readonly chunks: ChunkRow[]
  readonly copies: Copy[]
  readonly words: Set<string>
  shingles: Shingles
}

function grow(group: OpenGroup, chunk: ChunkRow, words: string): void {
  group.words.add(words)
  group.chunks.push(chunk)
  group.chunks.sort((a, b) => a.ordinal - b.ordinal)
  group.shingles = shinglesOf(group.chunks.map(({ text }) => text).join(' '))
}

function isVersionOf(versionId: number, shingles: Shingles, group: OpenGroup): boolean {
  const differing = group.copies.filter(({ differs }) => differs !== null)
  return (
    group.best.chunk.versionId !== versionId &&
    differing.length < MAX_DIFFERING &&
    isNearCopy(shingles, group.shingles)
  )
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
