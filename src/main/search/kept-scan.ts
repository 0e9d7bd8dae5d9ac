import { libraryState } from '../store/library-state.ts'
import type { ReadDb } from '../store/open.ts'
import type { Scope } from '../store/scope.ts'
import { countCodes, readCodedIds } from '../store/vector-codes.ts'
import { matchVectors, readVectors } from '../store/vector-index.ts'
import { activeVectorSet, type VectorSet } from '../store/vector-sets.ts'
import { KeptVectors } from './kept-vectors.ts'
import type { Nearest } from './nearest.ts'

/** Vectors read in one go: a search that comes meanwhile waits so long, some 5 ms. */
const KEEP_BATCH = 500
const IDS_A_BATCH = 8192

/**
 * Nearest chunks of a library that is not large, exactly: from memory once all vectors are there, from the database until then. Whatever was
 * committed before a call counts in it, by this process or another.
 */
export class KeptScan {
  readonly #reader: ReadDb
  #set: VectorSet
  #vectors: KeptVectors
  #isWhole = false
  #state = ''

  constructor(reader: ReadDb) {
    this.#reader = reader
    this.#set = activeVectorSet(reader)
    this.#vectors = new KeptVectors(this.#set.dimensions)
  }

  /**
   * Takes in what was added and removed; one look-up when nothing was. Of many new vectors it reads a batch, since one search straight after
   * the other leaves no time to read them in between.
   */
  refresh(): void {
    const state = libraryState(this.#reader)
    if (state !== this.#state) {
      const set = activeVectorSet(this.#reader)
      if (set.id !== this.#set.id) this.#vectors = new KeptVectors(set.dimensions)
      this.#set = set
      this.#isWhole = false
    }
    this.keepMore()
    this.#state = state
  }

  /** Reads some more vectors into memory; whether there may be more to read. */
  keepMore(): boolean {
    if (this.#isWhole) return false
    const vectors = readVectors(this.#reader, this.#vectors.lastId, KEEP_BATCH)
    const areOfSet = activeVectorSet(this.#reader).id === this.#set.id
    this.#isWhole = areOfSet && vectors.length < KEEP_BATCH
    // Refreshing begins anew when these belong to another embedder.
    if (!areOfSet) return false
    this.#vectors.add(vectors)
    if (this.#isWhole && countCodes(this.#reader) !== this.#vectors.size) this.#dropRemoved()
    return !this.#isWhole
  }

  /** The chunks nearest to `query`, and the vectors and versions of all that are in memory. */
  nearest(
    query: Float32Array,
    { limit, scope }: { readonly limit: number; readonly scope: Scope },
  ): Nearest {
    this.refresh()
    const vectors = this.#vectors
    const versions = scope === null ? null : new Set(scope)
    return {
      hits: this.#isWhole
        ? vectors.nearest(query, { limit, versions })
        : matchVectors(this.#reader, query, { limit, scope }),
      vectors: { get: (chunkId) => vectors.vectorOf(chunkId) },
      versions: { get: (chunkId) => vectors.versionOf(chunkId) },
    }
  }

  #dropRemoved(): void {
    const present = new Set<number>()
    for (let last = 0, ids = [last]; ids.length > 0; last = ids.at(-1) ?? last) {
      ids = readCodedIds(this.#reader, last, IDS_A_BATCH)
      for (const id of ids) present.add(id)
    }
    this.#vectors = this.#vectors.only((chunkId) => present.has(chunkId))
  }
}
