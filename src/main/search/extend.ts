import type { CrossEncoder } from '../inference/cross-encoder.ts'
import type { LanguageModel } from '../inference/language-model.ts'
import { AppError } from '../lib/app-error.ts'
import { toFailure, type Failure } from '../lib/failure.ts'
import type { ReadDb } from '../store/open.ts'
import type { RankedChunk } from './join-neighbours.ts'
import { namesIn } from './names.ts'
import { lineUp, peekable, type Peekable } from './peekable.ts'
import type { Found } from './rank.ts'
import { reformulate, type Reformulation } from './reformulate.ts'
import { lookAgain, type SecondLookReport } from './second-look.ts'
import type { Understanding } from './understand-query.ts'
import { CHUNKS_A_PART, insertParts, isStrongMatch, widen, type FoundOtherwise } from './widen.ts'

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
  /** Puts questions in other words; the time includes its opening. */
  reformulating(): Helper<LanguageModel | null> | null
  /** Reads the leading passages together with the question. */
  crossEncoder(): Helper<CrossEncoder> | null
}

/** What the models did for a search. Mirrors the `help` of the contract's explanation. */
export interface HelpReport {
  /** The question in a language model's words. */
  reformulated?: { model: string; lines: Reformulation[] }
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

/** Rankings of other words count so far. */
const DEPTH = 50

/**
 * Lets the models that are at hand improve a ranking: first other words, then a second look at what leads. A model that is late or fails
 * leaves the ranking as it is.
 */
export async function extend(
  ranking: Iterable<RankedChunk>,
  help: SearchHelp,
  searching: Searching,
): Promise<{ readonly ranked: Peekable<RankedChunk>; readonly report: HelpReport }> {
  const report: HelpReport = {}
  const attempt = async <Model>(
    helper: Helper<Model> | null,
    before: Peekable<RankedChunk>,
    work: (before: Peekable<RankedChunk>, helper: Helper<Model>) => Promise<Peekable<RankedChunk>>,
  ): Promise<Peekable<RankedChunk>> => {
    if (helper === null) return before
    // Taken off at once, so that nothing is lost when the work fails in the middle.
    const kept = before.take(DEPTH)
    const lined = (): Peekable<RankedChunk> => lineUp(kept, before)
    try {
      return await work(lined(), helper)
    } catch (error) {
      searching.signal.throwIfAborted()
      if (!(error instanceof AppError)) throw error
      // Another took its place meanwhile: it did not fail.
      if (error.code === 'cancelled') return lined()
      helper.giveUp()
      report.failures = [...(report.failures ?? []), toFailure(error)]
      return lined()
    }
  }
  const { signal } = searching
  const widened = await attempt(help.reformulating(), peekable(ranking), (before, model) =>
    byOtherWords(before, model, { ...searching, report }),
  )
  const ranked = await attempt(help.crossEncoder(), widened, async (before, model) => {
    const look = { encoder: await model.open(signal), budgetMs: model.budgetMs, signal }
    const again = await lookAgain(before, searching.query.text, look)
    report.crossEncoder = again.report
    return again.ranked
  })
  return { ranked, report }
}

async function byOtherWords(
  ranked: Peekable<RankedChunk>,
  model: Helper<LanguageModel | null>,
  { reader, query, found, find, signal, report }: Searching & { readonly report: HelpReport },
): Promise<Peekable<RankedChunk>> {
  if (!mayHelp(query, found, reader)) return ranked
  const asked = await inTime(query.text, model, signal)
  if (asked === null) return ranked
  const lines = asked.lines.filter(({ kind }) => kind !== 'part' || namesSomething(query.text))
  if (lines.length === 0) return ranked
  report.reformulated = { ...asked, lines }
  const same: FoundOtherwise[] = []
  const parts: { part: Reformulation; found: RankedChunk[] }[] = []
  for (const line of lines) {
    const other = await find(line.text)
    if (line.kind === 'part')
      parts.push({ part: line, found: peekable(other.ranked).take(CHUNKS_A_PART) })
    else same.push(idsOf(other.found))
  }
  return insertParts(same.length === 0 ? ranked : widen(reader, ranked, same), parts)
}

/** Not where somebody looks for a code or a phrase, nor where the best passage has all that was asked for. */
function mayHelp(query: Understanding, found: Found, reader: ReadDb): boolean {
  if (query.words.some(({ why }) => why === 'code' || why === 'phrase')) return false
  const words = query.words.filter(({ why }) => why === 'asked').map(({ word }) => word)
  return !isStrongMatch(idsOf(found), words, reader)
}

/**
 * Whether a question names something behind its first word, by its capitals. Models take every question apart, and for the parts of others the
 * places are too good: of 177 questions they cost nDCG@10 .017 on cranfield (standard error .008), .022 on med (.014), .006 on cisi (.013).
 * Questions of the first two name nothing, so they keep what they have; on cisi it is −.002 (.008) then, and on musique one more question of 37 had
 * all its documents among the first ten, none fewer.
 */
function namesSomething(question: string): boolean {
  return namesIn(question.replace(/^\s*\S+/, '')).length > 0
}

const idsOf = ({ keyword, semantic }: Found): FoundOtherwise => ({
  keyword: [...keyword.keys()].slice(0, DEPTH),
  semantic: [...semantic.keys()].slice(0, DEPTH),
})

/** Null when there is no model that takes instructions, or none was opened in time. */
async function inTime(
  question: string,
  { open, budgetMs }: Helper<LanguageModel | null>,
  signal: AbortSignal,
): Promise<{ model: string; lines: Reformulation[] } | null> {
  const timeUp = AbortSignal.timeout(budgetMs)
  try {
    const model = await open(AbortSignal.any([signal, timeUp]))
    if (model === null || model.kind === 'base') return null
    return { model: model.name, lines: await reformulate(question, model, { signal, timeUp }) }
  } catch (error) {
    signal.throwIfAborted()
    if (timeUp.aborted) return null
    throw error
  }
}
