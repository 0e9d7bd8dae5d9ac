import type { ReadDb, WriteDb } from './open.ts'
import { prepared } from './prepared.ts'
import { CHUNKS_IN_SCOPE, type Scope } from './scope.ts'

/** A chunk near the query; `similarity` is the cosine, -1 to 1. */
export interface VectorHit {
  readonly chunkId: number
  readonly similarity: number
}

const measure = (
  condition: string,
): string => `SELECT chunk_id AS chunkId, 1 - vec_distance_cosine(embedding, ?) AS similarity
  FROM chunk_vectors ${condition} ORDER BY similarity DESC, chunk_id LIMIT ?`
const MATCH = measure('')
const MATCH_IN_SCOPE = measure(`WHERE chunk_id IN (${CHUNKS_IN_SCOPE})`)
const MEASURE = measure('WHERE chunk_id IN (SELECT value FROM json_each(?))')

const GET = `SELECT chunk_id AS chunkId, embedding FROM chunk_vectors WHERE chunk_id IN (SELECT value FROM json_each(?))`

const READ = `SELECT v.chunk_id AS chunkId, version_id AS versionId, embedding
  FROM chunk_vectors v JOIN chunk_codes c ON c.chunk_id = v.chunk_id WHERE v.chunk_id > ? ORDER BY v.chunk_id LIMIT ?`

interface EmbeddingRow {
  readonly chunkId: number
  readonly embedding: Buffer
}

const INSERT = 'INSERT INTO chunk_vectors (chunk_id, embedding) VALUES (?, ?)'
const INSERT_CODE =
  'INSERT INTO chunk_codes (chunk_id, version_id, code) VALUES (?, ?, vec_quantize_binary(?))'

/** The chunks nearest to `query`, best first, equal ones by id. An exact scan: linear in the chunks of the scope. */
export function matchVectors(
  db: ReadDb,
  query: Float32Array,
  options: { readonly limit: number; readonly scope?: Scope },
): VectorHit[] {
  const { limit, scope = null } = options
  return scope === null
    ? prepared<[Buffer, number], VectorHit>(db, MATCH).all(toBlob(query), limit)
    : prepared<[Buffer, string, number], VectorHit>(db, MATCH_IN_SCOPE).all(
        toBlob(query),
        JSON.stringify(scope),
        limit,
      )
}

/** The exact similarity of these chunks to `query`, best first, equal ones by id; ids that are gone are left out. */
export function measureVectors(
  db: ReadDb,
  query: Float32Array,
  chunkIds: readonly number[],
): VectorHit[] {
  return prepared<[Buffer, string, number], VectorHit>(db, MEASURE).all(
    toBlob(query),
    JSON.stringify(chunkIds),
    chunkIds.length,
  )
}

/** The embeddings of these chunks by id; ids that are gone are left out. */
export function getVectors(db: ReadDb, chunkIds: readonly number[]): Map<number, Float32Array> {
  const rows = prepared<[string], EmbeddingRow>(db, GET).all(JSON.stringify(chunkIds))
  return new Map(rows.map(({ chunkId, embedding }) => [chunkId, toFloats(embedding)]))
}

/** A chunk's embedding, and the version that the chunk belongs to. */
export interface StoredVector {
  readonly chunkId: number
  readonly versionId: number
  readonly embedding: Float32Array
}

/** The first embeddings after an id, by ascending id. */
export function readVectors(db: ReadDb, afterId: number, limit: number): StoredVector[] {
  return prepared<[number, number], EmbeddingRow & Pick<StoredVector, 'versionId'>>(db, READ)
    .all(afterId, limit)
    .map((row) => ({ ...row, embedding: toFloats(row.embedding) }))
}

/** Prepares the storing of chunks' embeddings: one call a chunk. */
export function vectorWriter(
  db: WriteDb,
  { versionId, dimensions }: { readonly versionId: number; readonly dimensions: number },
): (chunkId: number, embedding: Float32Array) => void {
  const insert = prepared(db, INSERT)
  const insertCode = prepared(db, INSERT_CODE)
  return (chunkId, embedding) => {
    if (embedding.length !== dimensions)
      throw new Error(`Broken invariant: ${embedding.length} floats beside ${dimensions}`)
    const blob = toBlob(embedding)
    insert.run(chunkId, blob)
    insertCode.run(chunkId, versionId, codeable(embedding))
  }
}

/** Signs in a code. */
const CODE_BITS = 384

/** What a code is made of: the first 384 floats, with zeros where a vector has fewer. */
export function codeable(vector: Float32Array): Buffer {
  if (vector.length === CODE_BITS) return toBlob(vector)
  const fitted = new Float32Array(CODE_BITS)
  fitted.set(vector.subarray(0, CODE_BITS))
  return toBlob(fitted)
}

/** A vector as the database keeps it. */
export function toBlob(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength)
}

/** Copies where a Buffer starts at an address that floats can't. */
function toFloats(bytes: Buffer): Float32Array {
  const { buffer, byteOffset, byteLength } = bytes
  return byteOffset % Float32Array.BYTES_PER_ELEMENT === 0
    ? new Float32Array(buffer, byteOffset, byteLength / Float32Array.BYTES_PER_ELEMENT)
    : new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength))
}
