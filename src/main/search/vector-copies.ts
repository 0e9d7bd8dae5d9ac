import type { StoredVector } from '../store/vector-index.ts'
import { firstNotBelow } from './first-not-below.ts'
import { nthHighest } from './nth-highest.ts'
import { scanKernel } from './scan-kernel.ts'

/** Numbers of a row are read sixteen at a time. */
const STEP = 16
const PAGE_BYTES = 65_536
/** The query stands before the rows, two bytes a number: room for 32,768. */
const ROWS = PAGE_BYTES
const MOST = { ofByte: 127, ofTwoBytes: 32_767 }

/**
 * Copies of vectors at a byte a number, each with a scale of its own: a cosine by them is off by 0.0005, so they tell which few of many
 * candidates must be read from the database (2 µs each, decrypted up to ten times that).
 */
export class VectorCopies {
  readonly #memory = new WebAssembly.Memory({ initial: ROWS / PAGE_BYTES })
  readonly #kernel = scanKernel(this.#memory)
  readonly #chunkIds: number[] = []
  readonly #scales: number[] = []
  #width = 0

  /** The highest id that was appended. */
  get lastId(): number {
    return this.#chunkIds.at(-1) ?? 0
  }

  get bytes(): number {
    return this.#chunkIds.length * this.#width
  }

  /** Ids ascend; all vectors are of one length. */
  append(vectors: readonly Pick<StoredVector, 'chunkId' | 'embedding'>[]): void {
    const [first] = vectors
    if (first === undefined) return
    this.#width = Math.ceil(first.embedding.length / STEP) * STEP
    const end = ROWS + this.bytes + vectors.length * this.#width
    const missing = end - this.#memory.buffer.byteLength
    if (missing > 0) this.#memory.grow(Math.ceil(missing / PAGE_BYTES))
    for (const { chunkId, embedding } of vectors) {
      const row = new Int8Array(this.#memory.buffer, ROWS + this.bytes, this.#width)
      this.#scales.push(writeScaled(row, embedding, MOST.ofByte))
      this.#chunkIds.push(chunkId)
    }
  }

  /** Of these chunks, about the `limit` nearest to `query` of those that have a copy, and all that have none; in no order. */
  narrow(query: Float32Array, chunkIds: readonly number[], limit: number): number[] {
    if (chunkIds.length <= limit || this.#width === 0) return [...chunkIds]
    writeScaled(new Int16Array(this.#memory.buffer, 0, this.#width), query, MOST.ofTwoBytes)
    const scores = chunkIds.map((chunkId) => this.#closeness(chunkId))
    const known = Float64Array.from(scores.filter((score) => score !== null))
    const lowest = known.length <= limit ? -Infinity : nthHighest(known, limit)
    return chunkIds.filter((_, i) => (scores[i] ?? Infinity) >= lowest)
  }

  /** Up to a factor that is the query's; null without a copy. */
  #closeness(chunkId: number): number | null {
    const place = this.#placeOf(chunkId)
    if (place === null) return null
    const product = this.#kernel.product(0, ROWS + place * this.#width, this.#width)
    return product * (this.#scales[place] ?? 0)
  }

  #placeOf(chunkId: number): number | null {
    const place = firstNotBelow(chunkId, this.#chunkIds, this.#chunkIds.length)
    return this.#chunkIds[place] === chunkId ? place : null
  }
}

/** Writes numbers as integers up to `most`, zeros behind them; returns what one of them is worth. */
function writeScaled(row: Int8Array | Int16Array, numbers: Float32Array, most: number): number {
  const largest = numbers.reduce((sofar, number) => Math.max(sofar, Math.abs(number)), 0)
  const scale = largest / most || 1
  row.fill(0)
  for (let i = 0; i < numbers.length; i++) row[i] = Math.round((numbers[i] ?? 0) / scale)
  return scale
}
