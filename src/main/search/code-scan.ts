import type { ReadDb } from '../store/open.ts'
import type { Scope } from '../store/scope.ts'
import { codeOf, readCodedIds, readCodes } from '../store/vector-codes.ts'
import { getVectors, measureVectors, type VectorHit } from '../store/vector-index.ts'
import { activeVectorSet } from '../store/vector-sets.ts'
import { CodeTable } from './code-table.ts'

/** Rows that SQLite joins into one: large enough that the statement itself no longer counts. */
const READ_BATCH = 8192

/**
 * Candidates measured exactly. Of 200,000 mixed real vectors the ten nearest were among 1,000 in 99.7 % of cases; of the
 * 200 nearest, which ranking wants, 93 % were.
 */
const MIN_CANDIDATES = 1000
const CANDIDATES_A_HIT = 4

/** Candidates missing at once from which on the ids of all chunks are read, which takes 0.4 s at a million. */
const MANY_GONE = 100

/** As many as ranking looks at closely: those that come along with their hits need not be read again. */
const VECTORS = 300

/** The nearest chunks, and the vectors of the first of them. */
export interface Nearest {
  /** Best first, equal ones by id. */
  readonly hits: readonly VectorHit[]
  readonly vectors: ReadonlyMap<number, Float32Array>
}

/** Nearest chunks by their codes, then by their vectors. Whatever was committed before a call counts in it, by this process or another. */
export class CodeScan {
  readonly #reader: ReadDb
  #table = new CodeTable()
  #setId = 0

  constructor(reader: ReadDb) {
    this.#reader = reader
  }

  /** Reads the codes of chunks that are new: one look-up when there are none. All of them where the library changed its embedder. */
  refresh(): void {
    const { id } = activeVectorSet(this.#reader)
    if (id !== this.#setId) this.#table = new CodeTable()
    this.#setId = id
    for (;;) {
      const batch = readCodes(this.#reader, this.#table.lastId, READ_BATCH)
      if (batch === null) return
      const { buffer, byteOffset, byteLength } = batch.codes
      const codes = new Uint32Array(buffer.slice(byteOffset, byteOffset + byteLength))
      this.#table.append({ ...batch, codes })
    }
  }

  /** The chunks nearest to `query`. Candidates that are gone are dropped from the table, and it looks again. */
  nearest(
    query: Float32Array,
    { limit, scope }: { readonly limit: number; readonly scope: Scope },
  ): Nearest {
    this.refresh()
    const code = new Uint32Array(Uint8Array.from(codeOf(this.#reader, query)).buffer)
    const versions = scope === null ? null : new Set(scope)
    const enough = Math.max(MIN_CANDIDATES, CANDIDATES_A_HIT * limit)
    for (;;) {
      const candidates = this.#table.nearest(query, { code, limit: enough, versions })
      const hits = measureVectors(this.#reader, query, candidates)
      if (hits.length === candidates.length) return this.#withVectors(hits.slice(0, limit))
      this.#drop(candidates, hits)
    }
  }

  #withVectors(hits: readonly VectorHit[]): Nearest {
    const first = hits.slice(0, VECTORS).map(({ chunkId }) => chunkId)
    return { hits, vectors: getVectors(this.#reader, first) }
  }

  /** Drops the candidates that were not found; where many are gone, all that are, since the next ones may be too. */
  #drop(candidates: readonly number[], hits: readonly VectorHit[]): void {
    const found = new Set(hits.map(({ chunkId }) => chunkId))
    const gone = new Set(candidates.filter((chunkId) => !found.has(chunkId)))
    if (gone.size > MANY_GONE) this.#dropRemoved()
    else this.#table.keepOnly((chunkId) => !gone.has(chunkId))
  }

  #dropRemoved(): void {
    const present = new Set<number>()
    for (let last = 0, ids = [last]; ids.length > 0; last = ids.at(-1) ?? last) {
      ids = readCodedIds(this.#reader, last, READ_BATCH)
      for (const id of ids) present.add(id)
    }
    this.#table.keepOnly((chunkId) => present.has(chunkId))
  }
}
