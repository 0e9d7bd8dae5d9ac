import { foreignStopWords } from '../lib/foreign-stop-words.ts'
import { stopWords as english } from './stop-words.ts'

export interface QueryLanguage {
  /** ISO 639-1; `en` where nothing speaks for another. */
  readonly language: string
  readonly stopWords: ReadonlySet<string>
}

/**
 * The language of a query by its stop words: the one that has more of its words than every other and than English; without any, by its letters. Two are asked
 * for in Latin letters, because a single one may be a name or a word of another language ("die", "war", "son").
 */
export function languageOf(said: readonly string[]): QueryLanguage {
  const words = withoutSymbols(said)
  let best: QueryLanguage = { language: languageOfScript(words), stopWords: english }
  let most = countIn(words, english)
  for (const [language, stopWords] of foreignStopWords) {
    const hits = countIn(words, stopWords)
    if (hits <= most || (hits < 2 && isLatin(words))) continue
    best = { language, stopWords }
    most = hits
  }
  return best
}

/** Scripts that tell of a language without a list of stop words; others of their languages are told apart by those. */
const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, 'ja'],
  [/\p{Script=Hangul}/u, 'ko'],
  [/\p{Script=Thai}/u, 'th'],
  [/\p{Script=Hebrew}/u, 'he'],
  [/\p{Script=Han}/u, 'zh'],
  [/\p{Script=Arabic}/u, 'ar'],
  [/\p{Script=Devanagari}/u, 'hi'],
  [/\p{Script=Cyrillic}/u, 'ru'],
  [/\p{Script=Greek}{3}/u, 'el'],
  // Letters that only Vietnamese has.
  [/[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/u, 'vi'],
  // Letters of Turkish (ş stands in old Romanian spelling too, which has a list of its own).
  [/[ığş]/u, 'tr'],
]

/** By the script of its words, where nothing else speaks for a language. */
function languageOfScript(words: readonly string[]): string {
  const text = words.join(' ').normalize('NFC')
  return SCRIPTS.find(([letters]) => letters.test(text))?.[1] ?? 'en'
}

/** Without the Greek letters that stand for kinds and quantities in every language ("TGF-β", "α2 receptor", "μm"), unless a word is Greek. */
function withoutSymbols(words: readonly string[]): readonly string[] {
  const isGreek = words.some((word) => /\p{Script=Greek}{3}/u.test(word))
  return isGreek ? words : words.filter((word) => !/[\p{Script=Greek}µ]/u.test(word))
}

function countIn(words: readonly string[], stopWords: ReadonlySet<string>): number {
  return words.filter((word) => stopWords.has(word)).length
}

function isLatin(words: readonly string[]): boolean {
  return words.every((word) => !/[^\p{Script=Latin}\p{N}\p{M}'’]/u.test(word))
}
