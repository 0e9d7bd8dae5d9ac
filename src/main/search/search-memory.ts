import { LRUCache } from 'lru-cache'
import { libraryLanguages } from '../store/library-languages.ts'
import { libraryState } from '../store/library-state.ts'
import type { ReadDb } from '../store/open.ts'
import { sizeOfScope } from '../store/scope.ts'

/** How much a cache spares: what was asked of it and was there, and what was not. */
export interface CacheFigures {
  readonly entries: number
  readonly hits: number
  readonly misses: number
}

export interface LibrarySize {
  readonly chunks: number
  readonly documents: number
}

/** What of earlier searches is kept, and how often it helped, since the process started. */
export interface SearchMemoryFigures {
  readonly embeddings: CacheFigures
  readonly results: CacheFigures
}

/** 1.5 KiB each: what is asked in a day's work. */
const EMBEDDINGS = 1000
/** A result that still holds never gets old; this only sets its memory free. */
const TIME_TO_LIVE_MS = 30 * 60_000
const RESULTS = 200
/** Of all results together. A run for an evaluation, with a thousand documents a query, is not worth keeping. */
const RESULT_CHARACTERS = 4_000_000
const CHARACTERS_A_RESULT = 200_000

/**
 * Remembers embeddings of queries, and results as long as nothing that they depend on has changed: what is remembered is always what a new
 * search would find. None of it is written to disk.
 */
export class SearchMemory<Result extends object> {
  readonly #embeddings = new Remembered<Float32Array>({ max: EMBEDDINGS, ttl: TIME_TO_LIVE_MS })
  readonly #results: Remembered<Result>
  readonly #reader: ReadDb
  #state: string | null = null
  #size: LibrarySize | null = null
  #languages: readonly string[] | null = null

  /** `charactersOf` tells how large a result is, about. */
  constructor(reader: ReadDb, charactersOf: (result: Result) => number) {
    this.#reader = reader
    this.#results = new Remembered<Result>({
      max: RESULTS,
      ttl: TIME_TO_LIVE_MS,
      maxSize: RESULT_CHARACTERS,
      maxEntrySize: CHARACTERS_A_RESULT,
      sizeCalculation: (result) => Math.max(1, charactersOf(result)),
    })
  }

  get figures(): SearchMemoryFigures {
    return { embeddings: this.#embeddings.figures, results: this.#results.figures }
  }

  /** `key` names the embedder besides the text. */
  embedding(key: string, embed: () => Promise<Float32Array>): Promise<Float32Array> {
    return this.#embeddings.get(key, embed)
  }

  /** How much a search of the whole library looks through. */
  librarySize(): LibrarySize {
    this.#look()
    return (this.#size ??= sizeOfScope(this.#reader, null))
  }

  /** The languages (ISO 639-1) of its documents, most frequent first. */
  languages(): readonly string[] {
    this.#look()
    return (this.#languages ??= libraryLanguages(this.#reader))
  }

  /** What was found for this request, or what `find` finds; kept unless the library changed meanwhile. */
  async result(request: object, find: () => Promise<Result>): Promise<Result> {
    const state = this.#look()
    return await this.#results.get(JSON.stringify(request), find, () => state === this.#state)
  }

  /** Forgets what no longer holds. */
  #look(): string {
    const state = libraryState(this.#reader)
    if (state !== this.#state) {
      this.#results.clear()
      this.#size = null
      this.#languages = null
    }
    this.#state = state
    return state
  }
}

/** A cache that counts. */
class Remembered<Value extends object> {
  readonly #cache: LRUCache<string, Value>
  #hits = 0
  #misses = 0

  constructor(options: LRUCache.Options<string, Value, unknown>) {
    this.#cache = new LRUCache(options)
  }

  get figures(): CacheFigures {
    return { entries: this.#cache.size, hits: this.#hits, misses: this.#misses }
  }

  async get(key: string, make: () => Promise<Value>, isKept = () => true): Promise<Value> {
    const known = this.#cache.get(key)
    if (known !== undefined) {
      this.#hits++
      return known
    }
    this.#misses++
    const made = await make()
    if (isKept()) this.#cache.set(key, made)
    return made
  }

  clear(): void {
    this.#cache.clear()
  }
}
