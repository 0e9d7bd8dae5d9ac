import { ABSTENTION, type AbstentionModel } from './abstention.ts'

/**
 * For questions in other languages. To the bundled embedder, all sentences in Hindi or Thai are close and all in German are far, so the words
 * count for more. Fitted by `npm run bench languages -- --answers` (see test/bench/answers-in-language.ts) on German, Russian and
 * Turkish alone; thresholds that answer 2 and 3 % of the strangers there.
 */
const FOREIGN: AbstentionModel = {
  bias: -4.06,
  sentence: 0,
  passage: 1.91,
  coverage: 5.91,
  names: 2.31,
  unseen: -4.67,
  pairs: 3.29,
  threshold: 0.57,
  lenientThreshold: 0.465,
}

/** Languages (ISO 639-1) whose words, as they are parted, are syllables or short pieces: most stand in every passage. */
const SYLLABIC = new Set(['th', 'vi', 'lo', 'km', 'my'])

/** For those. Fitted in the same way on Thai alone; thresholds for 1 and 3 %. */
const OF_SYLLABLES: AbstentionModel = {
  bias: -5.36,
  sentence: 0,
  passage: 0.91,
  coverage: 7.01,
  names: 0.53,
  unseen: -1.57,
  pairs: 5.86,
  threshold: 0.594,
  lenientThreshold: 0.366,
}

/**
 * Where multilingual-e5-small judges what is close: it tells a stranger from an answer in each language, English too. Fitted as those above are,
 * with `CARREL_BENCH_MODELS`.
 */
const BY_E5: AbstentionModel = {
  bias: -7.63,
  sentence: 4.86,
  passage: 4.67,
  coverage: 4.7,
  names: 1.99,
  unseen: -3.04,
  pairs: 2.99,
  threshold: 0.413,
  lenientThreshold: 0.353,
}

const OF_SYLLABLES_BY_E5: AbstentionModel = {
  bias: -7.74,
  sentence: 3.63,
  passage: 3.58,
  coverage: 5.48,
  names: 0.69,
  unseen: -1.56,
  pairs: 4.77,
  threshold: 0.514,
  lenientThreshold: 0.35,
}

const E5 = /^multilingual-e5-small\//u

/** Whether the cosines of the embedder of this name tell what is answered; those of others were never measured. */
export function isJudge(embedder: string): boolean {
  return E5.test(embedder)
}

/** What holds for a question in this language (ISO 639-1), where the embedder `judgedBy` tells what is close. */
export function abstentionFor(language: string, judgedBy: string): AbstentionModel {
  if (isJudge(judgedBy)) return SYLLABIC.has(language) ? OF_SYLLABLES_BY_E5 : BY_E5
  if (language === 'en') return ABSTENTION
  return SYLLABIC.has(language) ? OF_SYLLABLES : FOREIGN
}
