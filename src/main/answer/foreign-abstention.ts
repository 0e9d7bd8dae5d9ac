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

/** What holds for a question in this language (ISO 639-1). */
export function abstentionFor(language: string): AbstentionModel {
  if (language === 'en') return ABSTENTION
  return SYLLABIC.has(language) ? OF_SYLLABLES : FOREIGN
}
