import type { AnswerSignals } from '../../src/main/answer/abstention.ts'
import { gatherEvidence } from '../../src/main/answer/evidence.ts'
import { assess } from '../../src/main/answer/extract.ts'
import type { Embedder } from '../../src/main/inference/embedder.ts'
import { createSearch } from '../../src/main/search/search.ts'
import { fitLogistic, probability, type Example } from '../quality/logistic.ts'
import type { JudgedLibrary } from './judged-library.ts'

/** A question of one language, asked of half the articles. */
export interface Asked {
  readonly language: string
  /** Whether the half asked has the article that the question is about. */
  readonly isAnswerable: boolean
  readonly signals: AnswerSignals
  /** Whether the answer was held back. */
  readonly isRefused: boolean
}

/** Asked in each language, evenly from all articles: some 180. */
const EACH = 3
/** The languages whose questions each model of answer/foreign-abstention.ts was fitted on; all others are measured only. */
const FITTED = { foreign: ['de', 'ru', 'tr'], syllabic: ['th'] } as const
const NAMES = ['sentence', 'passage', 'coverage', 'names', 'unseen', 'pairs'] as const
/** Not fitted for the bundled embedder: how close a sentence is to it tells nothing in most languages. */
const OF_MANY_LANGUAGES = 'sentence'
/** The share of the questions nothing answers that may be answered all the same, over the languages fitted. */
const TOLERATED = { foreign: 0.02, syllabic: 0.01 } as const

/** Asks the articles of even and of odd numbers by themselves: to one half each question is a stranger. */
export async function askHalves(
  language: string,
  library: JudgedLibrary,
  embedder: Embedder,
): Promise<Asked[]> {
  const search = createSearch({ reader: library.reader, embedder })
  const documents = library.reader
    .prepare<[], { id: number; external: string }>(
      'SELECT id, external_id AS external FROM documents',
    )
    .all()
  const halves = [0, 1].map((half) => ({
    half,
    documentIds: documents.filter(({ external }) => halfOf(external) === half).map(({ id }) => id),
  }))
  const asked: Asked[] = []
  for (const { id, text } of library.queries.filter((_, index) => index % EACH === 0))
    for (const { half, documentIds } of halves) {
      const within = { folders: [], tags: [], types: [], documentIds }
      const found = await search.search({ query: text, limit: 8, mode: 'hybrid', within })
      const told = found.explanation?.language ?? 'en'
      const evidence = await gatherEvidence(text, found.passages, { embedder, language: told })
      const { signals, probability, threshold } = assess(evidence)
      asked.push({
        language,
        isAnswerable: [...(library.qrels.get(id)?.keys() ?? [])].some((it) => halfOf(it) === half),
        signals,
        isRefused: probability < threshold,
      })
    }
  return asked
}

/** Ids are LANGUAGE:ARTICLE and what follows. */
function halfOf(externalId: string): number {
  return Number(/:(\d+)/.exec(externalId)?.[1]) % 2
}

/**
 * The weights of a model as these questions give them, each language and kind counting the same, and the threshold that answers TOLERATED of
 * the strangers; null unless all languages fitted were asked.
 */
export function fitModel(
  asked: readonly Asked[],
  {
    name,
    isMultilingual,
  }: { readonly name: keyof typeof FITTED; readonly isMultilingual: boolean },
): Record<string, number> | null {
  const languages: readonly string[] = FITTED[name]
  const fitted = asked.filter(({ language }) => languages.includes(language))
  const kinds = Map.groupBy(fitted, ({ language, isAnswerable }) => `${language} ${isAnswerable}`)
  if (kinds.size < 2 * languages.length) return null
  const examples = [...kinds.values()].flatMap((kind) =>
    kind.map(({ signals, isAnswerable }): Example => {
      const features = NAMES.map((one) =>
        one === OF_MANY_LANGUAGES && !isMultilingual ? 0 : signals[one],
      )
      return { features, isPositive: isAnswerable, weight: 1 / kind.length }
    }),
  )
  const signs = NAMES.map((name) => (name === 'unseen' ? -1 : 1))
  const weights = fitLogistic(examples, { ridge: 0.001, signs })
  const strangers = examples
    .filter(({ isPositive }) => !isPositive)
    .map(({ features }) => probability(features, weights))
    .sort((a, b) => b - a)
  const threshold = strangers[Math.floor(TOLERATED[name] * strangers.length)] ?? 1
  const named = [...NAMES, 'bias'].map((one, index) => [one, weights[index]] as const)
  return Object.fromEntries(
    [...named, ['threshold', threshold] as const].map(([one, value]) => [
      one,
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
    fitted: Object.values(FITTED).some((it: readonly string[]) =>
      it.includes(asked[0]?.language ?? ''),
    )
      ? 'yes'
      : '',
  }
}

function share(asked: readonly Asked[]): number {
  return Number((asked.filter(({ isRefused }) => isRefused).length / asked.length).toFixed(2))
}
