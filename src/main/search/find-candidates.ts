import type { Embedder } from '../inference/embedder.ts'
import { must } from '../lib/must.ts'
import type { ReadDb } from '../store/open.ts'
import type { Scope } from '../store/scope.ts'
import { matchText } from '../store/text-index.ts'
import { matchVectors } from '../store/vector-index.ts'
import type { KnownOfChunks } from './nearest.ts'
import type { VectorScan } from './vector-scan.ts'

/** Scores by chunk id, best first. */
export type Scores = ReadonlyMap<number, number>

export const noScores: Scores = new Map()

interface Bounds {
  readonly limit: number
  readonly scope: Scope
}

/** Chunks that meet an FTS5 expression: BM25, higher is better. */
export function findByKeyword(reader: ReadDb, expression: string | null, bounds: Bounds): Scores {
  if (expression === null) return noScores
  return new Map(matchText(reader, expression, bounds).map((hit) => [hit.chunkId, hit.score]))
}

interface Library {
  readonly reader: ReadDb
  /** Where it is missing, every scan is exact. */
  readonly vectorScan?: VectorScan | undefined
}

/**
 * Up to here SQLite compares the query with every vector of a large library's scope: 2 ms, and nobody to ask. In a larger scope that would take
 * longer than everything else together.
 */
const EXACT_CHUNKS = 5000

/** What scans among that many chunks; undefined where SQLite does. */
function scanAmong({ vectorScan }: Library, chunks: number): VectorScan | undefined {
  return vectorScan?.isBeside && chunks <= EXACT_CHUNKS ? undefined : vectorScan
}

/** Has what a search by meaning among that many chunks needs get ready, while the query is embedded. */
export function prepareMeaning(library: Library, chunks: number): void {
  scanAmong(library, chunks)?.load()
}

/** Whether another thread finds what is near among that many chunks. */
export function isFoundBeside(library: Library, chunks: number): boolean {
  return scanAmong(library, chunks)?.isBeside ?? false
}

/** What was found by meaning: cosines, -1 to 1, and the vectors and versions of chunks that are known besides. */
export interface Meaning {
  readonly scores: Scores
  readonly vectors: KnownOfChunks<Float32Array>
  readonly versions: KnownOfChunks<number>
}

export const noMeaning: Meaning = { scores: noScores, vectors: new Map(), versions: new Map() }

/** Chunks near the query's embedding. `chunks` is how many the scope has. */
export async function findByMeaning(
  library: Library,
  embedding: Float32Array,
  bounds: Bounds & { readonly chunks: number },
): Promise<Meaning> {
  const { hits, ...known } = (await scanAmong(library, bounds.chunks)?.nearest(
    embedding,
    bounds,
  )) ?? { ...noMeaning, hits: matchVectors(library.reader, embedding, bounds) }
  return { ...known, scores: new Map(hits.map((hit) => [hit.chunkId, hit.similarity])) }
}

/** The query's embedding, ahead of all passages that wait for theirs. */
export async function embedQuery(
  embedder: Embedder,
  query: string,
  signal: AbortSignal | undefined,
): Promise<Float32Array> {
  const [embedding] = await embedder.embed([query], {
    priority: 'query',
    ...(signal ? { signal } : {}),
  })
  return must(embedding, 'one text gives one embedding')
}
