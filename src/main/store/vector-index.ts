import type { ReadDb } from './open.ts'
import { CHUNKS_IN_SCOPE, type Scope } from './scope.ts'

/** A chunk near the query; `similarity` is the cosine, -1 to 1. */
export interface VectorHit {
  readonly chunkId: number
  readonly similarity: number
}

/** sqlite-vec refuses a larger k. */
const MAX_NEIGHBOURS = 4096

const match = (condition: string): string => `SELECT rowid AS chunkId, 1 - distance AS similarity
  FROM chunk_vectors WHERE embedding MATCH ? AND k = ? ${condition} ORDER BY distance`
const MATCH = match('')
const MATCH_IN_SCOPE = match(`AND rowid IN (${CHUNKS_IN_SCOPE})`)

const GET = `SELECT rowid AS chunkId, embedding FROM chunk_vectors WHERE rowid IN (SELECT value FROM json_each(?))`

/** The chunks nearest to `query` (384 floats), best first, equal ones by id; at most 4,096. An exact scan: linear in the number of chunks. */
export function matchVectors(
  db: ReadDb,
  query: Float32Array,
  options: { readonly limit: number; readonly scope?: Scope },
): VectorHit[] {
  const { scope = null } = options
  const blob = Buffer.from(query.buffer, query.byteOffset, query.byteLength)
  const limit = Math.min(options.limit, MAX_NEIGHBOURS)
  const hits =
    scope === null
      ? db.prepare<[Buffer, number], VectorHit>(MATCH).all(blob, limit)
      : db
          .prepare<[Buffer, number, string], VectorHit>(MATCH_IN_SCOPE)
          .all(blob, limit, JSON.stringify(scope))
  return hits.sort((a, b) => b.similarity - a.similarity || a.chunkId - b.chunkId)
}

/** The embeddings of these chunks by id; ids that are gone are left out. */
export function getVectors(db: ReadDb, chunkIds: readonly number[]): Map<number, Float32Array> {
  const rows = db
    .prepare<[string], { chunkId: number; embedding: Buffer }>(GET)
    .all(JSON.stringify(chunkIds))
  return new Map(rows.map(({ chunkId, embedding }) => [chunkId, toFloats(embedding)]))
}

/** Copies, because a Buffer may start at an address that floats can't. */
function toFloats(bytes: Buffer): Float32Array {
  return new Float32Array(Uint8Array.from(bytes).buffer)
}
