import { plainWords } from '../lib/plain-words.ts'
import { titleKey } from '../store/title-key.ts'
import { englishStopWords } from '../lib/stop-words.ts'

/**
 * Capitalised words and what joins them ("University of Oslo"), and years: what a text names. Each once, in order.
 * Deliberately simple: it reads Latin, Greek and Cyrillic capitals; a sentence's first word comes along, and is checked by the search.
 */
export function namesIn(text: string): string[] {
  const word = String.raw`\p{Lu}[\p{L}\p{N}'’.-]*[\p{L}\p{N}]`
  const joined = String.raw`(?:\s+(?:(?:of|the|de|la|von|van|and|&)\s+)?${word})*`
  const names = text.match(
    new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${word}${joined}|\d{4}(?!\d))`, 'gu'),
  )
  return [...new Set(names)].filter(
    (name) => name.length > 2 && !englishStopWords.has(name.toLowerCase()),
  )
}

/** A title as texts mention it: without a remark in brackets at its end ("Mercury (planet)"). Null when it names nothing. */
export function mentionable(title: string): string | null {
  const key = titleKey(title)
  return key.length > 3 && /\p{L}/u.test(key) && !englishStopWords.has(key) ? plainWords(key) : null
}
