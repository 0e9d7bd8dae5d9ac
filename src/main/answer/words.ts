import { withoutAttached } from '../lib/apostrophes.ts'
import { englishStopWords, foreignStopWords } from '../lib/stop-words.ts'
import { stemTerm } from '../store/stem-latin.ts'
import { stemWords } from '../store/stem-words.ts'

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’.,][\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*/gu
/** Scripts written without spaces between words: there only the runtime's dictionary finds them. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]/u
const wordSegmenter = new Intl.Segmenter('en', { granularity: 'word' })

/** The words of a text as they stand, in order. A number keeps its separators: "1,200.50" is one word. */
export function wordsOf(text: string): string[] {
  if (!UNSPACED.test(text)) return text.match(WORD) ?? []
  return [...wordSegmenter.segment(text)]
    .filter((part) => part.isWordLike)
    .map((part) => part.segment)
}

/** Endings cut from the front of this list on; each leaves at least three letters. Crude, but the same for question and passage. */
const ENDINGS = [
  'ations',
  'ation',
  'ingly',
  'ings',
  'edly',
  'ing',
  'ies',
  'ied',
  'ers',
  'ed',
  'es',
  'er',
  'ly',
  's',
  'e',
  'y',
] as const

/** The form under which inflections of a word meet ("renewals", "renewal", "renewed" → "renew…"). */
export function stem(word: string): string {
  const plain = word
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’]s$/u, '')
    .replace(/['’]/gu, '')
  if (/\d/.test(plain)) return plain.replace(/(?<=\d),(?=\d{3})/g, '')
  for (const ending of ENDINGS) {
    if (plain.endsWith(ending) && plain.length - ending.length >= 3)
      return plain.slice(0, -ending.length)
  }
  return plain
}

/** The same for a word met in a question of this language (ISO 639-1) or in what is held against it: by Snowball, where it knows the language. */
export function stemIn(word: string, language: string): string {
  if (language === 'en') return stem(word)
  if (/\d/.test(word)) return stem(withoutAttached(word, language))
  const lower = withoutAttached(word, language).normalize('NFC').toLowerCase()
  const stemmed = stemTerm(lower, language) ?? stemWords(lower)
  return stemmed.normalize('NFKD').replace(/\p{M}/gu, '')
}

/** Whether a word carries no topic of its own; `language` (ISO 639-1) adds what carries none there. */
export function isStopWord(word: string, language = 'en'): boolean {
  const plain = word.toLowerCase().replace(/’/g, "'")
  return englishStopWords.has(plain) || (foreignStopWords.get(language)?.has(plain) ?? false)
}

/** Terms of the words that carry a topic, by default their stems, each once, in order of appearance. */
export function termsOf(
  text: string,
  language = 'en',
  termsOfWord: (word: string) => readonly string[] = (word) => [stemIn(word, language)],
): string[] {
  return [
    ...new Set(
      wordsOf(text)
        .filter((word) => !isStopWord(word, language))
        .flatMap(termsOfWord),
    ),
  ]
}
