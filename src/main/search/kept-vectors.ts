import type { VectorHit } from '../store/vector-index.ts'
import { nthHighest } from './nth-highest.ts'
import { dot } from './vectors.ts'

/** The vectors of a library's chunks in memory, as they are. */
export class KeptVectors {
  readonly #byId = new Map<number, Float32Array>()
  #lastId = 0

  /** By chunk id. */
  get all(): ReadonlyMap<number, Float32Array> {
    return this.#byId
  }

  /** The highest id that was ever added, or said to be the end: ids are never used again. */
  get lastId(): number {
    return this.#lastId
  }

  /** Ids ascend. They are copied into one piece, since each that comes from the database is a buffer of its own. */
  add(vectors: ReadonlyMap<number, Float32Array>): void {
    const length = [...vectors.values()].reduce((sum, vector) => sum + vector.length, 0)
    const floats = new Float32Array(length)
    let from = 0
    for (const [chunkId, vector] of vectors) {
      floats.set(vector, from)
      this.#byId.set(chunkId, floats.subarray(from, from + vector.length))
      this.endAt(chunkId)
      from += vector.length
    }
  }

  /** Says that there are no more up to this id. */
  endAt(lastId: number): void {
    this.#lastId = Math.max(this.#lastId, lastId)
  }

  /** Drops all other chunks. */
  keepOnly(isKept: (chunkId: number) => boolean): void {
    const before = this.#byId.size
    for (const chunkId of [...this.#byId.keys()]) if (!isKept(chunkId)) this.#byId.delete(chunkId)
    // A piece is freed only when none of its vectors is left.
    if (this.#byId.size > 0 && this.#byId.size < before / 2) this.add(new Map(this.#byId))
  }

  /** Of these chunks, the `limit` nearest to `query`, best first, equal ones by id; null where one has no vector here. */
  nearest(query: Float32Array, chunkIds: readonly number[], limit: number): VectorHit[] | null {
    const similarities = new Float64Array(chunkIds.length)
    for (const [i, chunkId] of chunkIds.entries()) {
      const vector = this.#byId.get(chunkId)
      if (vector === undefined) return null
      similarities[i] = dot(query, vector)
    }
    // Few are ordered: sorting all took as long as comparing them.
    const lowest =
      chunkIds.length <= limit ? -Infinity : nthHighest(Float64Array.from(similarities), limit)
    return chunkIds
      .map((chunkId, i) => ({ chunkId, similarity: similarities[i] ?? 0 }))
      .filter(({ similarity }) => similarity >= lowest)
      .sort((a, b) => b.similarity - a.similarity || a.chunkId - b.chunkId)
      .slice(0, limit)
  }
}
