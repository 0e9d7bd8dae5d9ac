import { answerProbability, answerSignals, type AnswerSignals } from './abstention.ts'
import { chooseSentences } from './choose-sentences.ts'
import { notFound, type Draft } from './draft.ts'
import type { Evidence } from './evidence.ts'
import { abstentionFor } from './foreign-abstention.ts'
import { scoreSentences, type ScoredUnit } from './score-sentences.ts'
import {
  SHORT,
  SHORT_SENTENCE_WEIGHTS,
  shortProbability,
  shortSignals,
  type ShortSignals,
} from './short-question.ts'

/** What can be said of the evidence before anything is answered. */
export interface Assessment {
  /** Best first. */
  readonly ranked: readonly ScoredUnit[]
  readonly signals: AnswerSignals
  /** 0 to 1: that the documents answer the question. */
  readonly probability: number
  /** Below this probability the answer is "not found". */
  readonly threshold: number
  /** Below this one, no language model is asked either. */
  readonly lenientThreshold: number
}

/** `chunks`: how many were searched; null where closeness is not that of the bundled embedder. */
export function assess(evidence: Evidence, chunks: number | null = null): Assessment {
  const ranked = scoreSentences(evidence)
  const signals = answerSignals(evidence, ranked)
  const model = abstentionFor(evidence.language, evidence.judgedBy)
  const { threshold, lenientThreshold } = model
  const probability = ranked.length === 0 ? 0 : answerProbability(signals, model)
  const assessment = { ranked, signals, probability, threshold, lenientThreshold }
  const short = chunks === null ? null : shortSignals(evidence, ranked, chunks)
  return short === null ? assessment : kinder(assessment, asShort(evidence, assessment, short))
}

/** Whichever is further above its threshold, or less below it. */
function kinder(byWords: Assessment, asShort: Assessment): Assessment {
  const isKinder = asShort.probability - asShort.threshold > byWords.probability - byWords.threshold
  return isKinder ? asShort : byWords
}

/** As a short question, whose words say nothing: then they do not choose its sentences either. */
function asShort(evidence: Evidence, byWords: Assessment, signals: ShortSignals): Assessment {
  const { threshold, lenientThreshold } = SHORT
  const ranked = scoreSentences(evidence, SHORT_SENTENCE_WEIGHTS)
  return { ...byWords, ranked, probability: shortProbability(signals), threshold, lenientThreshold }
}

/** The extractive answer: the sentences that answer best, word for word, or "not found" when none is likely to. */
export function extract(question: string, { ranked, probability, threshold }: Assessment): Draft {
  if (probability < threshold) return notFound
  const sentences = chooseSentences(question, ranked).map(({ passage, sentence }) => ({
    text: sentence.text.replace(/\s+/gu, ' '),
    quotes: [{ passage, start: sentence.start, end: sentence.end }],
    supported: true,
  }))
  return { text: sentences.map((sentence) => sentence.text).join(' '), abstained: false, sentences }
}
