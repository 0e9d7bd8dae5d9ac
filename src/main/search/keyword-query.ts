import { withoutAttached } from '../lib/apostrophes.ts'
import { segmentWords } from '../store/segment-words.ts'
import { stemWords } from '../store/stem-words.ts'
import { languageOf } from './query-language.ts'

/** Words of a query as they were written, parted where the script sets no spaces: letters, digits, combining marks; in order, lower case. */
export function queryWords(query: string): string[] {
  return (
    (segmentWords(query) ?? query)
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{N}\p{M}]+)?/gu) ?? []
  )
}

/**
 * Topic words from which on a query is a text rather than a question: there, what is said twice matters twice. Counting repetitions
 * brought the keyword part of cisi, with its long requests, from .333 to .396 nDCG@10; in shorter queries it cost med .018.
 */
const LONG_QUERY_WORDS = 25

export interface Topic {
  /** ISO 639-1. */
  readonly language: string
  /** The words that carry the topic, in order; repeated ones only in a long query. */
  readonly words: readonly string[]
  /** Stop words and lone letters. */
  readonly leftOut: readonly string[]
}

/**
 * Parts the words of a query into those that carry its topic and the rest; when nothing would remain, all are kept. `own`: languages
 * (ISO 639-1) of the library, most frequent first.
 */
export function topicOf(query: string, own: readonly string[] = []): Topic {
  const words = plainWords(query)
  const { language, stopWords } = languageOf(wordsBesideCodes(query, words), own)
  const bare = words.map((word) => withoutAttached(word, language))
  const isTopical = (word: string): boolean =>
    !stopWords.has(word) && (word.length > 1 || /\p{N}|[^\p{Script=Latin}]/u.test(word))
  const topical = bare.filter(isTopical)
  const kept = topical.length > 0 ? topical : bare
  return {
    language,
    words: kept.length >= LONG_QUERY_WORDS ? kept : [...new Set(kept)],
    leftOut: topical.length > 0 ? [...new Set(bare.filter((word) => !isTopical(word)))] : [],
  }
}

const plainWords = (query: string): string[] =>
  queryWords(query).map((word) => word.replaceAll('’', "'"))

/** Codes are of no language: "IL-6 plays a role in …" is not Italian for its "il". (Where the script sets no spaces, they have sentences in them.) */
function wordsBesideCodes(query: string, words: readonly string[]): readonly string[] {
  const codes = codesIn(query).filter(
    (code) => !/[^\P{L}\p{Script=Latin}\p{Script=Greek}]/u.test(code),
  )
  if (codes.length === 0) return words
  return plainWords(codes.reduce((rest, code) => rest.replace(code, ' '), query))
}

/** Whether a query is a text, such as an abstract, rather than a question. */
export function isLongQuery(query: string): boolean {
  return topicWords(query).length >= LONG_QUERY_WORDS
}

/** The words that carry the topic, in order. */
export function topicWords(query: string): string[] {
  return [...topicOf(query).words]
}

/**
 * Part numbers, versions, paragraphs, file names: words with a digit and inner signs ("E-4711", "2024/17", "v2.3.1", "INV_0042"). Each
 * is its parts side by side, as the index has it.
 */
export function codesOf(query: string): string[] {
  return [
    ...new Set(
      codesIn(query).map((code) => code.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ')),
    ),
  ]
}

/**
 * How codes may be written besides: "E4711" and "E-4711" are the same to people. Letters and digits apart where the query has them together, and
 * together where it has them apart ("E-4711", also "E 4711"); large numbers likewise. The library tells which of these it has.
 */
export function codesOtherwise(query: string): string[] {
  const runs = query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  const apart = runs.filter(isCode).map((run) => run.replaceAll(LETTERS_BESIDE_DIGITS, ' '))
  const pairs = runs.slice(1).map((run, index) => `${runs[index]}${run}`)
  const together = [...pairs, ...codesOf(query).map((code) => code.replaceAll(' ', ''))]
  return [...new Set([...apart, ...together.filter(isCode), ...numbersOtherwise(query)])]
}

/** Large numbers with their digits by threes ("2,300" is two words of the index), or together. */
function numbersOtherwise(query: string): string[] {
  const numbers = query.match(LARGE_NUMBER) ?? []
  return numbers.map((number) =>
    /\P{N}/u.test(number)
      ? number.replaceAll(/\P{N}/gu, '')
      : number.replaceAll(/\B(?=(?:\p{N}{3})+$)/gu, ' '),
  )
}

/** Years are not written by threes. */
const LARGE_NUMBER =
  /(?<![\p{L}\p{N}.,])(?:\p{N}{1,3}(?:[.,'’\s]\p{N}{3})+|(?!(?:19|20)\p{N}{2}\b)\p{N}{4,9})(?![\p{L}\p{N}])/gu

const LETTERS_BESIDE_DIGITS = /(?<=\p{L})(?=\p{N})|(?<=\p{N})(?=\p{L})/gu

/** A few letters with digits beside them; shorter ones mean too much ("B2", "3 m"). */
const isCode = (run: string): boolean =>
  /^(?:\p{L}{1,4}\p{N}{2,}|\p{N}{2,}\p{L}{1,4})[\p{L}\p{N}]*$/u.test(run)

function codesIn(query: string): string[] {
  const runs = query.match(/[\p{L}\p{N}]+(?:[-–_./#:@][\p{L}\p{N}]+)+/gu) ?? []
  return runs.filter((run) => /\p{N}/u.test(run))
}

/** Words that must stand side by side, as FTS5 takes them: stemmed as those of the index are. */
export const quotePhrase = (words: string): string => quoteTerm(stemWords(words))

/** A term of the index, as FTS5 takes it; a stem is not stemmed again. */
export const quoteTerm = (term: string): string => `"${term.replaceAll('"', '""')}"`

/** The words between quotes; none without a word. */
export function phrasesOf(quoted: readonly string[]): string[] {
  return quoted.map((phrase) => queryWords(phrase).join(' ')).filter(Boolean)
}
