import { stemTerm } from '../store/stem-latin.ts'
import { queryWords, quoteTerm } from './keyword-query.ts'
import {
  expressionOf,
  soughtQuery,
  type SoughtWord,
  type Understanding,
} from './understand-query.ts'

/** The library, or the part of it that is searched. */
export interface TextsWithParts {
  /** Whether any matches an FTS5 query. */
  readonly has: (ftsQuery: string) => boolean
  /** Some texts that do. */
  readonly textsWith: (ftsQuery: string) => readonly string[]
  /** Of the library (ISO 639-1), most frequent first: what tells nothing else may be in each. */
  readonly languages: readonly string[]
}

/** Shorter parts are endings, or stand in every other word. */
const MIN_PART = 4
/** Longer ones are no words, and each place in one is a look into the index. */
const LONGEST_PARTED = 60
/** Longer beginnings of a word that no text has are looked for in others. */
const MIN_BEGINNING = 5
/** What German, Dutch and the Scandinavian languages set between two parts. */
const LINKS = ['', 's', 'es', 'n', 'en', 'e']
/** Words of a question that are replaced, and words taken for one. */
const MAX_REPLACED = 5
const MAX_TAKEN = 3
/** Languages of the library that a question which tells none is tried in: each costs some look-ups for each word. */
const MAX_LANGUAGES = 3

/**
 * Has words of a question in another language than English that no searched text has, in any form, looked for as words that begin alike
 * ("Kündigung" as "Kündigungsfrist", "Fristen" in a note too short to have a language), or else as the two parts they are put together of
 * ("Kündigungsfrist" as "Frist" and "Kündigung"), where texts have both. Where that finds some, the question is in the
 * language they were found by.
 */
export function withParts(query: Understanding, texts: TextsWithParts): Understanding {
  const isUntold = query.language === 'en' && query.leftOut.length === 0
  const languages = (isUntold ? texts.languages : [query.language]).filter((one) => one !== 'en')
  if (languages.length === 0) return query
  const unseen = query.words
    .filter(({ word, why }) => why === 'asked' && /^\p{L}+$/u.test(word))
    .filter(({ word }) => word.length >= leastBeginning(word))
    .filter((sought) => !texts.has(soughtQuery(sought)))
    .slice(0, MAX_REPLACED)
  const addedIn = (language: string): SoughtWord[] =>
    unseen.flatMap(({ word }) => {
      const longer = beginningAlike(word, language, texts)
      return longer.length > 0 ? longer : partsOf(word, language, texts)
    })
  const language = languages.slice(0, MAX_LANGUAGES).find((one) => addedIn(one).length > 0)
  if (language === undefined) return query
  const added = addedIn(language)
  const words = [...query.words, ...added]
  return {
    ...query,
    language,
    words,
    expression: expressionOf(words, query.documents.having ?? null),
  }
}

function beginningAlike(
  from: string,
  language: string,
  { has, textsWith }: TextsWithParts,
): SoughtWord[] {
  const beginning = beginningsOf(from, language).find((one) => has(`${quoteTerm(one)}*`))
  if (beginning === undefined) return []
  const words = queryWords(textsWith(`${quoteTerm(beginning)}*`).join(' '))
  const longer = words.filter((word) => fold(word).startsWith(beginning))
  return [...new Set(longer)].slice(0, MAX_TAKEN).map((word) => ({ word, why: 'alike', from }))
}

const isKorean = (word: string): boolean => /^\p{scx=Hang}+$/u.test(word)

/** A syllable of Korean is a letter here, and most of its nouns have two. */
const leastBeginning = (word: string): number => (isKorean(word) ? 2 : MIN_BEGINNING)

/** What a word may begin with: its stem; in Korean, which has particles of one or two syllables behind its nouns, also without these. */
function beginningsOf(word: string, language: string): string[] {
  const stem = stemOf(word, language)
  const all = isKorean(word) ? [stem, stem.slice(0, -1), stem.slice(0, -2)] : [stem]
  return all.filter((one) => one.length >= leastBeginning(one))
}

/** The two parts whose shorter one is longest, if texts have both. */
function partsOf(from: string, language: string, { has }: TextsWithParts): SoughtWord[] {
  if (from.length > LONGEST_PARTED) return []
  const asSought = (word: string): SoughtWord => {
    const stem = stemTerm(word, language)
    return { word, why: 'alike', from, ...(stem === null ? {} : { stems: [stem] }) }
  }
  const isThere = (word: string): boolean =>
    word.length >= MIN_PART && has(soughtQuery(asSought(word)))
  const middleFirst = Array.from({ length: from.length + 1 }, (_, place) => place)
    .filter((place) => place >= MIN_PART && place <= from.length - MIN_PART)
    .sort((a, b) => Math.abs(a - from.length / 2) - Math.abs(b - from.length / 2))
  for (const place of middleFirst) {
    const end = from.slice(place)
    if (!isThere(end)) continue
    const start = LINKS.filter((link) => from.slice(0, place).endsWith(link))
      .map((link) => from.slice(0, place - link.length))
      .find(isThere)
    if (start !== undefined) return [asSought(start), asSought(end)]
  }
  return []
}

/** Without sign and language before it, and folded as the index has words. */
function stemOf(word: string, language: string): string {
  const stem = stemTerm(word, language)
  return fold(stem === null ? word : stem.slice('0de'.length))
}

function fold(word: string): string {
  return word.normalize('NFKD').replace(/\p{M}/gu, '').normalize('NFC').toLowerCase()
}
