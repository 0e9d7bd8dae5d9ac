import type { Evidence, Unit } from './evidence.ts'
import { expectedAnswer, offersExpected } from './expected-answer.ts'
import { termsOf, wordsOf } from './words.ts'

/** What speaks for a unit, each 0 to 1 (`similarity` -1 to 1). */
export interface UnitFeatures {
  readonly similarity: number
  /** Share of the question's topic words in the unit, the rarer among the passages the weightier. */
  readonly coverage: number
  /** The same share in unit, its neighbours, headings and title together. */
  readonly context: number
  /** 1 / rank of its passage. */
  readonly rank: number
  /** It has a number, date, name or reason when the question asks for one. */
  readonly offers: number
  /** It is a heading, a question or too short to say anything. */
  readonly bare: number
}

export interface ScoredUnit extends Unit {
  readonly features: UnitFeatures
  /** Log odds that this unit answers the question; comparable between units of one question. */
  readonly score: number
}

/** Fitted by test/quality/fit-abstention.ts (see there for data and figures): a logistic regression on "holds the labelled answer". */
export const SENTENCE_WEIGHTS: UnitFeatures = {
  similarity: 2.51,
  coverage: 3.03,
  context: 0.9,
  rank: 1.68,
  offers: 1.1,
  bare: -0.43,
}

/** Every unit with what speaks for it, best first; ties keep the order of the text. */
export function scoreSentences(
  evidence: Evidence,
  weights: UnitFeatures = SENTENCE_WEIGHTS,
): ScoredUnit[] {
  const rarity = rarityOf(evidence)
  const expected = expectedAnswer(evidence.question)
  return evidence.units
    .map((unit, index) => {
      const features: UnitFeatures = {
        similarity: unit.similarity,
        coverage: coverageOf(unit.terms, evidence.terms, rarity),
        context: coverageOf(contextTerms(evidence, index), evidence.terms, rarity),
        rank: 1 / unit.passage.rank,
        offers: offersExpected(unit.sentence.text, evidence.question, expected) ? 1 : 0,
        bare: isBare(unit) ? 1 : 0,
      }
      return { ...unit, features, score: weigh(features, weights) }
    })
    .sort((a, b) => b.score - a.score)
}

function weigh(features: UnitFeatures, weights: UnitFeatures): number {
  return (Object.keys(weights) as (keyof UnitFeatures)[]).reduce(
    (sum, name) => sum + weights[name] * features[name],
    0,
  )
}

/** Inverse passage frequency of the question's terms: a word in every passage tells nothing, one in few tells most. */
export function rarityOf({
  termsOfWord,
  terms,
  passages,
}: Pick<Evidence, 'termsOfWord' | 'terms' | 'passages'>): ReadonlyMap<string, number> {
  const inPassages = passages.map(
    ({ title, headings, text }) =>
      new Set(wordsOf(`${title} ${headings} ${text}`).flatMap(termsOfWord)),
  )
  return new Map(
    terms.map((term) => {
      const count = inPassages.filter((words) => words.has(term)).length
      return [term, Math.log(1 + (passages.length + 1) / (count + 0.5))]
    }),
  )
}

/** The share of `terms`, by weight, that is among `words`; 1 when there are no terms to cover. */
export function coverageOf(
  words: ReadonlySet<string>,
  terms: readonly string[],
  weight: ReadonlyMap<string, number>,
): number {
  const total = terms.reduce((sum, term) => sum + (weight.get(term) ?? 1), 0)
  if (total === 0) return 1
  return (
    terms.reduce((sum, term) => sum + (words.has(term) ? (weight.get(term) ?? 1) : 0), 0) / total
  )
}

function contextTerms(
  { units, language, termsOfWord }: Evidence,
  index: number,
): ReadonlySet<string> {
  const unit = units[index]
  if (unit === undefined) return new Set()
  const near = units
    .slice(Math.max(0, index - 1), index + 2)
    .filter((other) => other.passage === unit.passage)
  return new Set([
    ...near.flatMap((other) => [...other.terms]),
    ...termsOf(`${unit.passage.title} ${unit.passage.headings}`, language, termsOfWord),
  ])
}

function isBare({ sentence }: Unit): boolean {
  if (sentence.kind === 'heading' || /[?？]\s*$/u.test(sentence.text)) return true
  return wordsOf(sentence.text).length < 3 && !/\d/.test(sentence.text)
}
