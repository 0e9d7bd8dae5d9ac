import type { Search, SearchMode } from '../search/search.ts'
import type { JudgedQuestion } from '../store/questions.ts'
import { evaluateRetrieval, type RetrievalReport } from './evaluate-retrieval.ts'

/** What the search was made of when it was measured: the names of its models and settings with their values. */
export type SearchSetup = Record<string, string | number | boolean | null>

/** A measurement on the user's own questions as it is kept: without their words, which go with the question. */
export interface OwnEvaluation {
  readonly createdAt: string
  readonly mode: SearchMode
  readonly setup: SearchSetup
  /** Scores by question id. */
  readonly perQuery: RetrievalReport['perQuery']
  /** The rank of the first right document by question id; null when none is among the first hundred. */
  readonly firstRanks: Readonly<Record<string, number | null>>
  /** It only says what the search was made of: it was not measured, or not to the end. */
  readonly isUnmeasured?: true
}

export interface OwnRun {
  readonly search: Search
  /** Each with a right document. */
  readonly questions: readonly JudgedQuestion[]
  readonly mode: SearchMode
  readonly setup: SearchSetup
  readonly signal: AbortSignal
  /** Questions not asked by then (ms since 1970) are left out. */
  readonly untilMs?: number
}

/** Deep enough for recall@100. */
const DEPTH = 100
/** Progress is told no more often. */
const PROGRESS_MS = 100

/** Asks the user's own questions and scores where their right documents come. Yields how many were asked. */
export async function* measureOwn(run: OwnRun): AsyncGenerator<number, OwnEvaluation> {
  const { search, questions, mode, signal, untilMs = Infinity } = run
  const rankings: { queryId: string; ranking: string[] }[] = []
  const asked: JudgedQuestion[] = []
  let toldMs = 0
  for (const question of questions) {
    if (Date.now() > untilMs) break
    const query = question.question
    const found = await search.search({ query, by: 'document', limit: DEPTH, mode, signal })
    const ranking = found.passages.map(({ documentId }) => String(documentId))
    rankings.push({ queryId: String(question.questionId), ranking })
    asked.push(question)
    if (Date.now() - toldMs < PROGRESS_MS) continue
    toldMs = Date.now()
    yield asked.length
  }
  const { perQuery } = evaluateRetrieval(rankings, qrelsOf(asked))
  return {
    createdAt: new Date().toISOString(),
    mode,
    setup: run.setup,
    perQuery,
    firstRanks: Object.fromEntries(
      asked.map((question, index) => [
        question.questionId,
        firstRank(question, rankings[index]?.ranking ?? []),
      ]),
    ),
  }
}

function qrelsOf(questions: readonly JudgedQuestion[]): Map<string, Map<string, number>> {
  return new Map(
    questions.map(({ questionId, documents }) => [
      String(questionId),
      new Map(documents.map(({ documentId }) => [String(documentId), 1])),
    ]),
  )
}

function firstRank({ documents }: JudgedQuestion, ranking: readonly string[]): number | null {
  const right = new Set(documents.map(({ documentId }) => String(documentId)))
  const index = ranking.findIndex((id) => right.has(id))
  return index === -1 ? null : index + 1
}
