import type { Passage } from '../search/passage.ts'
import type { Evidence } from './evidence.ts'
import { expectedAnswer, offersExpected } from './expected-answer.ts'
import { coverageOf, rarityOf, type ScoredUnit } from './score-sentences.ts'
import { isStopWord, stem, wordsOf } from './words.ts'

/** What tells whether the documents answer a question at all. Absolute: none depends on how large the library is. */
export interface AnswerSignals {
  /** Cosine of the closest sentence. */
  readonly sentence: number
  /** Cosine of the closest passage. */
  readonly passage: number
  /** Share of the question's topic words, by rarity, in the sentence that scored best. */
  readonly sentenceCoverage: number
  /** The same share in the passage of that sentence, with title and headings. */
  readonly passageCoverage: number
  /** The same share in that passage and the next best together: some questions need two. */
  readonly pairCoverage: number
  /** Share of the names and numbers of the question that stand in that passage; 1 when it has none. */
  readonly names: number
  /** The same share in both passages together. */
  readonly pairNames: number
  /** Share of the question's topic words that no passage has. */
  readonly unseen: number
  /** The best sentence has what the question asks for (a number, a date, a name, a reason). */
  readonly offers: number
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
  bias: -6.24,
  sentence: 4.44,
  passage: -0.48,
  sentenceCoverage: 0.26,
  passageCoverage: 1.91,
  pairCoverage: 0,
  names: 1.86,
  pairNames: 0,
  unseen: -1.36,
  offers: 1.02,
  threshold: 0.425,
  lenientThreshold: 0.283,
}

const NOTHING: AnswerSignals = {
  sentence: 0,
  passage: 0,
  sentenceCoverage: 0,
  passageCoverage: 0,
  pairCoverage: 0,
  names: 0,
  pairNames: 0,
  unseen: 1,
  offers: 0,
}

/** What the evidence says about whether it holds an answer; `ranked` are its units, best first. */
export function answerSignals(evidence: Evidence, ranked: readonly ScoredUnit[]): AnswerSignals {
  const { question, terms, passages } = evidence
  const best = ranked[0]
  if (best === undefined) return NOTHING
  const rarity = rarityOf(evidence)
  const next = ranked.find((unit) => unit.passage !== best.passage)?.passage
  const near = wordStems([best.passage])
  const pair = wordStems(next === undefined ? [best.passage] : [best.passage, next])
  const names = namesOf(question)
  const unweighted = new Map<string, number>()
  return {
    sentence: Math.max(...ranked.map((unit) => unit.similarity)),
    passage: Math.max(...passages.map((passage) => passage.semanticScore ?? 0)),
    sentenceCoverage: coverageOf(best.terms, terms, rarity),
    passageCoverage: coverageOf(near, terms, rarity),
    pairCoverage: coverageOf(pair, terms, rarity),
    names: coverageOf(near, names, unweighted),
    pairNames: coverageOf(pair, names, unweighted),
    unseen: terms.length === 0 ? 0 : 1 - coverageOf(wordStems(passages), terms, unweighted),
    offers: offersExpected(best.sentence.text, question, expectedAnswer(question)) ? 1 : 0,
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
function namesOf(question: string): string[] {
  const words = wordsOf(question)
  return [
    ...new Set(
      words
        .filter(
          (word, index) =>
            /\d/.test(word) || (index > 0 && /^\p{Lu}/u.test(word) && !isStopWord(word)),
        )
        .map(stem),
    ),
  ]
}

function wordStems(passages: readonly Passage[]): Set<string> {
  return new Set(
    passages.flatMap(({ title, headings, text }) =>
      wordsOf(`${title} ${headings} ${text}`).map(stem),
    ),
  )
}
