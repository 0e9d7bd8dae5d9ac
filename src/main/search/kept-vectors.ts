import type { StoredVector, VectorHit } from '../store/vector-index.ts'
import { firstNotBelow } from './first-not-below.ts'
import { nthHighest } from './nth-highest.ts'
import { scanKernel } from './scan-kernel.ts'

/** Numbers of a row are read eight at a time. */
const STEP = 8
const FLOAT_BYTES = Float32Array.BYTES_PER_ELEMENT
const PAGE_BYTES = 65_536
/** Rows that there is room for at first. */
const FIRST_ROOM = 1024

/** Vectors of a library's chunks, one behind the other, and the versions that these belong to. */
export class KeptVectors {
  readonly #room: number
  readonly #chunkIds: number[] = []
  readonly #versionIds: number[] = []
  #table: Table

  /** All vectors have so many dimensions. */
  constructor(dimensions: number, room = FIRST_ROOM) {
    this.#room = room
    this.#table = tableFor(dimensions, room)
  }

  get size(): number {
    return this.#chunkIds.length
  }

  /** The highest id that was added; 0 before. */
  get lastId(): number {
    return this.#chunkIds.at(-1) ?? 0
  }

  /** Ids ascend. */
  add(vectors: readonly StoredVector[]): void {
    for (const { chunkId, versionId, embedding } of vectors) {
      if (this.size === this.#table.room) this.#table = withMoreRoom(this.#table)
      rowOf(this.#table, this.size).set(embedding)
      this.#chunkIds.push(chunkId)
      this.#versionIds.push(versionId)
    }
  }

  /** Those of these that pass, in a table of their own: what was taken from this one stays as it is. */
  only(isKept: (chunkId: number) => boolean): KeptVectors {
    const kept = new KeptVectors(this.#table.dimensions, this.#room)
    kept.add(
      this.#chunkIds.flatMap((chunkId, row) =>
        isKept(chunkId)
          ? {
              ...{ chunkId, versionId: this.#versionIds[row] ?? 0 },
              embedding: rowOf(this.#table, row),
            }
          : [],
      ),
    )
    return kept
  }

  vectorOf(chunkId: number): Float32Array | undefined {
    const row = this.#rowOf(chunkId)
    return row === undefined ? undefined : rowOf(this.#table, row)
  }

  versionOf(chunkId: number): number | undefined {
    const row = this.#rowOf(chunkId)
    return row === undefined ? undefined : this.#versionIds[row]
  }

  /** The `limit` nearest to `query` of these versions (of all: null), best first, equal ones by id. Every vector is compared. */
  nearest(
    query: Float32Array,
    { limit, versions }: { readonly limit: number; readonly versions: ReadonlySet<number> | null },
  ): VectorHit[] {
    const similarities = this.#compare(query)
    if (versions !== null) hideOthers(similarities, this.#versionIds, versions)
    // Few are ordered: sorting all took longer than comparing them.
    const lowest = nthHighest(Float64Array.from(similarities), Math.min(limit, this.size))
    const hits: VectorHit[] = []
    for (const [row, similarity] of similarities.entries())
      if (similarity >= lowest && similarity > HIDDEN)
        hits.push({ chunkId: this.#chunkIds[row] ?? 0, similarity })
    return hits.sort((a, b) => b.similarity - a.similarity || a.chunkId - b.chunkId).slice(0, limit)
  }

  /** The inner product of each row and `query`. */
  #compare(query: Float32Array): Float32Array {
    const { memory, kernel, rows, width, products, dimensions } = this.#table
    if (query.length !== dimensions)
      throw new Error(`Broken invariant: ${query.length} floats beside ${dimensions}`)
    new Float32Array(memory.buffer, 0, query.length).set(query)
    kernel.products(0, rows, this.size, width, products)
    return new Float32Array(memory.buffer, products, this.size)
  }

  #rowOf(chunkId: number): number | undefined {
    const row = firstNotBelow(chunkId, this.#chunkIds, this.size)
    return this.#chunkIds[row] === chunkId ? row : undefined
  }
}

/** Less than any cosine. */
const HIDDEN = -2

/** Puts what is of other versions out of reach. */
function hideOthers(
  similarities: Float32Array,
  versionIds: readonly number[],
  versions: ReadonlySet<number>,
): void {
  for (let row = 0; row < similarities.length; row++)
    if (!versions.has(versionIds[row] ?? 0)) similarities[row] = HIDDEN
}

/** Room for rows, in bytes: the query first, then the products, then the rows. */
interface Table {
  readonly memory: WebAssembly.Memory
  readonly kernel: ReturnType<typeof scanKernel>
  readonly dimensions: number
  readonly room: number
  readonly width: number
  readonly products: number
  readonly rows: number
}

function tableFor(dimensions: number, room: number): Table {
  const width = Math.ceil(dimensions / STEP) * STEP * FLOAT_BYTES
  const rows = width + room * FLOAT_BYTES
  const memory = new WebAssembly.Memory({ initial: Math.ceil((rows + room * width) / PAGE_BYTES) })
  return {
    ...{ memory, kernel: scanKernel(memory), dimensions, room, width, products: width, rows },
  }
}

/** Not by growing its memory, which would take the rows away from those who look at them. */
function withMoreRoom(table: Table): Table {
  const { dimensions, room, width } = table
  const larger = tableFor(dimensions, 2 * room)
  const rows = new Uint8Array(table.memory.buffer, table.rows, room * width)
  new Uint8Array(larger.memory.buffer, larger.rows).set(rows)
  return larger
}

const rowOf = ({ memory, rows, width, dimensions }: Table, row: number): Float32Array =>
  new Float32Array(memory.buffer, rows + row * width, dimensions)
