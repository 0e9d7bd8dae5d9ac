import type { ReadDb } from '../store/open.ts'
import type { Scope } from '../store/scope.ts'
import { codeOf, readCodedIds, readCodes } from '../store/vector-codes.ts'
import { getVectors, measureVectors, readVectors, type VectorHit } from '../store/vector-index.ts'
import { activeVectorSet } from '../store/vector-sets.ts'
import { CodeTable } from './code-table.ts'
import type { ReadNearest } from './nearest.ts'
import { VectorCopies } from './vector-copies.ts'

/** Rows that SQLite joins into one: large enough that the statement itself no longer counts. */
const READ_BATCH = 8192

/**
 * Candidates measured exactly. Of 200,000 mixed real vectors the ten nearest were among 1,000 in 99.7 % of cases; of the
 * 200 nearest, which ranking wants, 93 % were.
 */
const MIN_CANDIDATES = 1000
const CANDIDATES_A_HIT = 4

/**
 * Copies of all vectors stand in memory while they take no more than this (260,000 of the bundled embedder's): with them, 250 instead of 1,000
 * candidates are measured.
 */
const COPIES_BYTES = 100_000_000
/** Vectors copied in one go, some 3 ms: a search that comes meanwhile waits so long. */
const COPY_BATCH = 400
/** With copies, more candidates cost next to nothing: 0.3 µs each. */
const CANDIDATES_WITH_COPIES = 2000
/** Beyond the limit, for what copies are off. */
const SPARE = 50

/** Candidates missing at once from which on the ids of all chunks are read, which takes 0.4 s at a million. */
const MANY_GONE = 100

/** As many as ranking looks at closely: those that come along with their hits need not be read again. */
const VECTORS = 300

/** Nearest chunks by their codes, then by their vectors. Whatever was committed before a call counts in it, by this process or another. */
export class CodeScan {
  readonly #reader: ReadDb
  #table = new CodeTable()
  #copies = new VectorCopies()
  #setId = 0

  constructor(reader: ReadDb) {
    this.#reader = reader
  }

  /** Reads the codes of chunks that are new: one look-up when there are none. All of them where the library changed its embedder. */
  refresh(): void {
    const { id } = activeVectorSet(this.#reader)
    if (id !== this.#setId) {
      this.#table = new CodeTable()
      this.#copies = new VectorCopies()
    }
    this.#setId = id
    for (;;) {
      const batch = readCodes(this.#reader, this.#table.lastId, READ_BATCH)
      if (batch === null) return
      this.#table.append(batch)
    }
  }

  /** Copies some vectors of a library that is not large; whether there are more to copy. */
  copyMore(): boolean {
    const { lastId, bytes } = this.#copies
    if (lastId >= this.#table.lastId) return false
    const vectors = readVectors(this.#reader, lastId, COPY_BATCH)
    const width = vectors[0]?.embedding.length ?? 0
    // Refreshing begins anew when these belong to another embedder.
    if (vectors.length === 0 || activeVectorSet(this.#reader).id !== this.#setId) return false
    if (this.#table.size * width <= COPIES_BYTES) this.#copies.append(vectors)
    else if (bytes > 0) this.#copies = new VectorCopies()
    return this.#copies.lastId > lastId
  }

  /** The chunks nearest to `query`. Candidates that are gone are dropped from the table, and it looks again. */
  nearest(
    query: Float32Array,
    { limit, scope }: { readonly limit: number; readonly scope: Scope },
  ): ReadNearest {
    this.refresh()
    const code = codeOf(this.#reader, query)
    const versions = scope === null ? null : new Set(scope)
    const areCopied = this.#copies.lastId >= this.#table.lastId
    const atLeast = areCopied ? CANDIDATES_WITH_COPIES : MIN_CANDIDATES
    const enough = Math.max(atLeast, CANDIDATES_A_HIT * limit)
    for (;;) {
      const likely = this.#table.nearest(query, { code, limit: enough, versions })
      const candidates = this.#copies.narrow(query, likely, limit + SPARE)
      const hits = measureVectors(this.#reader, query, candidates)
      if (hits.length === candidates.length) return this.#withWhatIsKnown(hits.slice(0, limit))
      this.#drop(candidates, hits)
    }
  }

  #withWhatIsKnown(hits: readonly VectorHit[]): ReadNearest {
    const first = hits.slice(0, VECTORS).map(({ chunkId }) => chunkId)
    const versions = hits.map(({ chunkId }) => [chunkId, this.#table.versionOf(chunkId)] as const)
    return { hits, vectors: getVectors(this.#reader, first), versions: new Map(versions) }
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
