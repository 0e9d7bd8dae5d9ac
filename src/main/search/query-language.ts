import { foreignStopWords } from './foreign-stop-words.ts'
import { stopWords as english } from './stop-words.ts'

export interface QueryLanguage {
  /** ISO 639-1; `en` where nothing speaks for another. */
  readonly language: string
  readonly stopWords: ReadonlySet<string>
}

/**
 * The language of a query by its stop words: the one that has more of its words than every other and than English. Two are asked
 * for in Latin letters, because a single one may be a name or a word of another language ("die", "war", "son").
 */
export function languageOf(words: readonly string[]): QueryLanguage {
  let best: QueryLanguage = { language: 'en', stopWords: english }
  let most = countIn(words, english)
  for (const [language, stopWords] of foreignStopWords) {
    const hits = countIn(words, stopWords)
    if (hits <= most || (hits < 2 && isLatin(words))) continue
    best = { language, stopWords }
    most = hits
  }
  return best
}

function countIn(words: readonly string[], stopWords: ReadonlySet<string>): number {
  return words.filter((word) => stopWords.has(word)).length
}

function isLatin(words: readonly string[]): boolean {
  return words.every((word) => !/[^\p{Script=Latin}\p{N}\p{M}'’]/u.test(word))
}
