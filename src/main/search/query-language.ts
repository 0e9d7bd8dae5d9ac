import { englishStopWords as english, foreignStopWords } from '../lib/stop-words.ts'

export interface QueryLanguage {
  /** ISO 639-1; `en` where nothing speaks for another. */
  readonly language: string
  readonly stopWords: ReadonlySet<string>
}

/**
 * The language of a query by its stop words and letters: the one that most of its words speak for, more than for English. Where several have
 * as many, the one that comes first in `own`, the languages of the library; where none has any, by its script. In Latin letters it takes two
 * words, since a single one may be a name or a word of another language ("die", "war", "son"); one is enough for the language that most
 * of the library is in.
 */
export function languageOf(said: readonly string[], own: readonly string[] = []): QueryLanguage {
  const words = ofMainScript(withoutSymbols(said))
  let best: QueryLanguage = { language: languageOfScript(words), stopWords: english }
  const inEnglish = countIn(words, english)
  let most = inEnglish
  const least = (language: string): number =>
    isLatin(words) && (language !== own[0] || inEnglish > 0) ? 2 : 1
  for (const [language, stopWords] of ownFirst(own)) {
    const hits = countIn(words, stopWords) + countLetters(words, language)
    if (hits <= most || hits < least(language)) continue
    best = { language, stopWords }
    most = hits
  }
  return best
}

/** All languages with stop words, those of the library before the others. */
function ownFirst(own: readonly string[]): readonly (readonly [string, ReadonlySet<string>])[] {
  const rank = (language: string): number =>
    own.includes(language) ? own.indexOf(language) : own.length
  return [...foreignStopWords].sort(([a], [b]) => rank(a) - rank(b))
}

const VIETNAMESE = /[đơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/u
/** (ş stands in old Romanian spelling too.) */
const TURKISH = /[ığş]/u

/** Letters that few other languages write. A word that has one speaks for its language as a stop word does. */
const LETTERS: Readonly<Record<string, RegExp>> = {
  de: /ß/u,
  es: /ñ/u,
  hu: /[őű]/u,
  pt: /[ãõ]/u,
  ro: /[ășțţ]/u,
  tr: TURKISH,
  vi: VIETNAMESE,
}

function countLetters(words: readonly string[], language: string): number {
  const letters = LETTERS[language]
  return letters === undefined ? 0 : words.filter((word) => letters.test(word)).length
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
  [VIETNAMESE, 'vi'],
  [TURKISH, 'tr'],
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

/** Without the names in Latin letters that a question in another script has. */
function ofMainScript(words: readonly string[]): readonly string[] {
  const others = words.filter((word) => !isLatin([word]))
  return 2 * others.length >= words.length ? others : words
}

function isLatin(words: readonly string[]): boolean {
  return words.every((word) => !/[^\p{Script=Latin}\p{N}\p{M}'’]/u.test(word))
}
