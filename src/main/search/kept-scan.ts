import { libraryState } from '../store/library-state.ts'
import type { ReadDb } from '../store/open.ts'
import type { Scope } from '../store/scope.ts'
import { codeOf, countCodes, readCodedIds, readCodes } from '../store/vector-codes.ts'
import { measureVectors, readVectors } from '../store/vector-index.ts'
import { activeVectorSet } from '../store/vector-sets.ts'
import { CodeTable } from './code-table.ts'
import { KeptVectors } from './kept-vectors.ts'
import type { Nearest } from './nearest.ts'

/** Rows that SQLite joins into one. */
const READ_BATCH = 8192
/** Vectors read in one go: a search that comes meanwhile waits so long, a few milliseconds. */
const KEEP_BATCH = 200
/** Candidates measured exactly: of 10,000 mixed real vectors they held the 200 nearest in 99.6 % of cases and the ten nearest always. */
const MIN_CANDIDATES = 2000
/** While some must be read yet: 97 % of the 200 nearest, and the ten nearest always. */
const MIN_CANDIDATES_READ = 1000
const CANDIDATES_A_HIT = 4

/**
 * Nearest chunks of a library that is not large, from what is in memory: once all vectors are, a search reads nothing. Whatever was committed
 * before a call counts in it, by this process or another.
 */
export class KeptScan {
  readonly #reader: ReadDb
  #table = new CodeTable()
  #vectors = new KeptVectors()
  #versions = new Map<number, number>()
  #setId = 0
  #state = ''

  constructor(reader: ReadDb) {
    this.#reader = reader
  }

  /** Takes in what was added and removed; one look-up when nothing was. */
  refresh(): void {
    const state = libraryState(this.#reader)
    if (state === this.#state) return
    const { id } = activeVectorSet(this.#reader)
    if (id !== this.#setId) {
      this.#table = new CodeTable()
      this.#vectors = new KeptVectors()
      this.#versions = new Map()
    }
    this.#setId = id
    this.#readNew()
    if (countCodes(this.#reader) !== this.#table.size) this.#dropRemoved()
    this.#state = state
  }

  /** Reads some more vectors into memory; whether there may be more to read. */
  keepMore(): boolean {
    if (this.#vectors.lastId >= this.#table.lastId) return false
    const vectors = readVectors(this.#reader, this.#vectors.lastId, KEEP_BATCH)
    // Refreshing begins anew when these belong to another embedder.
    if (activeVectorSet(this.#reader).id !== this.#setId) return false
    // The last ones may have been removed before they were read.
    if (vectors.size === 0) this.#vectors.endAt(this.#table.lastId)
    else this.#vectors.add(vectors)
    return true
  }

  /** The chunks nearest to `query`; beside the hits' own, vectors and versions of all others that are in memory. */
  nearest(
    query: Float32Array,
    { limit, scope }: { readonly limit: number; readonly scope: Scope },
  ): Nearest {
    this.refresh()
    const areKept = this.#vectors.lastId >= this.#table.lastId
    const atLeast = areKept ? MIN_CANDIDATES : MIN_CANDIDATES_READ
    const likely = this.#table.nearest(query, {
      code: codeOf(this.#reader, query),
      limit: Math.max(atLeast, CANDIDATES_A_HIT * limit),
      versions: scope === null ? null : new Set(scope),
    })
    const hits =
      this.#vectors.nearest(query, likely, limit) ??
      measureVectors(this.#reader, query, likely).slice(0, limit)
    const [vectors, versions] = [this.#vectors.all, this.#versions]
    return { hits, vectors, versions }
  }

  #readNew(): void {
    for (;;) {
      const batch = readCodes(this.#reader, this.#table.lastId, READ_BATCH)
      if (batch === null) return
      this.#table.append(batch)
      for (const [i, chunkId] of batch.chunkIds.entries())
        this.#versions.set(chunkId, batch.versionIds[i] ?? 0)
    }
  }

  #dropRemoved(): void {
    const present = new Set<number>()
    for (let last = 0, ids = [last]; ids.length > 0; last = ids.at(-1) ?? last) {
      ids = readCodedIds(this.#reader, last, READ_BATCH)
      for (const id of ids) present.add(id)
    }
    const isPresent = (chunkId: number): boolean => present.has(chunkId)
    this.#table.keepOnly(isPresent)
    this.#vectors.keepOnly(isPresent)
    for (const chunkId of [...this.#versions.keys()])
      if (!isPresent(chunkId)) this.#versions.delete(chunkId)
  }
}
