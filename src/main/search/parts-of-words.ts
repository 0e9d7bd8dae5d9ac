import { stemTerm } from '../store/stem-latin.ts'
import type { CompoundsEnding } from './compound-ends.ts'
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
  readonly compoundsEnding: CompoundsEnding
  /** Of the library (ISO 639-1), most frequent first: what tells nothing else may be in each. */
  readonly languages: readonly string[]
}

/** Shorter parts are endings, or stand in every other word. */
const MIN_PART = 4
/** Longer ones are no words, and each place in one is a look into the index. */
const LONGEST_PARTED = 60
/** Longer beginnings of a word that no text has are looked for in others. */
const MIN_BEGINNING = 5
/** The same in Korean, where a syllable is a letter and most nouns have two. */
const SYLLABLES = 2
/** Languages (ISO 639-1) in which the last letter of a stem changes with what follows: "sopimus", "sopimuksen". */
const CHANGES_LAST_LETTER = new Set(['fi'])
/** Shorter words, but Korean ones, are not looked for in others. */
const MIN_LETTERS = 4
/** What German, Dutch and the Scandinavian languages set between two parts. */
const LINKS = ['', 's', 'es', 'n', 'en', 'e']
/** Words of a question that are replaced, and words taken for one. */
const MAX_REPLACED = 5
const MAX_TAKEN = 3
/** Languages of the library that a question which tells none is tried in: each costs some look-ups for each word. */
const MAX_LANGUAGES = 3

/**
 * Has words of a question in another language than English that no searched text has, in any form, looked for as words that begin alike
 * ("Kündigung" as "Kündigungsfrist", "Fristen" in a note too short to have a language) or end alike ("Frist" as "Kündigungsfrist"), or else
 * as the two parts they are put together of ("Kündigungsfrist" as "Frist" and "Kündigung"), where texts have both. Where that finds some, the
 * question is in the language they were found by.
 */
export function withParts(query: Understanding, texts: TextsWithParts): Understanding {
  const isUntold = query.language === 'en' && query.leftOut.length === 0
  const languages = (isUntold ? texts.languages : [query.language]).filter((one) => one !== 'en')
  if (languages.length === 0) return query
  const unseen = query.words
    .filter(({ word, why }) => why === 'asked' && /^\p{L}+$/u.test(word))
    .filter(({ word }) => word.length >= (isKorean(word) ? SYLLABLES : MIN_LETTERS))
    .filter((sought) => !texts.has(soughtQuery(sought)))
    .slice(0, MAX_REPLACED)
  const addedIn = (language: string): SoughtWord[] =>
    unseen.flatMap(({ word }) => {
      const longer = [
        ...beginningAlike(word, language, texts),
        ...endingAlike(word, language, texts),
      ]
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

function beginningAlike(from: string, language: string, texts: TextsWithParts): SoughtWord[] {
  for (const beginning of beginningsOf(from, language)) {
    const longer = wordsBeginning(beginning, texts)
    if (longer.length > 0) return longer.map((word) => ({ word, why: 'alike', from }))
  }
  return []
}

function wordsBeginning(beginning: string, { has, textsWith }: TextsWithParts): string[] {
  const expression = `${quoteTerm(beginning)}*`
  if (!has(expression)) return []
  const words = queryWords(textsWith(expression).join(' '))
  const longer = words.filter((word) => fold(word).startsWith(beginning))
  return [...new Set(longer)].slice(0, MAX_TAKEN)
}

function endingAlike(
  from: string,
  language: string,
  { compoundsEnding, textsWith }: TextsWithParts,
): SoughtWord[] {
  const stem = stemOf(from, language)
  const endsAlike = (word: string): boolean =>
    word.length > from.length && stemOf(word, language).endsWith(stem)
  const words = new Set<string>()
  for (const term of compoundsEnding(from, language)) {
    if (words.size >= MAX_TAKEN) break
    const [word] = queryWords(textsWith(quoteTerm(term)).join(' ')).filter(endsAlike)
    if (word !== undefined) words.add(word)
  }
  return [...words].map((word) => asSought(word, from, language))
}

const isKorean = (word: string): boolean => /^\p{scx=Hang}+$/u.test(word)

/** What a word may begin with: its stem; in Korean, which has particles of one or two syllables behind its nouns, also without these. */
function beginningsOf(word: string, language: string): string[] {
  const stem = stemOf(word, language)
  if (isKorean(word))
    return [stem, stem.slice(0, -1), stem.slice(0, -2)].filter((one) => one.length >= SYLLABLES)
  const all = CHANGES_LAST_LETTER.has(language) ? [stem, stem.slice(0, -1)] : [stem]
  return all.filter((one) => one.length >= MIN_BEGINNING)
}

/** The two parts whose shorter one is longest, if texts have both. */
function partsOf(from: string, language: string, { has }: TextsWithParts): SoughtWord[] {
  if (from.length > LONGEST_PARTED) return []
  const isThere = (word: string): boolean =>
    word.length >= MIN_PART && has(soughtQuery(asSought(word, from, language)))
  const middleFirst = Array.from({ length: from.length + 1 }, (_, place) => place)
    .filter((place) => place >= MIN_PART && place <= from.length - MIN_PART)
    .sort((a, b) => Math.abs(a - from.length / 2) - Math.abs(b - from.length / 2))
  for (const place of middleFirst) {
    const end = from.slice(place)
    if (!isThere(end)) continue
    const start = LINKS.filter((link) => from.slice(0, place).endsWith(link))
      .map((link) => from.slice(0, place - link.length))
      .find(isThere)
    if (start !== undefined) return [start, end].map((part) => asSought(part, from, language))
  }
  return []
}

function asSought(word: string, from: string, language: string): SoughtWord {
  const stem = stemTerm(word, language)
  return { word, why: 'alike', from, ...(stem === null ? {} : { stems: [stem] }) }
}

/** Without sign and language before it, and folded as the index has words. */
function stemOf(word: string, language: string): string {
  const stem = stemTerm(word, language)
  return fold(stem === null ? word : stem.slice('0de'.length))
}

function fold(word: string): string {
  return word.normalize('NFKD').replace(/\p{M}/gu, '').normalize('NFC').toLowerCase()
}
