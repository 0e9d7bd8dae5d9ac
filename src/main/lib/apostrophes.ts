/** Languages (ISO 639-1) that set an article or pronoun before a word, with an apostrophe: "l'accord", "dell'arte". */
const BEFORE = new Set(['fr', 'it'])
/** Those that set endings behind names: "Tesla'ya", "1970'lerde". */
const BEHIND = new Set(['tr'])

/** The word without what its language (ISO 639-1) adds to it with an apostrophe. */
export function withoutAttached(word: string, language: string): string {
  const [first = word, second] = word.split(/['’]/u)
  if (second === undefined || second === '') return word
  if (BEHIND.has(language) && first !== '') return first
  return BEFORE.has(language) ? second : word
}
