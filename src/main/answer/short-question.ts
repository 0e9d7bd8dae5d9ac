import type { Evidence } from './evidence.ts'
import type { ScoredUnit, UnitFeatures } from './score-sentences.ts'
import { isStopWord, stem, wordsOf } from './words.ts'

/**
 * What tells whether a short question is answered where its words say nothing: when the documents have other words for what it asks, none is
 * there, and no sentence is very close to so few words. Then it counts how far the closest one stands out from the others that were found, and
 * from how many it was the closest.
 */
export interface ShortSignals {
  /** Cosine of the closest sentence. */
  readonly sentence: number
  /** How much closer it is than the sentences found are on average. */
  readonly ahead: number
  /** Decimal logarithm of the number of chunks searched: among more, something is close by chance. */
  readonly size: number
}

export interface ShortModel extends ShortSignals {
  readonly bias: number
  /** From this probability on the question is answered, whatever the words say; a language model is asked from the lenient one on. */
  readonly threshold: number
  readonly lenientThreshold: number
}

/**
 * Fitted by test/quality/fit-short-questions.ts, which prints figures. With this threshold, of its short questions that are answerable but were
 * all wrongly not found by their words, a quarter are answered in documents that nothing was chosen on, and as many strangers of labelled sets are
 * refused as before (93 % of 69). WordNet's relatives as words half there gained nothing beside it: on 911 stored questions they did what a lower
 * threshold does.
 *
 * On 20 answered questions and 20 near misses that nothing was chosen with (test/quality/short-questions-held-out.ts), each asked of all ten
 * documents and of its own, 60 % are answered (11 of 12 rightly), and 48 % of the near misses; 3 % of those of other documents. Closeness does
 * not tell a near miss. Nor does other evidence beside these three, cross-validated on our own and the labelled sets, change what is
 * answered at equal refusals by more than its standard error (.06): that a sentence has what is asked for (a number, a date, a name), topic
 * words in it or its title, the title put before it, the passage's closeness or relevance. The topic word with the least close word in the
 * sentence would refuse 1.5 % more strangers with as many answered, for a hundred words to embed.
 */
export const SHORT: ShortModel = {
  bias: -2.56,
  sentence: 5.11,
  ahead: 3.44,
  size: -0.29,
  threshold: 0.65,
  lenientThreshold: 0.55,
}

/**
 * Closeness alone chooses the sentences of such a question. Of the 100 times that test/quality/short-questions.ts asks for what is there and the words
 * say nothing, the answer was in the first sentence 84 times and in one of those cited 92 times, with 1.4 cited; by the weights of other
 * questions, 63 and 71 times, with 1.8. The place of the passage, what is asked for (a number, a date) and the words added nothing to it. Weights
 * of 6 to 20 put the same sentence first; the larger, the fewer follow it.
 */
export const SHORT_SENTENCE_WEIGHTS: UnitFeatures = {
  similarity: 8,
  coverage: 0,
  context: 0,
  rank: 0,
  offers: 0,
  bare: 0,
}

/** Topic words of a short question, at most. */
const MOST_WORDS = 3
/** The second word asks for the kind of answer, not for a topic. */
const MEASURE =
  /\bhow (?:long|many|much|old|tall|far|big|large|high|deep|wide|heavy|fast|often|expensive)\b/giu

/** Whether a question has few topic words, and no number or name to go by. */
export function isShort(question: string): boolean {
  const words = wordsOf(question.replaceAll(MEASURE, 'how'))
  const topical = words.filter((word) => !isStopWord(word))
  const isNamed = words.some(
    (word, index) =>
      /\d/.test(word) || (index > 0 && /^\p{Lu}/u.test(word) && topical.includes(word)),
  )
  return !isNamed && new Set(topical.map(stem)).size <= MOST_WORDS
}

/** Those of a question in English that is short; null for others, and where nothing was found. `chunks`: how many were searched. */
export function shortSignals(
  { question, language }: Pick<Evidence, 'question' | 'language'>,
  ranked: readonly Pick<ScoredUnit, 'similarity'>[],
  chunks: number,
): ShortSignals | null {
  if (language !== 'en' || ranked.length === 0 || !isShort(question)) return null
  const similarities = ranked.map(({ similarity }) => similarity)
  const sentence = Math.max(...similarities)
  const mean = similarities.reduce((sum, similarity) => sum + similarity, 0) / ranked.length
  return { sentence, ahead: sentence - mean, size: Math.log10(Math.max(1, chunks)) }
}

/** The probability, 0 to 1, that the documents answer it. */
export function shortProbability(signals: ShortSignals, model: ShortModel = SHORT): number {
  const { sentence, ahead, size } = signals
  const logOdds = model.bias + model.sentence * sentence + model.ahead * ahead + model.size * size
  return 1 / (1 + Math.exp(-logOdds))
}
