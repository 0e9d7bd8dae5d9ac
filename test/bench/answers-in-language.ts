import {
  abstentionFor,
  answerProbability,
  answerSignals,
  type AnswerSignals,
} from '../../src/main/answer/abstention.ts'
import { gatherEvidence } from '../../src/main/answer/evidence.ts'
import { scoreSentences } from '../../src/main/answer/score-sentences.ts'
import type { Embedder } from '../../src/main/inference/embedder.ts'
import { createSearch } from '../../src/main/search/search.ts'
import { fitLogistic, probability, type Example } from '../quality/logistic.ts'
import type { JudgedLibrary } from './judged-library.ts'

/** A question of one language, asked of half its articles. */
export interface Asked {
  readonly language: string
  /** Whether the half asked has the article that the question is about. */
  readonly isAnswerable: boolean
  readonly signals: AnswerSignals
  /** Whether the answer was held back. */
  readonly isRefused: boolean
}

/** Asked in each language, evenly from all articles. */
const QUESTIONS = 130
/**
 * The languages whose questions FOREIGN_ABSTENTION was fitted on; the others are measured only. Not Vietnamese, whose words are syllables that
 * stand in every passage: it would hold back all the others.
 */
const FITTED = ['de', 'ru', 'th', 'tr', 'el']
const NAMES = ['sentence', 'passage', 'coverage', 'names', 'unseen'] as const
/** The share of the questions nothing answers that may be answered all the same, over all languages fitted. */
const TOLERATED = 0.03

/** Asks the articles of even numbers alone, so that the questions about the others are strangers to them. */
export async function askHalf(
  language: string,
  library: JudgedLibrary,
  embedder: Embedder,
): Promise<Asked[]> {
  const search = createSearch({ reader: library.reader, embedder })
  const documentIds = library.reader
    .prepare<[], { id: number; external: string }>(
      'SELECT id, external_id AS external FROM documents',
    )
    .all()
    .flatMap(({ id, external }) => (isAsked(external) ? [id] : []))
  const within = { folders: [], tags: [], types: [], documentIds }
  const step = Math.floor(library.queries.length / QUESTIONS)
  const asked: Asked[] = []
  for (const { id, text } of library.queries.filter((_, index) => index % step === 0)) {
    const found = await search.search({ query: text, limit: 8, mode: 'hybrid', within })
    const told = found.explanation?.language ?? 'en'
    const evidence = await gatherEvidence(text, found.passages, { embedder, language: told })
    const signals = answerSignals(evidence, scoreSentences(evidence))
    const model = abstentionFor(told)
    asked.push({
      language,
      isAnswerable: [...(library.qrels.get(id)?.keys() ?? [])].some(isAsked),
      signals,
      isRefused: answerProbability(signals, model) < model.threshold,
    })
  }
  return asked
}

/** Ids are LANGUAGE:ARTICLE and what follows. */
function isAsked(externalId: string): boolean {
  return Number(/:(\d+)/.exec(externalId)?.[1]) % 2 === 0
}

/**
 * The weights of FOREIGN_ABSTENTION as these questions give them, each language and kind counting the same, and the threshold that answers
 * TOLERATED of the strangers; null unless all languages fitted were asked.
 */
export function fitForeign(asked: readonly Asked[]): Record<string, number> | null {
  const fitted = asked.filter(({ language }) => FITTED.includes(language))
  const kinds = Map.groupBy(fitted, ({ language, isAnswerable }) => `${language} ${isAnswerable}`)
  if (kinds.size < 2 * FITTED.length) return null
  const examples = [...kinds.values()].flatMap((kind) =>
    kind.map(({ signals, isAnswerable }): Example => {
      const features = NAMES.map((name) => signals[name])
      return { features, isPositive: isAnswerable, weight: 1 / kind.length }
    }),
  )
  const signs = NAMES.map((name) => (name === 'unseen' ? -1 : 1))
  const weights = fitLogistic(examples, { ridge: 0.001, signs })
  const strangers = examples
    .filter(({ isPositive }) => !isPositive)
    .map(({ features }) => probability(features, weights))
    .sort((a, b) => b - a)
  const threshold = strangers[Math.floor(TOLERATED * strangers.length)] ?? 1
  const named = [...NAMES, 'bias'].map((name, index) => [name, weights[index]] as const)
  return Object.fromEntries(
    [...named, ['threshold', threshold] as const].map(([name, value]) => [
      name,
      Number((value ?? 0).toFixed(3)),
    ]),
  )
}

/** What share of the questions that are answered in the documents, and of strangers, is told "not found". */
export function refusals(asked: readonly Asked[]): Record<string, number | string> {
  const [answerable, strangers] = [true, false].map((is) =>
    asked.filter(({ isAnswerable }) => isAnswerable === is),
  )
  return {
    ...{ answerable: answerable?.length ?? 0, strangers: strangers?.length ?? 0 },
    wronglyNotFound: share(answerable ?? []),
    strangersNotFound: share(strangers ?? []),
    fitted: FITTED.includes(asked[0]?.language ?? '') ? 'yes' : '',
  }
}

function share(asked: readonly Asked[]): number {
  return Number((asked.filter(({ isRefused }) => isRefused).length / asked.length).toFixed(2))
}
