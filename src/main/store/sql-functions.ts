import { indexedText } from './indexed-text.ts'
import type { ReadDb } from './open.ts'
import { segmentWords } from './segment-words.ts'
import { stemWords } from './stem-words.ts'
import { titleKey } from './title-key.ts'

/** Functions that migrations ask in SQL. */
export function defineFunctions(db: ReadDb): void {
  const isPure = { deterministic: true }
  db.function('segment_words', isPure, (text) => segmentWords(String(text)))
  db.function('indexed_text', isPure, (text) => indexedText(String(text), null))
  db.function('has_stems', isPure, (text) => Number(stemWords(String(text)) !== text))
  db.function('title_key', isPure, (title) => titleKey(String(title)))
}
