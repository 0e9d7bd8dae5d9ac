import { isDeepStrictEqual } from 'node:util'
import { getEvaluation, saveEvaluation } from '../store/evaluations.ts'
import { compareRetrieval, type Comparison } from './evaluate-retrieval.ts'
import type { InsightDeps } from './insight.ts'
import type { OwnEvaluation, SearchSetup } from './own-questions.ts'

/** What a change did to the search. Mirrors `SearchChange` of the contract. */
export interface SearchChange {
  /** `unfinished` when the measuring was cut short or failed. */
  readonly state: 'measuring' | 'done' | 'unfinished'
  readonly changedAt: string
  readonly before: SearchSetup
  readonly after: SearchSetup
  /** Null while it is measured, and when there was nothing to measure it on. */
  readonly comparison: Comparison | null
  /** While questions are asked: how many were, of all that are to be. */
  readonly progress?: MeasureProgress | undefined
}

export interface MeasureProgress {
  readonly asked: number
  readonly of: number
  /** Each question is counted twice, before the change and after it; else after it alone. */
  readonly isTwice?: boolean | undefined
}

/** What is being measured. */
export interface Measured {
  /** Of a change whose "before" is measured behind the caller's back, too. */
  readonly begun?: { readonly changedAt: string; readonly before: SearchSetup } | undefined
  progress?: MeasureProgress
}

/** Names under which both measurements are kept, for `--against`. */
export const BEFORE = 'before the last change'
export const AFTER = 'after the last change'

/** What is known of a change before it is measured stays known where that is cut short. Returns when that was. */
export function keepUnmeasured({ database }: InsightDeps, setup: SearchSetup): string {
  const createdAt = new Date().toISOString()
  const unmeasured: OwnEvaluation = {
    createdAt,
    mode: 'hybrid',
    setup,
    perQuery: {},
    firstRanks: {},
    isUnmeasured: true,
  }
  saveEvaluation(database.writer, BEFORE, unmeasured)
  return createdAt
}

/** `current` is what is measured at the moment. */
export function lastChange(
  { database, setup }: InsightDeps,
  current: Measured | null,
): SearchChange | null {
  const before = getEvaluation(database.writer, BEFORE) as OwnEvaluation | null
  const kept = before === null ? null : { changedAt: before.createdAt, before: before.setup }
  const begun = current?.begun ?? kept
  if (begun === null) return null
  const after = getEvaluation(database.writer, AFTER) as OwnEvaluation | null
  // A change that was dropped.
  if (after === null && current === null && isDeepStrictEqual(begun.before, setup())) return null
  const isWhole = before?.isUnmeasured === undefined && after !== null
  return {
    state: current !== null ? 'measuring' : isWhole ? 'done' : 'unfinished',
    ...begun,
    after: after?.setup ?? setup(),
    comparison: before === null || after === null ? null : compared(before, after),
    ...(current?.progress === undefined ? {} : { progress: current.progress }),
  }
}

function compared(before: OwnEvaluation, after: OwnEvaluation): Comparison | null {
  const comparison = compareRetrieval(before.perQuery, after.perQuery)
  return comparison.queries === 0 ? null : comparison
}
