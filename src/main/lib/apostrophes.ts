/** Languages (ISO 639-1) that set an article or pronoun before a word, with an apostrophe: "l'accord", "dell'arte". */
const BEFORE = new Set(['fr', 'it'])
/** What they set there; longer beginnings are words themselves ("aujourd'hui", "McDonald's"). */
const ELIDED = new RegExp(
  `^(?:${[
    String.raw`\p{L}{1,2}`,
    '(?:jus|lors|puis|quoi|pres|quel)qu',
    '(?:de|ne|a|da|su|co)ll|(?:de|ne|a|da|su)gl',
    'quest|quell|bell|sant|quant|quand|anch|senz|tutt|mezz|(?:ness|ciasc|alc)un',
    'com|dov|cos',
  ].join('|')})$`,
  'iu',
)
/** Those that set endings behind names: "Tesla'ya", "1970'lerde". */
const BEHIND = new Set(['tr'])

/** The word without what its language (ISO 639-1) adds to it with an apostrophe, or, behind a name, another does: "McDonald's". */
export function withoutAttached(word: string, language: string): string {
  const [first = word, second] = word.split(/['’]/u)
  if (second === undefined || second === '') return word
  if (BEHIND.has(language) && first !== '') return first
  if (!BEFORE.has(language)) return word
  if (ELIDED.test(first)) return second
  return second.length === 1 ? first : word
}
