import { removeEvaluation, saveEvaluation } from '../store/evaluations.ts'
import { listQuestions } from '../store/questions.ts'
import type { Search } from '../search/search.ts'
import type { InsightDeps } from './insight.ts'
import {
  AFTER,
  BEFORE,
  keepUnmeasured,
  lastChange,
  type Measured,
  type MeasureProgress,
  type SearchChange,
} from './last-change.ts'
import { measureOwn, type SearchSetup } from './own-questions.ts'

/** A search that stays made of what it was made of, whatever is changed meanwhile. */
export interface FrozenSearch extends AsyncDisposable {
  readonly search: Search
  readonly setup: SearchSetup
}

export interface ChangeWatchDeps extends InsightDeps {
  /** Keeps the search as it is at this moment; it opens nothing before it is asked. Whoever has asked it closes it. */
  readonly freeze?: (() => FrozenSearch) | undefined
}

/** Measures the search on the user's own questions before and after each change of what it is made of. */
export interface ChangeWatch {
  /**
   * Begins a change that is complete at once, and behind the caller's back measures how the search was before and how it is. Without `freeze`,
   * it is measured before the change begins.
   */
  around<Result>(change: {
    readonly begin: () => Result | Promise<Result>
    /** When a change is complete that takes longer; false when it was dropped. Then the search is measured before it begins. */
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

/**
 * What a person waits for a change to begin. Questions that were not asked by then are left out of the comparison; with the bundled
 * models some hundreds are asked in that time.
 */
const WAIT_MS = 10_000
/** Behind the caller's back it may take longer. */
const BEHIND_MS = 120_000

/** What is measured at the moment. */
interface Current extends Measured {
  readonly abort: AbortController
  readonly done: Promise<void>
}

export function createChangeWatch(deps: ChangeWatchDeps): ChangeWatch {
  const { writer } = deps.database
  const background = createBackground()
  const measureWhen = (ended: Ended): void =>
    background.begin((watched) => measureAfter(deps, ended, watched))
  return {
    around: ({ begin, ended }) =>
      background.instead(async () => {
        const frozen = ended === undefined ? deps.freeze?.() : undefined
        if (frozen === undefined)
          await measureBefore(deps, { mostMs: WAIT_MS, signal: background.closed, tell: () => {} })
        const result = await begin()
        removeEvaluation(writer, AFTER)
        if (frozen === undefined) measureWhen(ended ?? (() => Promise.resolve(true)))
        else {
          const changedAt = keepUnmeasured(deps, frozen.setup)
          const begun = { changedAt, before: frozen.setup }
          background.begin((watched) => measureBoth(deps, frozen, watched), begun)
        }
        return result
      }),
    after: (ended) => background.instead(async () => measureWhen(ended)),
    async last(wait, signal) {
      if (wait) await untilAborted(background.current()?.done ?? null, signal)
      return lastChange(deps, background.current())
    },
    close: () => background.close(),
  }
}

/** One measuring at a time, which the next one ends. */
function createBackground() {
  const closing = new AbortController()
  let current: Current | null = null
  let turn: Promise<unknown> = Promise.resolve()
  const stop = async (): Promise<void> => {
    current?.abort.abort()
    await current?.done
  }
  return {
    closed: closing.signal,
    current: () => current,
    /** Once what is measured has ended. One such work after the other, so that each ends what the one before it began. */
    instead<Result>(work: () => Promise<Result>): Promise<Result> {
      const done = turn.then(stop).then(work)
      turn = done.catch(() => undefined) // Whoever asked for it is told.
      return done
    },
    begin(work: (watched: Watched) => Promise<void>, begun?: Current['begun']): void {
      const abort = new AbortController()
      const signal = AbortSignal.any([abort.signal, closing.signal])
      const tell: Tell = (progress) => {
        if (current?.abort === abort) current.progress = progress
      }
      const worked = Promise.resolve().then(() => work({ signal, tell }))
      const done = worked.finally(() => {
        if (current?.abort === abort) current = null
      })
      current = { abort, done, begun }
    },
    async close(): Promise<void> {
      closing.abort()
      await turn
      await stop()
    },
  }
}

type Tell = (progress: MeasureProgress) => void

interface Watched {
  readonly signal: AbortSignal
  readonly tell: Tell
}

/** Both behind the caller's back: the search as it was, then, if that could be measured, as it is. */
async function measureBoth(
  deps: ChangeWatchDeps,
  frozen: FrozenSearch,
  { signal, tell }: Watched,
): Promise<void> {
  try {
    await using before = frozen
    const isMeasured = await measureBefore(
      { ...deps, search: before.search, setup: () => before.setup },
      {
        mostMs: BEHIND_MS,
        signal,
        tell: ({ asked, of }) => tell({ asked, of: 2 * of, isTwice: true }),
      },
    )
    if (!isMeasured) return
  } catch {
    return // The library is being closed, or another change came.
  }
  await measureAfter(deps, () => Promise.resolve(true), {
    signal,
    tell: ({ asked, of }) => tell({ asked: of + asked, of: 2 * of, isTwice: true }),
  })
}

/**
 * Returns whether there is something to compare with. Where the search fails there is nothing, and the change may be what mends it: it goes on.
 * Throws the signal's reason.
 */
async function measureBefore(deps: InsightDeps, how: Omit<Measuring, 'name'>): Promise<boolean> {
  try {
    await measure(deps, { name: BEFORE, ...how })
    return true
  } catch {
    how.signal.throwIfAborted()
    keepUnmeasured(deps, deps.setup())
    return false
  }
}

/** Where it fails the change stands without a verdict: the library is being closed, or the search fails and says so when asked. */
async function measureAfter(deps: InsightDeps, ended: Ended, watched: Watched): Promise<void> {
  try {
    if (await ended(watched.signal))
      await measure(deps, { name: AFTER, mostMs: BEHIND_MS, ...watched })
  } catch {
    // Without a verdict, as said above.
  }
}

interface Measuring extends Watched {
  readonly name: string
  readonly mostMs: number
}

async function measure(
  deps: InsightDeps,
  { name, mostMs, signal, tell }: Measuring,
): Promise<void> {
  const { search, database, setup } = deps
  const questions = listQuestions(database.writer).filter(({ documents }) => documents.length > 0)
  const untilMs = Date.now() + mostMs
  const run = measureOwn({ search, questions, mode: 'hybrid', setup: setup(), signal, untilMs })
  tell({ asked: 0, of: questions.length })
  let next = await run.next()
  while (!next.done) {
    tell({ asked: next.value, of: questions.length })
    next = await run.next()
  }
  saveEvaluation(database.writer, name, next.value)
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
