/** 32-bit words of a code: 384 signs. */
export const CODE_WORDS = 12

/** 3 MB of codes: growth copies nothing, and removal moves little. */
const BLOCK_CHUNKS = 65_536

/** Distances of two codes: 0 to 384. */
const DISTANCES = CODE_WORDS * 32 + 1

export interface CodedChunks {
  readonly chunkIds: readonly number[]
  readonly versionIds: readonly number[]
  /** `CODE_WORDS` a chunk. */
  readonly codes: Uint32Array
}

export interface NearestOptions {
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
 * the chunks at the fewest differing bits hold the nearest ones; their exact similarity is measured afterwards.
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

  /** Drops all chunks but these. */
  keepOnly(chunkIds: ReadonlySet<number>): void {
    this.#size = 0
    for (const block of this.#blocks) {
      compact(block, chunkIds)
      this.#size += block.count
    }
  }

  /** Ids of the `limit` chunks whose codes differ least from `code`, nearest first; equal ones in the order they came. */
  nearest(code: Uint32Array, { limit, versions }: NearestOptions): number[] {
    const histogram = new Uint32Array(DISTANCES)
    for (const block of this.#blocks)
      if (versions === null) measureAll(block, code, histogram)
      else measureVersions(block, code, { histogram, versions })
    return gather(this.#blocks, histogram, limit)
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

function compact(block: Block, chunkIds: ReadonlySet<number>): void {
  let kept = 0
  for (let i = 0; i < block.count; i++) {
    if (!chunkIds.has(block.chunkIds[i] ?? 0)) continue
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

/** Counts the bits of `words`, from `at` on, that differ from `code`. Bits are added up in parallel (Warren, Hacker's Delight, 5-1). */
function differingBits(words: Uint32Array, at: number, code: Uint32Array): number {
  let sum = 0
  for (let word = 0; word < CODE_WORDS; word++) {
    let bits = (words[at + word] ?? 0) ^ (code[word] ?? 0)
    bits -= (bits >>> 1) & 0x55555555
    bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
    bits = (bits + (bits >>> 4)) & 0x0f0f0f0f
    sum += Math.imul(bits, 0x01010101) >>> 24
  }
  return sum
}

/** The histogram tells how far one must go; one pass collects what is nearer, by distance. */
function gather(blocks: readonly Block[], histogram: Uint32Array, limit: number): number[] {
  let furthest = -1
  for (let found = 0; found < limit && furthest < DISTANCES - 1;)
    found += histogram[++furthest] ?? 0
  const byDistance = Array.from({ length: furthest + 1 }, (): number[] => [])
  for (const { count, distances, chunkIds } of blocks)
    for (let i = 0; i < count; i++) {
      const distance = distances[i] ?? DISTANCES
      if (distance <= furthest) byDistance[distance]?.push(chunkIds[i] ?? 0)
    }
  return byDistance.flat().slice(0, limit)
}
