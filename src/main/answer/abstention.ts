import type { Passage } from '../search/passage.ts'
import type { TermsOfWord } from './agreeing-words.ts'
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
  /** Share of the question's pairs of successive topic words that stand near each other in the passage of the best sentence; 1 when it has none. */
  readonly pairs: number
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
  pairs: 0,
  threshold: 0.394,
  lenientThreshold: 0.293,
}

const NOTHING: AnswerSignals = {
  sentence: 0,
  passage: 0,
  coverage: 0,
  names: 0,
  unseen: 1,
  pairs: 0,
}

/** What the evidence says about whether it holds an answer; `ranked` are its units, best first. */
export function answerSignals(evidence: Evidence, ranked: readonly ScoredUnit[]): AnswerSignals {
  const { question, language, terms, termsOfWord, passages } = evidence
  const stems = (of: readonly Passage[]): Set<string> => wordsIn(of, termsOfWord)
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
    pairs: pairsIn(best, evidence),
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

/** Stems of the question's numbers and of its capitalised words, the first word apart; in German all nouns have capitals. */
function namesOf(question: string, language: string): string[] {
  const isName = (word: string, index: number): boolean =>
    index > 0 && language !== 'de' && /^\p{Lu}/u.test(word) && !isStopWord(word, language)
  const names = wordsOf(question).filter((word, index) => /\d/.test(word) || isName(word, index))
  return [...new Set(names.map((word) => stemIn(word, language)))]
}

/** Words that two of a pair may be apart: one stands between them. */
const NEAR = 2

function pairsIn({ title, headings, text }: Passage, { terms, termsOfWord }: Evidence): number {
  if (terms.length < 2) return 1
  const places = new Map<string, number[]>()
  for (const [place, word] of wordsOf(`${title} ${headings} ${text}`).entries())
    for (const term of termsOfWord(word)) places.set(term, [...(places.get(term) ?? []), place])
  const areNear = (term: string, next: string): boolean =>
    (places.get(term) ?? []).some((place) =>
      (places.get(next) ?? []).some((other) => Math.abs(place - other) <= NEAR),
    )
  const pairs = terms.slice(1).map((next, index) => [terms[index] ?? '', next] as const)
  return pairs.filter((pair) => areNear(...pair)).length / pairs.length
}

function wordsIn(passages: readonly Passage[], termsOfWord: TermsOfWord): Set<string> {
  return new Set(
    passages.flatMap(({ title, headings, text }) =>
      wordsOf(`${title} ${headings} ${text}`).flatMap(termsOfWord),
    ),
  )
}
