import { dot } from '../search/vectors.ts'
import { expectedAnswer, type ExpectedAnswer } from './expected-answer.ts'
import type { ScoredUnit } from './score-sentences.ts'

/** Two units closer than this (or sharing this much of their words) say the same: measured on paraphrases, which start near 0.85. */
const SAME_MEANING = 0.85
const SAME_WORDS = 0.7

/**
 * How many sentences may answer, and how far (in log odds) a further one may lie behind the best. Measured on 562 labelled questions: up to
 * here each further sentence still held the answer often enough ("open": from 58 % with one to 85 % with two on average); for numbers the
 * second hardly ever does.
 */
const LIMITS: Readonly<Record<ExpectedAnswer, { readonly most: number; readonly behind: number }>> =
  {
    number: { most: 1, behind: 0 },
    date: { most: 2, behind: 0.6 },
    person: { most: 2, behind: 0.6 },
    place: { most: 2, behind: 0.3 },
    fact: { most: 3, behind: 0.6 },
    reason: { most: 3, behind: 0.9 },
    open: { most: 4, behind: 0.9 },
  }

/** One to four units that together answer, from `ranked` (best first): the best one first, none repeating another. */
export function chooseSentences(question: string, ranked: readonly ScoredUnit[]): ScoredUnit[] {
  const { most, behind } = LIMITS[expectedAnswer(question)]
  const telling = ranked.filter((unit) => unit.features.bare === 0)
  const candidates = telling.length > 0 ? telling : ranked
  const [best] = candidates
  if (best === undefined) return []
  const chosen: ScoredUnit[] = [best]
  for (const unit of candidates) {
    if (chosen.length === most || best.score - unit.score > behind) break
    if (!chosen.some((other) => repeats(unit, other))) chosen.push(unit)
  }
  return inReadingOrder(chosen)
}

function repeats(unit: ScoredUnit, other: ScoredUnit): boolean {
  if (unit === other || dot(unit.embedding, other.embedding) > SAME_MEANING) return true
  const shared = [...unit.terms].filter((term) => other.terms.has(term)).length
  return shared > SAME_WORDS * Math.min(unit.terms.size, other.terms.size)
}

/** The best passage first; within a passage as the author wrote it. */
function inReadingOrder(chosen: readonly ScoredUnit[]): ScoredUnit[] {
  const passages = [...new Set(chosen.map((unit) => unit.passage))]
  return passages.flatMap((passage) =>
    chosen
      .filter((unit) => unit.passage === passage)
      .sort((a, b) => a.sentence.start - b.sentence.start),
  )
}
