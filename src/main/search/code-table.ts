import { firstNotBelow } from './first-not-below.ts'
import { nthHighest } from './nth-highest.ts'
import { scanKernel } from './scan-kernel.ts'

/** Of a code: 384 signs. */
export const CODE_BYTES = 48

/** 3 MB of codes: growth copies nothing, and removal moves little. */
const BLOCK_CHUNKS = 65_536

/**
 * Chunks at the fewest differing bits that are looked at again. Of 200,000 mixed real vectors, the ten nearest were among the best 1,000 by
 * differing bits in 96 of 100 cases, among the best 8,000 always; at a million it takes more.
 */
const COARSE = 20_000

/** Distances of two codes: 0 to 384. One more stands for chunks that are not to be found. */
const OUT_OF_SCOPE = CODE_BYTES * 8 + 1

/** Where in the memory each part of a scan is, in bytes. The blocks follow: the codes of each, then their distances (two bytes) to the query. */
const PAGE_BYTES = 65_536
const QUERY = 0
const HISTOGRAM = 64
const SUMS = 2048
const PLACES = SUMS + CODE_BYTES * 256 * 4
const SCORES = PLACES + BLOCK_CHUNKS * 4
const FIRST_BLOCK = Math.ceil((SCORES + BLOCK_CHUNKS * 4) / PAGE_BYTES) * PAGE_BYTES
const BLOCK_BYTES = BLOCK_CHUNKS * (CODE_BYTES + 2)

export interface CodedChunks {
  /** Ascending. */
  readonly chunkIds: readonly number[]
  readonly versionIds: readonly number[]
  /** `CODE_BYTES` a chunk. */
  readonly codes: Uint8Array
}

export interface NearestOptions {
  /** The signs of the query. */
  readonly code: Uint8Array
  readonly limit: number
  /** Only chunks of these versions; null is all. */
  readonly versions: ReadonlySet<number> | null
}

interface Block {
  count: number
  readonly chunkIds: Float64Array
  readonly versionIds: Float64Array
  /** Where its codes and their distances are. */
  readonly codes: number
  readonly distances: number
}

/**
 * The signs of all vectors in memory, 66 bytes a chunk. Where two vectors differ in few signs their angle is small (Charikar, STOC 2002), so
 * the chunks at the fewest differing bits hold the nearest ones. Those are ordered again by the query's own numbers against
 * their signs (asymmetric distance: Gordo & Perronnin, CVPR 2011); the exact similarity of the best is for the caller to measure.
 */
export class CodeTable {
  readonly #memory = new WebAssembly.Memory({ initial: FIRST_BLOCK / PAGE_BYTES })
  readonly #kernel = scanKernel(this.#memory)
  readonly #blocks: Block[] = []
  #lastId = 0
  #size = 0

  get size(): number {
    return this.#size
  }

  /** The highest id that was ever appended: ids are never used again. */
  get lastId(): number {
    return this.#lastId
  }

  append({ chunkIds, versionIds, codes }: CodedChunks): void {
    for (let from = 0; from < chunkIds.length;) {
      const block = this.#blockWithRoom()
      const to = Math.min(chunkIds.length, from + BLOCK_CHUNKS - block.count)
      block.chunkIds.set(chunkIds.slice(from, to), block.count)
      block.versionIds.set(versionIds.slice(from, to), block.count)
      const added = codes.subarray(from * CODE_BYTES, to * CODE_BYTES)
      this.#bytes().set(added, block.codes + block.count * CODE_BYTES)
      block.count += to - from
      from = to
    }
    this.#lastId = Math.max(this.#lastId, chunkIds.at(-1) ?? 0)
    this.#size += chunkIds.length
  }

  /** Drops all other chunks. */
  keepOnly(isKept: (chunkId: number) => boolean): void {
    this.#size = 0
    for (const block of this.#blocks) {
      compact(block, this.#bytes(), isKept)
      this.#size += block.count
    }
  }

  /** The version of a chunk that is in the table. */
  versionOf(chunkId: number): number {
    const block = this.#blocks.findLast(({ chunkIds }) => (chunkIds[0] ?? 0) <= chunkId)
    return block?.versionIds[firstNotBelow(chunkId, block.chunkIds, block.count)] ?? 0
  }

  /** Ids of about the `limit` chunks nearest to `query`, in no order. */
  nearest(query: Float32Array, { code, limit, versions }: NearestOptions): number[] {
    const { buffer } = this.#memory
    const histogram = new Uint32Array(buffer, HISTOGRAM, OUT_OF_SCOPE + 1)
    this.#bytes().set(code, QUERY)
    histogram.fill(0)
    for (const { count, codes, distances, versionIds } of this.#blocks) {
      this.#kernel.measure(QUERY, codes, count, distances)
      if (versions !== null) hide(new Uint16Array(buffer, distances, count), versionIds, versions)
      this.#kernel.tally(distances, count, HISTOGRAM)
    }
    writeSignedSums(new Float32Array(buffer, SUMS, CODE_BYTES * 256), query)
    return best(this.#gather(reach(histogram, Math.max(COARSE, limit))), limit)
  }

  #gather(furthest: number): Gathered {
    const { buffer } = this.#memory
    const chunkIds: number[] = []
    const scores: number[] = []
    for (const block of this.#blocks) {
      const { count, codes, distances } = block
      const found = this.#kernel.gather(codes, count, distances, furthest, SUMS, PLACES, SCORES)
      for (const place of new Uint32Array(buffer, PLACES, found))
        chunkIds.push(block.chunkIds[place] ?? 0)
      for (const score of new Float32Array(buffer, SCORES, found)) scores.push(score)
    }
    return { chunkIds, scores }
  }

  /** A view of the memory; growth makes earlier ones void. */
  #bytes(): Uint8Array {
    return new Uint8Array(this.#memory.buffer)
  }

  #blockWithRoom(): Block {
    const last = this.#blocks.at(-1)
    if (last !== undefined && last.count < BLOCK_CHUNKS) return last
    const codes = this.#memory.grow(BLOCK_BYTES / PAGE_BYTES) * PAGE_BYTES
    const block: Block = {
      count: 0,
      chunkIds: new Float64Array(BLOCK_CHUNKS),
      versionIds: new Float64Array(BLOCK_CHUNKS),
      codes,
      distances: codes + BLOCK_CHUNKS * CODE_BYTES,
    }
    this.#blocks.push(block)
    return block
  }
}

function compact(block: Block, bytes: Uint8Array, isKept: (chunkId: number) => boolean): void {
  let kept = 0
  for (let i = 0; i < block.count; i++) {
    if (!isKept(block.chunkIds[i] ?? 0)) continue
    block.chunkIds[kept] = block.chunkIds[i] ?? 0
    block.versionIds[kept] = block.versionIds[i] ?? 0
    const code = block.codes + i * CODE_BYTES
    bytes.copyWithin(block.codes + kept * CODE_BYTES, code, code + CODE_BYTES)
    kept++
  }
  block.count = kept
}

/** Puts what is of other versions out of reach. */
function hide(
  distances: Uint16Array,
  versionIds: Float64Array,
  versions: ReadonlySet<number>,
): void {
  for (let i = 0; i < distances.length; i++)
    if (!versions.has(versionIds[i] ?? 0)) distances[i] = OUT_OF_SCOPE
}

/** The distance within which there are `limit` chunks. */
function reach(histogram: Uint32Array, limit: number): number {
  let furthest = 0
  for (let found = histogram[0] ?? 0; found < limit && furthest < OUT_OF_SCOPE - 1;)
    found += histogram[++furthest] ?? 0
  return furthest
}

interface Gathered {
  readonly chunkIds: readonly number[]
  /** Higher is nearer. */
  readonly scores: readonly number[]
}

/** The `limit` best, and those as good as the last of them. */
function best({ chunkIds, scores }: Gathered, limit: number): number[] {
  if (chunkIds.length <= limit) return [...chunkIds]
  const lowest = nthHighest(Float64Array.from(scores), limit)
  return chunkIds.filter((_, i) => (scores[i] ?? -Infinity) >= lowest)
}

/** For each byte of a code and each value of it, the sum of the query's numbers with the signs of its bits. */
function writeSignedSums(sums: Float32Array, query: Float32Array): void {
  for (let byte = 0; byte < CODE_BYTES; byte++) {
    const numbers = query.subarray(byte * 8, byte * 8 + 8)
    const at = byte * 256
    sums[at] = -numbers.reduce((sum, number) => sum + number, 0)
    // Each value differs by its highest bit from one that is known: from -x to x.
    for (let bit = 0; bit < 8; bit++)
      for (let value = 0; value < 1 << bit; value++)
        sums[at + (1 << bit) + value] = (sums[at + value] ?? 0) + 2 * (numbers[bit] ?? 0)
  }
}
