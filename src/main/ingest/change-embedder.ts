import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Embedder } from '../inference/embedder.ts'
import { must } from '../lib/must.ts'
import { toFailure, type Failure } from '../lib/failure.ts'
import { countChunks } from '../store/chunks.ts'
import type { Database, ReadDb } from '../store/open.ts'
import {
  activateVectorSet,
  activeVectorSet,
  addVectors,
  beginVectorSet,
  chunksWithoutVector,
  countVectors,
  dropVectorSet,
  vectorSetBeside,
  type Place,
} from '../store/vector-sets.ts'
import { embeddingText } from './embedding-text.ts'

/** How far a change of embedders is. Mirrors `EmbedderChange` of the contract. */
export interface EmbedderChange {
  readonly state: 'running' | 'interrupted' | 'failed' | 'done'
  /** The embedder that the library changes to. */
  readonly recipe: string
  /** Chunks that have their new vector, of all. */
  readonly done: number
  readonly total: number
  readonly failure?: Failure
}

interface Deps {
  readonly database: Database
  readonly open: (recipe: string) => Promise<Embedder>
}

/** Chunks between two transactions: a few seconds of work, and all that a kill can cost. */
const CHUNKS_A_BATCH = 64
const PROGRESS_MS = 100

interface Running {
  readonly recipe: string
  readonly abort: AbortController
  readonly ended: Promise<void>
}

/**
 * Makes the vectors of another embedder beside those in use, and changes over when each chunk has one. Searches go on with the old ones; what
 * is added meanwhile is embedded by the old one first, and so is complete at any time.
 */
export class EmbedderChanges {
  readonly #deps: Deps
  readonly #reader: ReadDb
  #running: Running | null = null
  #outcome: { readonly recipe: string; readonly failure?: Failure } | null = null

  constructor(deps: Deps) {
    this.#deps = deps
    this.#reader = deps.database.openReader()
  }

  /**
   * Begins to change, or goes on with a change that was cut short; a change to another embedder is dropped. To the embedder in use: embeds what
   * an import stored without vectors while the library changed.
   */
  async start({ name: recipe, dimensions }: Pick<Embedder, 'name' | 'dimensions'>): Promise<void> {
    if (this.#running?.recipe === recipe) return
    const beside = vectorSetBeside(this.#reader)
    const isOther = beside !== null && beside.recipe !== recipe
    const isInUse = activeVectorSet(this.#reader).recipe === recipe
    if (isOther && !(isInUse && beside.state === 'retired')) await this.drop()
    else await this.close()
    this.#outcome = null
    if (!isInUse) beginVectorSet(this.#deps.database.writer, { recipe, dimensions })
    else if (countVectors(this.#reader, 'active') === countChunks(this.#reader)) return
    const abort = new AbortController()
    this.#running = { recipe, abort, ended: this.#run(recipe, abort.signal) }
  }

  /** The change that runs, was cut short, failed or just ended; null when there is none. */
  current(): EmbedderChange | null {
    const total = countChunks(this.#reader)
    const failure = this.#outcome?.failure
    if (this.#outcome !== null && failure === undefined)
      return { state: 'done', recipe: this.#outcome.recipe, done: total, total }
    const beside = vectorSetBeside(this.#reader)
    const recipe = this.#running?.recipe ?? beside?.recipe ?? ''
    const isBuilding = beside?.state === 'building' && beside.recipe === recipe
    if (this.#running === null && !isBuilding) return null
    const done = Math.min(total, countVectors(this.#reader, isBuilding ? 'beside' : 'active'))
    const progress = { recipe, done, total }
    if (this.#running !== null) return { state: 'running', ...progress }
    return failure === undefined
      ? { state: 'interrupted', ...progress }
      : { state: 'failed', ...progress, failure }
  }

  /** What happens to the change, at most ten times a second, until it no longer runs in this process. */
  async *follow(signal: AbortSignal): AsyncGenerator<EmbedderChange> {
    for (let state = this.current(); state !== null; state = this.current()) {
      yield state
      if (state.state !== 'running' || signal.aborted) return
      const pause = new Promise((wake) => setTimeout(wake, PROGRESS_MS))
      await Promise.race([this.#running?.ended, pause])
    }
  }

  /** Ends a change and erases its vectors, or those of the embedder that was used before. */
  async drop(): Promise<void> {
    await this.close()
    this.#outcome = null
    for (const _ of dropVectorSet(this.#deps.database.writer)) await nextTurn()
  }

  /** Stops; what is stored stays, and `start` goes on with it. */
  async close(): Promise<void> {
    this.#running?.abort.abort()
    await this.#running?.ended
  }

  async #run(recipe: string, signal: AbortSignal): Promise<void> {
    const { database, open } = this.#deps
    try {
      await change({ database, recipe, embedder: await open(recipe), signal })
      if (!signal.aborted) this.#outcome = { recipe }
    } catch (error) {
      if (!signal.aborted) this.#outcome = { recipe, failure: toFailure(error) }
    } finally {
      this.#running = null
    }
  }
}

interface Change {
  readonly database: Database
  readonly recipe: string
  readonly embedder: Embedder
  readonly signal: AbortSignal
}

/** 1. Embeds until each chunk has its vector. 2. Changes over. 3. Embeds what an import that ran meanwhile stored without. */
async function change(work: Change): Promise<void> {
  const { database, recipe, signal } = work
  while (!signal.aborted && isStillWanted(work)) {
    await embedMissing(work, 'beside')
    if (!signal.aborted) activateVectorSet(database.writer, recipe)
  }
  if (!signal.aborted && activeVectorSet(database.writer).recipe === recipe)
    await embedMissing(work, 'active')
}

/** Another process may have dropped or ended the change. */
function isStillWanted({ database, recipe }: Change): boolean {
  const beside = vectorSetBeside(database.writer)
  return beside?.recipe === recipe && beside.state === 'building'
}

async function embedMissing(
  { database, recipe, embedder, signal }: Change,
  place: Place,
): Promise<void> {
  for (let afterId = 0; ;) {
    const chunks = chunksWithoutVector(database.writer, place, { afterId, limit: CHUNKS_A_BATCH })
    const last = chunks.at(-1)
    if (last === undefined) return
    const embeddings = await embedder.embed(chunks.map(embeddingText), {
      priority: 'passage',
      signal,
    })
    const vectors = new Map(
      chunks.map(({ chunkId }, i) => [chunkId, must(embeddings[i], 'one embedding a text')]),
    )
    if (!addVectors(database.writer, { place, recipe }, vectors)) return
    afterId = last.chunkId
    await nextTurn()
  }
}
