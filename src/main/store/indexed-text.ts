import { segmentWords } from './segment-words.ts'
import { stemTerms } from './stem-latin.ts'
import { stemWords } from './stem-words.ts'

/**
 * What the index is given instead of a text: parted into words where the script sets no spaces, stemmed where the script tells how, and followed
 * by stems where the language (ISO 639-1) does; null for the text itself.
 */
export function indexedText(text: string, language: string | null): string | null {
  const parted = segmentWords(text) ?? text
  const stemmed = stemWords(parted)
  const terms = stemTerms(text, language)
  if (terms !== '') return `${stemmed}\n${terms}`
  return stemmed === text ? null : stemmed
}
