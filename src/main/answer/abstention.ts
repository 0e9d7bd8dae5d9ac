import type { Passage } from '../search/passage.ts'
import type { Evidence } from './evidence.ts'
import { coverageOf, rarityOf, type ScoredUnit } from './score-sentences.ts'
import { isStopWord, stemIn, wordsOf } from './words.ts'

/**
 * What tells whether the documents answer a question at all. Absolute: none depends on how large the library is. (Also tried, and of no use
 * beside these: whether the best sentence has the number, date or name asked for, and its own share of the question's words.)
 */
export interface AnswerSignals {
  /** Cosine of the closest sentence. */
  readonly sentence: number
  /** Cosine of the closest passage. */
  readonly passage: number
  /** Share of the question's topic words, by rarity, in the passage of the best sentence, with title and headings. */
  readonly coverage: number
  /** Share of the names and numbers of the question that stand in that passage and the next best together, since some
   * questions need two; 1 when it has none. */
  readonly names: number
  /** Share of the question's topic words that no passage has. */
  readonly unseen: number
}

export interface AbstentionModel extends AnswerSignals {
  readonly bias: number
  /** Below this probability the answer is "not found". */
  readonly threshold: number
  /** Below this one, no language model is asked either. */
  readonly lenientThreshold: number
}

/** Fitted by test/quality/fit-abstention.ts (see there for data and figures). */
export const ABSTENTION: AbstentionModel = {
  bias: -4.74,
  sentence: 3.7,
  passage: 1.53,
  coverage: 0.8,
  names: 1.66,
  unseen: -2.11,
  threshold: 0.394,
  lenientThreshold: 0.293,
}

/**
 * For questions in other languages. To the bundled embedder, all sentences in Hindi or Thai are close and all in German are far, so the words
 * count for more. Fitted by `npm run bench languages -- --answers` (see test/bench/answers-in-language.ts) on German, Russian, Thai, Turkish
 * and Greek; thresholds that answer 3 and 5 % of the strangers there.
 */
const FOREIGN_ABSTENTION: AbstentionModel = {
  bias: -3.86,
  sentence: 0,
  passage: 2.95,
  coverage: 7.11,
  names: 0.8,
  unseen: -2.93,
  threshold: 0.641,
  lenientThreshold: 0.564,
}

/** What holds for a question in this language (ISO 639-1). */
export function abstentionFor(language: string): AbstentionModel {
  return language === 'en' ? ABSTENTION : FOREIGN_ABSTENTION
}

const NOTHING: AnswerSignals = {
  sentence: 0,
  passage: 0,
  coverage: 0,
  names: 0,
  unseen: 1,
}

/** What the evidence says about whether it holds an answer; `ranked` are its units, best first. */
export function answerSignals(evidence: Evidence, ranked: readonly ScoredUnit[]): AnswerSignals {
  const { question, language, terms, passages } = evidence
  const stems = (of: readonly Passage[]): Set<string> => wordStems(of, language)
  const best = ranked[0]?.passage
  if (best === undefined) return NOTHING
  const rarity = rarityOf(evidence)
  const next = ranked.find((unit) => unit.passage !== best)?.passage
  const pair = stems(next === undefined ? [best] : [best, next])
  const unweighted = new Map<string, number>()
  return {
    sentence: Math.max(...ranked.map((unit) => unit.similarity)),
    passage: Math.max(...passages.map((passage) => passage.semanticScore ?? 0)),
    coverage: coverageOf(stems([best]), terms, rarity),
    names: coverageOf(pair, namesOf(question, language), unweighted),
    unseen: terms.length === 0 ? 0 : 1 - coverageOf(stems(passages), terms, unweighted),
  }
}

/** The probability, 0 to 1, that the documents answer the question. */
export function answerProbability(
  signals: AnswerSignals,
  model: AbstentionModel = ABSTENTION,
): number {
  const names = Object.keys(signals) as (keyof AnswerSignals)[]
  const logOdds = names.reduce((sum, name) => sum + model[name] * signals[name], model.bias)
  return 1 / (1 + Math.exp(-logOdds))
}

/** Stems of the question's numbers and of its capitalised words, the first word apart. */
function namesOf(question: string, language: string): string[] {
  const words = wordsOf(question)
  return [
    ...new Set(
      words
        .filter(
          (word, index) =>
            /\d/.test(word) || (index > 0 && /^\p{Lu}/u.test(word) && !isStopWord(word)),
        )
        .map((word) => stemIn(word, language)),
    ),
  ]
}

function wordStems(passages: readonly Passage[], language: string): Set<string> {
  return new Set(
    passages.flatMap(({ title, headings, text }) =>
      wordsOf(`${title} ${headings} ${text}`).map((word) => stemIn(word, language)),
    ),
  )
}
