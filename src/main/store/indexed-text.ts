import { segmentWords } from './segment-words.ts'
import { stemWords } from './stem-words.ts'

/** What the index is given instead of a text: parted into words where the script sets no spaces, and stemmed; null for the text itself. */
export function indexedText(text: string): string | null {
  const parted = segmentWords(text) ?? text
  const stemmed = stemWords(parted)
  return stemmed === text ? null : stemmed
}
