/** 32-bit words of a code: 384 signs. */
export const CODE_WORDS = 12
const CODE_BYTES = CODE_WORDS * 4

/** 3 MB of codes: growth copies nothing, and removal moves little. */
const BLOCK_CHUNKS = 65_536

/**
 * Chunks at the fewest differing bits that are looked at again. Of 200,000 mixed real vectors, the ten nearest were among the best 1,000 by
 * differing bits in 96 of 100 cases, among the best 8,000 always; at a million it takes more.
 */
const COARSE = 20_000

/** Distances of two codes: 0 to 384. */
const DISTANCES = CODE_WORDS * 32 + 1

export interface CodedChunks {
  readonly chunkIds: readonly number[]
  readonly versionIds: readonly number[]
  /** `CODE_WORDS` a chunk. */
  readonly codes: Uint32Array
}

export interface NearestOptions {
  /** The signs of the query. */
  readonly code: Uint32Array
  readonly limit: number
  /** Only chunks of these versions; null is all. */
  readonly versions: ReadonlySet<number> | null
}

interface Block {
  count: number
  readonly chunkIds: Float64Array
  readonly versionIds: Float64Array
  readonly codes: Uint32Array
  /** Of the scan that runs. */
  readonly distances: Uint16Array
}

/**
 * The signs of all vectors in memory, 66 bytes a chunk. Where two vectors differ in few signs their angle is small (Charikar, STOC 2002), so
 * the chunks at the fewest differing bits hold the nearest ones. Those are ordered again by the query's own numbers against
 * their signs (asymmetric distance: Gordo & Perronnin, CVPR 2011); the exact similarity of the best is for the caller to measure.
 */
export class CodeTable {
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
    for (const [i, chunkId] of chunkIds.entries()) {
      const block = this.#blockWithRoom()
      block.chunkIds[block.count] = chunkId
      block.versionIds[block.count] = versionIds[i] ?? 0
      block.codes.set(
        codes.subarray(i * CODE_WORDS, (i + 1) * CODE_WORDS),
        block.count * CODE_WORDS,
      )
      block.count++
      this.#lastId = Math.max(this.#lastId, chunkId)
    }
    this.#size += chunkIds.length
  }

  /** Drops all other chunks. */
  keepOnly(isKept: (chunkId: number) => boolean): void {
    this.#size = 0
    for (const block of this.#blocks) {
      compact(block, isKept)
      this.#size += block.count
    }
  }

  /** Ids of about the `limit` chunks nearest to `query`, in no order. */
  nearest(query: Float32Array, { code, limit, versions }: NearestOptions): number[] {
    const histogram = new Uint32Array(DISTANCES)
    for (const block of this.#blocks)
      if (versions === null) measureAll(block, code, histogram)
      else measureVersions(block, code, { histogram, versions })
    const furthest = reach(histogram, Math.max(COARSE, limit))
    return best(gather(this.#blocks, furthest, signedSums(query)), limit)
  }

  #blockWithRoom(): Block {
    const last = this.#blocks.at(-1)
    if (last !== undefined && last.count < BLOCK_CHUNKS) return last
    const block: Block = {
      count: 0,
      chunkIds: new Float64Array(BLOCK_CHUNKS),
      versionIds: new Float64Array(BLOCK_CHUNKS),
      codes: new Uint32Array(BLOCK_CHUNKS * CODE_WORDS),
      distances: new Uint16Array(BLOCK_CHUNKS),
    }
    this.#blocks.push(block)
    return block
  }
}

function compact(block: Block, isKept: (chunkId: number) => boolean): void {
  let kept = 0
  for (let i = 0; i < block.count; i++) {
    if (!isKept(block.chunkIds[i] ?? 0)) continue
    block.chunkIds[kept] = block.chunkIds[i] ?? 0
    block.versionIds[kept] = block.versionIds[i] ?? 0
    block.codes.copyWithin(kept * CODE_WORDS, i * CODE_WORDS, (i + 1) * CODE_WORDS)
    kept++
  }
  block.count = kept
}

function measureAll(block: Block, code: Uint32Array, histogram: Uint32Array): void {
  for (let i = 0; i < block.count; i++) {
    const distance = differingBits(block.codes, i * CODE_WORDS, code)
    block.distances[i] = distance
    histogram[distance] = (histogram[distance] ?? 0) + 1
  }
}

function measureVersions(
  block: Block,
  code: Uint32Array,
  {
    histogram,
    versions,
  }: { readonly histogram: Uint32Array; readonly versions: ReadonlySet<number> },
): void {
  for (let i = 0; i < block.count; i++) {
    const isIn = versions.has(block.versionIds[i] ?? 0)
    const distance = isIn ? differingBits(block.codes, i * CODE_WORDS, code) : DISTANCES
    block.distances[i] = distance
    if (isIn) histogram[distance] = (histogram[distance] ?? 0) + 1
  }
}

/**
 * Counts the bits of `words`, from `at` on, that differ from `code`. Bits are added up in parallel, those of three words at a time by a full
 * adder (Warren, Hacker's Delight, 5-1): a fifth faster than word by word.
 */
function differingBits(words: Uint32Array, at: number, code: Uint32Array): number {
  let inBytes = 0
  for (let word = 0; word < CODE_WORDS; word += 3) {
    const a = (words[at + word] ?? 0) ^ (code[word] ?? 0)
    const b = (words[at + word + 1] ?? 0) ^ (code[word + 1] ?? 0)
    const c = (words[at + word + 2] ?? 0) ^ (code[word + 2] ?? 0)
    const ones = a ^ b ^ c
    const twos = (a & b) | ((a ^ b) & c)
    const inFours = countInFours(ones) + 2 * countInFours(twos)
    inBytes += (inFours & 0x0f0f0f0f) + ((inFours >>> 4) & 0x0f0f0f0f)
  }
  const inHalves = (inBytes & 0x00ff00ff) + ((inBytes >>> 8) & 0x00ff00ff)
  return (inHalves & 0xffff) + (inHalves >>> 16)
}

/** Each four bits of the result hold how many of the same four bits were set. */
function countInFours(bits: number): number {
  const inTwos = bits - ((bits >>> 1) & 0x55555555)
  return (inTwos & 0x33333333) + ((inTwos >>> 2) & 0x33333333)
}

/** The distance within which there are `limit` chunks. */
function reach(histogram: Uint32Array, limit: number): number {
  let furthest = 0
  for (let found = histogram[0] ?? 0; found < limit && furthest < DISTANCES - 1;)
    found += histogram[++furthest] ?? 0
  return furthest
}

interface Gathered {
  readonly chunkIds: readonly number[]
  /** Higher is nearer. */
  readonly scores: readonly number[]
}

function gather(blocks: readonly Block[], furthest: number, sums: Float32Array): Gathered {
  const found = { chunkIds: [] as number[], scores: [] as number[] }
  for (const { count, distances, chunkIds, codes } of blocks) {
    const bytes = new Uint8Array(codes.buffer)
    for (let i = 0; i < count; i++) {
      if ((distances[i] ?? DISTANCES) > furthest) continue
      found.chunkIds.push(chunkIds[i] ?? 0)
      found.scores.push(addUp(sums, bytes, i * CODE_BYTES))
    }
  }
  return found
}

/** The `limit` best, and those as good as the last of them: sorting numbers alone is ten times faster than sorting pairs. */
function best({ chunkIds, scores }: Gathered, limit: number): number[] {
  const lowest = Float64Array.from(scores).sort().at(-limit) ?? -Infinity
  return chunkIds.filter((_, i) => (scores[i] ?? -Infinity) >= lowest)
}

/** For each byte of a code and each value of it, the sum of the query's numbers with the signs of its bits. */
function signedSums(query: Float32Array): Float32Array {
  const sums = new Float32Array(CODE_BYTES * 256)
  for (let byte = 0; byte < CODE_BYTES; byte++)
    for (let value = 0; value < 256; value++) {
      let sum = 0
      for (let bit = 0; bit < 8; bit++) {
        const number = query[byte * 8 + bit] ?? 0
        sum += (value >>> bit) & 1 ? number : -number
      }
      sums[byte * 256 + value] = sum
    }
  return sums
}

function addUp(sums: Float32Array, bytes: Uint8Array, at: number): number {
  let sum = 0
  for (let byte = 0; byte < CODE_BYTES; byte++)
    sum += sums[byte * 256 + (bytes[at + byte] ?? 0)] ?? 0
  return sum
}
