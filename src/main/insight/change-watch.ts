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
  /** Makes a change: measured first, applied, then measured again behind the caller's back. Where `setup` stays as it is, only applied. */
  around<Result>(change: {
    /** What the search will be made of. */
    readonly setup: SearchSetup
    readonly apply: () => Result
  }): Promise<Result>
  /** The last change, once it is measured when `wait` is true; null when there was none. */
  last(wait: boolean, signal: AbortSignal): Promise<SearchChange | null>
  /** Ends a measurement that is under way. */
  close(): Promise<void>
}

/** Names under which both measurements are kept, for `--against`. */
export const BEFORE = 'before the last change'
export const AFTER = 'after the last change'

/**
 * What a person waits for a change to be made. Questions that were not asked by then are left out of the comparison; with the bundled
 * models some hundreds are asked in that time.
 */
const BEFORE_MS = 10_000
/** Behind the caller's back it may take longer. */
const AFTER_MS = 120_000

export function createChangeWatch(deps: InsightDeps): ChangeWatch {
  const { writer } = deps.database
  const ending = new AbortController()
  let running: Promise<void> | null = null
  return {
    async around({ setup: next, apply }) {
      if (isDeepStrictEqual(next, deps.setup())) return apply()
      await running
      await measure(deps, { name: BEFORE, mostMs: BEFORE_MS, signal: ending.signal })
      removeEvaluation(writer, AFTER)
      const result = apply()
      // Where it fails the change stands without a verdict: the library is being closed, or the search fails and says so when asked.
      running = measure(deps, { name: AFTER, mostMs: AFTER_MS, signal: ending.signal })
        .catch(() => undefined)
        .finally(() => (running = null))
      return result
    },
    async last(wait, signal) {
      if (wait) await untilAborted(running, signal)
      return lastChange(deps, running !== null)
    },
    async close() {
      ending.abort()
      await running
    },
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
