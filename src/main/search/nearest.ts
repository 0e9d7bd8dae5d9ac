import type { VectorHit } from '../store/vector-index.ts'

/** The nearest chunks, and what was read with them. */
export interface Nearest {
  /** Best first, equal ones by id. */
  readonly hits: readonly VectorHit[]
  /** The vectors of the first of them, and of others that are at hand. */
  readonly vectors: KnownOfChunks<Float32Array>
  /** The versions that they belong to, and others likewise. */
  readonly versions: KnownOfChunks<number>
}

/** What is known of chunks, by their id. */
export type KnownOfChunks<Value> = Pick<ReadonlyMap<number, Value>, 'get'>

/** With nothing beside the hits. */
export interface ReadNearest extends Nearest {
  readonly vectors: ReadonlyMap<number, Float32Array>
  readonly versions: ReadonlyMap<number, number>
}

/** As it goes from thread to thread: few values, and the floats of all vectors at once. Copying each by itself took 0.4 ms. */
export interface PackedNearest {
  readonly chunkIds: Float64Array<ArrayBuffer>
  readonly similarities: Float64Array<ArrayBuffer>
  readonly versionIds: Float64Array<ArrayBuffer>
  /** Of the first chunks. */
  readonly floats: Float32Array<ArrayBuffer>
  readonly width: number
}

/** The versions of all hits must be known, and the vectors of some of the first. */
export function packNearest({ hits, vectors, versions }: ReadNearest): PackedNearest {
  const width = [...vectors.values()][0]?.length ?? 0
  const withVectors = hits.slice(0, vectors.size)
  const floats = new Float32Array(width * withVectors.length)
  for (const [i, { chunkId }] of withVectors.entries())
    floats.set(vectors.get(chunkId) ?? [], i * width)
  return {
    chunkIds: Float64Array.from(hits, ({ chunkId }) => chunkId),
    similarities: Float64Array.from(hits, ({ similarity }) => similarity),
    versionIds: Float64Array.from(hits, ({ chunkId }) => versions.get(chunkId) ?? 0),
    floats,
    width,
  }
}

export function unpackNearest(packed: PackedNearest): ReadNearest {
  const { floats, width, versionIds } = packed
  const chunkIds = [...packed.chunkIds]
  const withVectors = chunkIds.slice(0, width === 0 ? 0 : floats.length / width)
  return {
    hits: chunkIds.map((chunkId, i) => ({ chunkId, similarity: packed.similarities[i] ?? 0 })),
    vectors: new Map(
      withVectors.map((chunkId, i) => [chunkId, floats.subarray(i * width, (i + 1) * width)]),
    ),
    versions: new Map(chunkIds.map((chunkId, i) => [chunkId, versionIds[i] ?? 0])),
  }
}
