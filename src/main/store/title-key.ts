import { plainWords } from '../lib/plain-words.ts'

/** A title as texts mention it: its words in lower case, without a remark in brackets at its end ("Mercury (planet)"). */
export function titleKey(title: string): string {
  return plainWords(title.replace(/\s*\([^)]*\)\s*$/, '')).trim()
}
