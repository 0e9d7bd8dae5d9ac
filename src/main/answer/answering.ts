import { randomBytes, randomUUID } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import type { Embedder } from '../inference/embedder.ts'
import { toFailure, type Failure } from '../lib/failure.ts'
import type { Passage } from '../search/passage.ts'
import { NO_SCOPE, writtenScope, type RequestScope } from '../search/request-scope.ts'
import type { Search, SearchResult } from '../search/search.ts'
import type { Database } from '../store/open.ts'
import { pageAt } from '../store/page-at.ts'
import { saveTrace } from '../store/traces.ts'
import { cite, type Citation, type CitedSentence } from './cite.ts'
import { notFound, type Draft } from './draft.ts'
import { explainAnswer, type AnswerTrace } from './explain-answer.ts'
import { gatherEvidence, type Evidence } from './evidence.ts'
import { assess, extract, type Assessment } from './extract.ts'
import { selfContained } from './follow-up.ts'
import { isJudge } from './foreign-abstention.ts'
import { createModels, type ModelDeps, type Models } from './models.ts'
import type { Turn } from './prompt-layout.ts'
import { toTrace, type EngineName, type Timings } from './trace.ts'
import { write } from './write.ts'

export interface Question {
  readonly question: string
  readonly engine?: EngineName | undefined
  readonly model?: string | undefined
  readonly provider?: string | undefined
  readonly conversationId?: number | undefined
  readonly scope?: string | undefined
  readonly within?: RequestScope | undefined
}

/** Mirrors `Answer` of the contract. */
export interface Answer {
  readonly question: string
  readonly query?: string
  readonly searched: { readonly chunks: number; readonly documents: number }
  readonly answer: string
  readonly abstained: boolean
  readonly sentences: CitedSentence[]
  readonly citations: Citation[]
  readonly engine: EngineName
  readonly model: string | null
  readonly fallback?: Failure
  readonly ms: Timings
  readonly traceId: string
}

/** Mirrors `AskEvent` of the contract. */
export type AskEvent =
  | {
      readonly kind: 'passages'
      readonly passages: Passage[]
      readonly searchedChunks: number
      readonly searchedDocuments: number
    }
  | { readonly kind: 'token'; readonly text: string }
  | { readonly kind: 'answer'; readonly answer: Answer; readonly messageId: number | null }

/** What answering needs of conversations. */
export interface Conversations {
  messages(input: { readonly conversationId: number }): readonly {
    readonly role: 'user' | 'assistant'
    readonly text: string
  }[]
  append(
    conversationId: number,
    message: {
      readonly role: 'user' | 'assistant'
      readonly text: string
      readonly answer: Answer | null
    },
  ): number
}

export interface AnsweringDeps extends ModelDeps {
  readonly search: Pick<Search, 'search'>
  /** The bundled one, which most constants were fitted to. */
  readonly embedder: Embedder
  /** The one that finds the passages: it tells what is close to a question, too, where that was measured (foreign-abstention.ts). */
  readonly finder?: Embedder
  readonly database: Database
  readonly chat: Conversations
  /** Closed with the answering; by default made of the other parts. */
  readonly models?: Models
}

export interface Answering {
  /**
   * Answers from the documents: first the passages, then pieces of the text, last the answer. When a language model fails, before or
   * while it writes, the extractive engine answers and `fallback` says why. Throws only the signal's reason and what the search throws.
   */
  ask(question: Question, signal: AbortSignal): AsyncGenerator<AskEvent>
  /** How an answer was found. Throws `not-found` when its trace is gone, with a document it shows or its conversation. */
  explain(input: { readonly traceId: string }): AnswerTrace
  close(): Promise<void>
}

/** Passages looked at. More cost time with every question, and the eighth is seldom the one that answers. */
const PASSAGES = 8
/** Turns of a conversation that a model is reminded of, and the letters of each answer. */
const REMEMBERED_TURNS = 3
const REMEMBERED_ANSWER_LENGTH = 300

export function createAnswering(deps: AnsweringDeps): Answering {
  const models = deps.models ?? createModels(deps)
  const reader = deps.database.openReader()
  const page = (versionId: number, offset: number): number | null =>
    pageAt(reader, versionId, offset)
  return {
    ask: (question, signal) => ask(question, { ...deps, models, page }, signal),
    explain: ({ traceId }) => explainAnswer(reader, traceId),
    close: () => models.close(),
  }
}

interface Wired extends AnsweringDeps {
  readonly models: Models
  readonly page: (versionId: number, offset: number) => number | null
}

/**
 * 1. Make the question self-contained from the conversation, and note it there.
 * 2. Search, and weigh the evidence.
 * 3. Answer by the engine asked for, or else the extractive one.
 * 4. Number the sources, keep trace and message.
 */
async function* ask(input: Question, deps: Wired, signal: AbortSignal): AsyncGenerator<AskEvent> {
  const startedMs = performance.now()
  const { question, conversationId, scope, within } = input
  const turns = conversationId === undefined ? [] : turnsOf(deps.chat.messages({ conversationId }))
  const earlier = turns.map((turn) => turn.question)
  const query = selfContained(question, earlier)
  if (conversationId !== undefined)
    deps.chat.append(conversationId, { role: 'user', text: question, answer: null })

  const narrowed = { scope, within, signal }
  const found = await deps.search.search({ query, limit: PASSAGES, mode: 'hybrid', ...narrowed })
  const { passages, searchedChunks, searchedDocuments } = found
  yield { kind: 'passages', passages: [...passages], searchedChunks, searchedDocuments }
  const searchedMs = performance.now()
  const { embedder, finder = embedder } = deps
  const judge = isJudge(finder.name) ? finder : embedder
  const language = found.explanation?.language
  const evidence = await gatherEvidence(query, passages, { embedder, judge, language, signal })
  const assessment = assess(evidence, judge === embedder ? searchedChunks : null)

  const requested = input.engine ?? deps.settings.get().engine
  const job: Job = { input, requested, turns, evidence, assessment, signal }
  const outcome = yield* answer(job, deps)
  signal.throwIfAborted()

  const result = keep({ job, outcome, query, found, ms: timings(startedMs, searchedMs) }, deps)
  const messageId =
    conversationId === undefined
      ? null
      : deps.chat.append(conversationId, { role: 'assistant', text: result.answer, answer: result })
  yield { kind: 'answer', answer: result, messageId }
}

interface Finished {
  readonly job: Job
  readonly outcome: Outcome
  readonly query: string
  readonly found: SearchResult
  readonly ms: Timings
}

/** The answer with its sources numbered, after its trace was saved. */
function keep({ job, outcome, query, found, ms }: Finished, deps: Wired): Answer {
  const { question } = job.input
  const { draft, fallback, ...by } = outcome
  const { sentences, citations } = cite(draft, deps.page)
  const { text, abstained } = draft
  const traceId = randomUUID()
  const { requested, assessment } = job
  const happened = {
    question,
    query,
    requested,
    found,
    assessment,
    abstained,
    citations,
    ms,
    fallback,
    ...by,
  }
  saveTrace(deps.database.writer, traceId, toTrace(happened))
  const failed = fallback === undefined ? {} : { fallback }
  const asked = [query, ...writtenScope(job.input.within ?? NO_SCOPE)].join(' ')
  return {
    question,
    ...(asked === question ? {} : { query: asked }),
    searched: { chunks: found.searchedChunks, documents: found.searchedDocuments },
    answer: text,
    abstained,
    sentences,
    citations,
    ...by,
    ...failed,
    ms,
    traceId,
  }
}

interface Job {
  readonly input: Question
  readonly requested: EngineName
  readonly turns: readonly Turn[]
  readonly evidence: Evidence
  readonly assessment: Assessment
  readonly signal: AbortSignal
}

interface Outcome {
  readonly draft: Draft
  readonly engine: EngineName
  readonly model: string | null
  readonly fallback: Failure | undefined
}

/** The answer of the engine asked for; the extractive one's when that fails. Yields its text as it comes. */
async function* answer(job: Job, deps: Wired): AsyncGenerator<AskEvent, Outcome> {
  const { input, requested, assessment, signal } = job
  let fallback: Failure | undefined
  if (requested !== 'extractive') {
    try {
      return yield* answerByModel(job, requested, deps)
    } catch (error) {
      signal.throwIfAborted()
      fallback = toFailure(error)
    }
  }
  const draft = extract(input.question, assessment)
  for (const [index, { text }] of draft.sentences.entries())
    yield { kind: 'token', text: index === 0 ? text : ` ${text}` }
  return { draft, engine: 'extractive', model: null, fallback }
}

async function* answerByModel(
  job: Job,
  engine: 'local' | 'cloud',
  deps: Wired,
): AsyncGenerator<AskEvent, Outcome> {
  const { input, evidence, assessment, turns, signal } = job
  const model = await deps.models.open({ ...input, engine }, signal)
  const by = { engine, model: model.name, fallback: undefined }
  // Where even a lenient look finds nothing, no model is asked: small ones invent, and a cloud one would be sent documents for nothing.
  if (assessment.probability < assessment.lenientThreshold) return { draft: notFound, ...by }
  const key = randomBytes(4).toString('hex')
  const writing = write({
    question: input.question,
    evidence,
    ranked: assessment.ranked,
    turns,
    model,
    embedder: deps.embedder,
    key,
    signal,
  })
  try {
    for (;;) {
      const next = await writing.next()
      if (next.done) return { draft: next.value, ...by }
      yield { kind: 'token', text: next.value }
    }
  } finally {
    await writing.return(notFound)
  }
}

function turnsOf(messages: ReturnType<Conversations['messages']>): Turn[] {
  return messages
    .flatMap((message, index) => {
      const reply = messages[index + 1]
      if (message.role !== 'user' || reply?.role !== 'assistant') return []
      return [{ question: message.text, answer: reply.text.slice(0, REMEMBERED_ANSWER_LENGTH) }]
    })
    .slice(-REMEMBERED_TURNS)
}

function timings(startedMs: number, searchedMs: number): Timings {
  const nowMs = performance.now()
  const round = (ms: number): number => Math.round(ms * 10) / 10
  return {
    search: round(searchedMs - startedMs),
    answer: round(nowMs - searchedMs),
    total: round(nowMs - startedMs),
  }
}
