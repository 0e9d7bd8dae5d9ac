/** Shorter words become others by chance ("aloe"). */
const MIN_LETTERS = 5

/**
 * How German words and names may be spelt besides, since keyboards, forms and the Swiss spell them so: "Mueller" for "Müller", "Strasse" for
 * "Straße", and the other way round. The index takes "ü" for "u".
 */
export function otherSpellings(word: string): string[] {
  if (word.length < MIN_LETTERS) return []
  const written = word.normalize('NFC')
  const spellings = [
    written.replaceAll(/[äöü]/g, (letter) => `${letter.normalize('NFD').charAt(0)}e`),
    written.replaceAll(/([aou])e/g, '$1'),
    written.replaceAll('ß', 'ss'),
    written.replaceAll('ss', 'ß'),
  ]
  return [...new Set(spellings)].filter((spelling) => spelling !== written)
}
