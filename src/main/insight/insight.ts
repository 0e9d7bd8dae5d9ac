import { AppError } from '../lib/app-error.ts'
import type { Search, SearchMode } from '../search/search.ts'
import { listEvaluations, removeEvaluation, saveEvaluation } from '../store/evaluations.ts'
import type { Database } from '../store/open.ts'
import { listQuestions, type JudgedQuestion } from '../store/questions.ts'
import { createChangeWatch, type ChangeWatch, type ChangeWatchDeps } from './change-watch.ts'
import { compareRetrieval, summarise, type Comparison } from './evaluate-retrieval.ts'
import type { SearchChange } from './last-change.ts'
import { measureOwn, type OwnEvaluation, type SearchSetup } from './own-questions.ts'

export interface InsightDeps {
  readonly search: Search
  readonly database: Database
  /** What the search is made of at this moment. */
  readonly setup: () => SearchSetup
}

/** Mirrors `Evaluation` of the contract. */
export interface Evaluation {
  readonly createdAt: string
  readonly mode: SearchMode
  readonly setup: SearchSetup
  readonly queries: number
  readonly metrics: ReturnType<typeof summarise>
  readonly perQuestion: {
    readonly questionId: number
    readonly question: string
    readonly scores: OwnEvaluation['perQuery'][string]
    readonly firstRank: number | null
  }[]
}

export type EvaluationEvent =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | {
      readonly kind: 'report'
      readonly evaluation: Evaluation
      readonly skipped: number
      readonly against: Comparison | null
    }

/** How good the search is on the user's own questions. Its methods are the contract's, but for `changes`. */
export interface Insight {
  evaluate(
    input: {
      readonly mode: SearchMode
      readonly save?: string | undefined
      readonly against?: string | undefined
    },
    signal: AbortSignal,
  ): AsyncGenerator<EvaluationEvent>
  evaluations(): (Omit<Evaluation, 'perQuestion'> & { readonly name: string })[]
  forget(input: { readonly name: string }): { done: true }
  lastChange(
    input: { readonly wait: boolean },
    signal: AbortSignal,
  ): Promise<{ change: SearchChange | null }>
  /** Measures before and after what changes the search. */
  readonly changes: ChangeWatch
}

export function createInsight(deps: ChangeWatchDeps): Insight {
  const { database } = deps
  const changes = createChangeWatch(deps)
  return {
    evaluate: (input, signal) => evaluate(deps, input, signal),
    evaluations: () =>
      listMeasured(database).map(({ name, report }) => {
        const { createdAt, mode, setup, perQuery } = report
        const queries = Object.keys(perQuery).length
        return { name, createdAt, mode, setup, queries, metrics: summarise(perQuery) }
      }),
    forget({ name }) {
      removeEvaluation(database.writer, name)
      return { done: true }
    },
    lastChange: async ({ wait }, signal) => ({ change: await changes.last(wait, signal) }),
    changes,
  }
}

async function* evaluate(
  { search, database, setup }: InsightDeps,
  { mode, save, against }: Parameters<Insight['evaluate']>[0],
  signal: AbortSignal,
): AsyncGenerator<EvaluationEvent> {
  const earlier = against === undefined ? null : earlierOf(database, against)
  const all = listQuestions(database.writer)
  const questions = all.filter(({ documents }) => documents.length > 0)
  if (questions.length === 0) throw noQuestions()
  const running = measureOwn({ search, questions, mode, setup: setup(), signal })
  let next = await running.next()
  for (; !next.done; next = await running.next())
    yield { kind: 'progress', done: next.value, total: questions.length }
  const measured = next.value
  if (save !== undefined) saveEvaluation(database.writer, save, measured)
  yield {
    kind: 'report',
    evaluation: toEvaluation(measured, questions),
    skipped: all.length - questions.length,
    against: earlier && compareRetrieval(earlier.perQuery, measured.perQuery),
  }
}

function listMeasured({ writer }: Database): { name: string; report: OwnEvaluation }[] {
  return listEvaluations(writer)
    .map(({ name, report }) => ({ name, report: report as OwnEvaluation }))
    .filter(({ report }) => report.isUnmeasured === undefined)
}

function earlierOf(database: Database, name: string): OwnEvaluation {
  const measured = listMeasured(database)
  const earlier = measured.find((one) => one.name === name)
  if (earlier !== undefined) return earlier.report
  const names = measured.map((one) => `"${one.name}"`)
  throw new AppError(
    'not-found',
    `No evaluation was saved as "${name}".`,
    names.length === 0 ? 'Save one first.' : `There is ${names.join(', ')}.`,
  )
}

function noQuestions(): AppError {
  return new AppError(
    'not-found',
    'There is no question whose right document is known.',
    'Rate an answer as good, or mark a document as the right one.',
  )
}

function toEvaluation(
  { createdAt, mode, setup, perQuery, firstRanks }: OwnEvaluation,
  questions: readonly JudgedQuestion[],
): Evaluation {
  const perQuestion = questions.flatMap(({ questionId, question }) => {
    const scores = perQuery[questionId]
    const firstRank = firstRanks[questionId] ?? null
    return scores === undefined ? [] : [{ questionId, question, scores, firstRank }]
  })
  const queries = perQuestion.length
  return { createdAt, mode, setup, queries, metrics: summarise(perQuery), perQuestion }
}
