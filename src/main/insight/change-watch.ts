import { isDeepStrictEqual } from 'node:util'
import { getEvaluation, removeEvaluation, saveEvaluation } from '../store/evaluations.ts'
import { listQuestions } from '../store/questions.ts'
import { compareRetrieval, type Comparison } from './evaluate-retrieval.ts'
import type { InsightDeps } from './insight.ts'
import { measureOwn, type OwnEvaluation, type SearchSetup } from './own-questions.ts'

/** What a change did to the search. Mirrors `SearchChange` of the contract. */
export interface SearchChange {
  readonly state: 'measuring' | 'done'
  readonly changedAt: string
  readonly before: SearchSetup
  readonly after: SearchSetup
  /** Null while it is measured, and when there was nothing to measure it on. */
  readonly comparison: Comparison | null
}

/** Measures the search on the user's own questions before and after each change of what it is made of. */
export interface ChangeWatch {
  /** Measures, begins the change, and measures again behind the caller's back once the change has come to its end. */
  around<Result>(change: {
    readonly begin: () => Result | Promise<Result>
    /** When the change is complete; false when it was dropped. Without it, the change is complete at once. */
    readonly ended?: Ended
  }): Promise<Result>
  /** Measures once a change has ended that was begun earlier, as before a restart. */
  after(ended: Ended): Promise<void>
  /** The last change, once it is measured when `wait` is true; null when there was none. */
  last(wait: boolean, signal: AbortSignal): Promise<SearchChange | null>
  /** Ends what is under way. */
  close(): Promise<void>
}

type Ended = (signal: AbortSignal) => Promise<boolean>

/** Names under which both measurements are kept, for `--against`. */
const BEFORE = 'before the last change'
const AFTER = 'after the last change'

/**
 * What a person waits for a change to be made. Questions that were not asked by then are left out of the comparison; with the bundled
 * models some hundreds are asked in that time.
 */
const BEFORE_MS = 10_000
/** Behind the caller's back it may take longer. */
const AFTER_MS = 120_000

export function createChangeWatch(deps: InsightDeps): ChangeWatch {
  const { writer } = deps.database
  const closing = new AbortController()
  let current: { readonly abort: AbortController; readonly done: Promise<void> } | null = null
  const stop = async (): Promise<void> => {
    current?.abort.abort()
    await current?.done
  }
  const measureWhen = (ended: Ended): void => {
    const abort = new AbortController()
    const signal = AbortSignal.any([abort.signal, closing.signal])
    const done = measureAfter(deps, ended, signal).finally(() => {
      if (current?.abort === abort) current = null
    })
    current = { abort, done }
  }
  return {
    async around({ begin, ended = () => Promise.resolve(true) }) {
      await stop()
      await measureBefore(deps, closing.signal)
      const result = await begin()
      removeEvaluation(writer, AFTER)
      measureWhen(ended)
      return result
    },
    async after(ended) {
      await stop()
      measureWhen(ended)
    },
    async last(wait, signal) {
      if (wait) await untilAborted(current?.done ?? null, signal)
      return lastChange(deps, current !== null)
    },
    async close() {
      closing.abort()
      await stop()
    },
  }
}

/** Where the search fails there is nothing to compare with, and the change may be what mends it: it goes on. */
async function measureBefore(deps: InsightDeps, signal: AbortSignal): Promise<void> {
  try {
    await measure(deps, { name: BEFORE, mostMs: BEFORE_MS, signal })
  } catch {
    signal.throwIfAborted()
    removeEvaluation(deps.database.writer, BEFORE)
  }
}

/** Where it fails the change stands without a verdict: the library is being closed, or the search fails and says so when asked. */
async function measureAfter(deps: InsightDeps, ended: Ended, signal: AbortSignal): Promise<void> {
  try {
    if (await ended(signal)) await measure(deps, { name: AFTER, mostMs: AFTER_MS, signal })
  } catch {
    // Without a verdict, as said above.
  }
}

interface Measuring {
  readonly name: string
  readonly mostMs: number
  readonly signal: AbortSignal
}

async function measure(deps: InsightDeps, { name, mostMs, signal }: Measuring): Promise<void> {
  const { search, database, setup } = deps
  const questions = listQuestions(database.writer).filter(({ documents }) => documents.length > 0)
  const untilMs = Date.now() + mostMs
  const run = measureOwn({ search, questions, mode: 'hybrid', setup: setup(), signal, untilMs })
  let next = await run.next()
  while (!next.done) next = await run.next()
  saveEvaluation(database.writer, name, next.value)
}

function lastChange({ database, setup }: InsightDeps, isMeasuring: boolean): SearchChange | null {
  const before = getEvaluation(database.writer, BEFORE) as OwnEvaluation | null
  if (before === null) return null
  const after = getEvaluation(database.writer, AFTER) as OwnEvaluation | null
  // A change that was dropped.
  if (after === null && !isMeasuring && isDeepStrictEqual(before.setup, setup())) return null
  return {
    state: isMeasuring ? 'measuring' : 'done',
    changedAt: before.createdAt,
    before: before.setup,
    after: after?.setup ?? setup(),
    comparison: after === null ? null : compared(before, after),
  }
}

function compared(before: OwnEvaluation, after: OwnEvaluation): Comparison | null {
  const comparison = compareRetrieval(before.perQuery, after.perQuery)
  return comparison.queries === 0 ? null : comparison
}

async function untilAborted(work: Promise<void> | null, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  const { promise, reject } = Promise.withResolvers<never>()
  const onAbort = () => reject(signal.reason as Error)
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    await Promise.race([work, promise])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}
