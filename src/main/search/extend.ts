import type { CrossEncoder } from '../inference/cross-encoder.ts'
import type { LanguageModel } from '../inference/language-model.ts'
import { AppError } from '../lib/app-error.ts'
import { toFailure, type Failure } from '../lib/failure.ts'
import type { ReadDb } from '../store/open.ts'
import { followModel, mayFollow, type Asking, type LookedFor } from './follow-model.ts'
import type { RankedChunk } from './join-neighbours.ts'
import { lineUp, peekable, type Peekable } from './peekable.ts'
import type { Found } from './rank.ts'
import { lookAgain, type SecondLookReport } from './second-look.ts'
import type { Understanding } from './understand-query.ts'

/** A model that may help a search within `budgetMs`. */
export interface Helper<Model> {
  readonly open: (signal: AbortSignal) => Promise<Model>
  readonly budgetMs: number
  /** It failed: it is not asked again. */
  giveUp(): void
}

/** Optional models that help a search. Each is asked for anew, since the owner may have changed the settings; null where there is none. */
export interface SearchHelp {
  /** Whether any is wanted. */
  isOn(): boolean
  /** Says what else is to be looked for; null as a model where none was chosen. */
  reformulating(): (Helper<LanguageModel | null> & Pick<Asking, 'mayRead'>) | null
  /** Reads the leading passages together with the question. */
  crossEncoder(): Helper<CrossEncoder> | null
}

/** What the models did for a search. Mirrors the `help` of the contract's explanation. */
export interface HelpReport {
  /** What a language model had looked for besides the question. */
  reformulated?: { model: string; lines: LookedFor[] }
  crossEncoder?: SecondLookReport
  /** A helper that failed, once: later searches go on without it. */
  failures?: Failure[]
}

export interface Searching {
  readonly reader: ReadDb
  readonly query: Understanding
  readonly found: Found
  /** Finds and ranks with another text, in the same scope. */
  readonly find: (
    text: string,
  ) => Promise<{ readonly found: Found; readonly ranked: Iterable<RankedChunk> }>
  readonly signal: AbortSignal
}

/** Chunks that are kept aside while a model works. */
const DEPTH = 50

/**
 * Lets the models that are at hand improve a ranking: first by what one would look for besides, then by a second look at what leads. A model that
 * is late or fails leaves the ranking as it is.
 */
export async function extend(
  ranking: Iterable<RankedChunk>,
  help: SearchHelp,
  searching: Searching,
): Promise<{ readonly ranked: Peekable<RankedChunk>; readonly report: HelpReport }> {
  const { signal } = searching
  const report: HelpReport = {}
  const attempt = async <Model extends Pick<Helper<unknown>, 'giveUp'>>(
    helper: Model | null,
    before: Peekable<RankedChunk>,
    work: (before: Peekable<RankedChunk>, helper: Model) => Promise<Peekable<RankedChunk>>,
  ): Promise<Peekable<RankedChunk>> => {
    if (helper === null) return before
    // Taken off at once, so that nothing is lost when the work fails in the middle.
    const kept = before.take(DEPTH)
    const lined = (): Peekable<RankedChunk> => lineUp(kept, before)
    try {
      return await work(lined(), helper)
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof AppError)) throw error
      // Another took its place meanwhile: it did not fail.
      if (error.code === 'cancelled') return lined()
      helper.giveUp()
      report.failures = [...(report.failures ?? []), toFailure(error)]
      return lined()
    }
  }
  const asking = followingModel(help, searching)
  const followed = await attempt(asking, peekable(ranking), async (before, model) => {
    const after = await followModel(before, model, searching)
    if (after.asked !== null) report.reformulated = after.asked
    return after.ranked
  })
  const ranked = await attempt(help.crossEncoder(), followed, async (before, model) => {
    const look = { encoder: await model.open(signal), budgetMs: model.budgetMs, signal }
    const again = await lookAgain(before, searching.query.text, look)
    report.crossEncoder = again.report
    return again.ranked
  })
  return { ranked, report }
}

/** Null where it is not wanted, or has nothing to gain. */
function followingModel(help: SearchHelp, { query, found, reader }: Searching) {
  return mayFollow(query, found, reader) ? help.reformulating() : null
}
