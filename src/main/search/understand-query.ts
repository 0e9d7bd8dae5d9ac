import type { DocumentFilter } from '../store/scope.ts'
import { stemTerm } from '../store/stem-latin.ts'
import { foldTag } from '../store/tags.ts'
import type { HelpReport } from './extend.ts'
import { entitiesIn, type Entity } from './entities.ts'
import {
  codesOf,
  codesOtherwise,
  phrasesOf,
  quotePhrase,
  quoteTerm,
  topicOf,
} from './keyword-query.ts'
import { otherSpellings } from './other-spellings.ts'
import { parseQuery, type QueryFilters } from './parse-query.ts'
import type { CountWord } from './word-counts.ts'

/** A word or phrase that is looked for, and why. `mended`, `related` and `alike` stand for a word, `from`, that no document searched has. */
export interface SoughtWord {
  readonly word: string
  readonly why: 'asked' | 'phrase' | 'code' | 'mended' | 'related' | 'alike'
  readonly from?: string
  /** Terms by which the index has its other forms, in the languages of the library (store/stem-latin.ts). */
  readonly stems?: string[]
}

/** A word with all its forms, as FTS5 takes it. */
export function soughtQuery({ word, stems = [] }: SoughtWord): string {
  return [quotePhrase(word), ...stems.map(quoteTerm)].join(' OR ')
}

/** What was made of a query. */
export interface Understanding {
  /** The question without its syntax: what is embedded. */
  readonly text: string
  /** Of the question, ISO 639-1. */
  readonly language: string
  readonly words: readonly SoughtWord[]
  /** Words of the question without a topic, which are not looked for. */
  readonly leftOut: readonly string[]
  /** What it names. */
  readonly entities: readonly Entity[]
  /** Words and phrases that documents must not have. */
  readonly excluded: readonly string[]
  /** As they were written. */
  readonly filters: readonly string[]
  /** What looks like a filter and is none. */
  readonly misread: readonly string[]
  /** The FTS5 expression of the keyword part; null when the query has no word at all. */
  readonly expression: string | null
  /** Which documents it is asked of. */
  readonly documents: DocumentFilter
}

/** What a user may want to know of it. */
export interface Explanation {
  text: string
  language: string
  words: SoughtWord[]
  leftOut: string[]
  keyTerms: KeyTerm[]
  entities: Entity[]
  excluded: string[]
  filters: string[]
  /** What looks like a filter and is none; missing where nothing does. */
  misread?: string[]
  /** What optional models did. */
  help?: HelpReport
}

/** A word that the search turns on, and how many chunks have it. */
export interface KeyTerm {
  word: string
  chunks: number
}

/** More of them say little. */
const MAX_KEY_TERMS = 5

/** `scope`: what the question was narrowed to besides, as it would be written. */
export function explain(
  query: Understanding,
  { scope = [], countWord }: { readonly scope?: readonly string[]; readonly countWord: CountWord },
): Explanation {
  const { text, language, words, leftOut, entities, excluded, filters, misread } = query
  return {
    text,
    language,
    words: words.map(shownWord),
    leftOut: [...leftOut],
    keyTerms: keyTermsOf(words, countWord),
    entities: [...entities],
    excluded: [...excluded],
    filters: [...filters, ...scope],
    ...(misread.length === 0 ? {} : { misread: [...misread] }),
  }
}

/** The words with most weight: the rarer, the more (as in BM25); those that no chunk has weigh nothing. */
function keyTermsOf(words: readonly SoughtWord[], countWord: CountWord): KeyTerm[] {
  const countForms = ({ word, stems = [] }: SoughtWord): number =>
    Math.max(...[word, ...stems].map(countWord))
  const distinct = [...new Map(words.map((sought) => [sought.word, sought])).values()]
  return distinct
    .filter(({ why }) => why !== 'phrase' && why !== 'code')
    .map((sought) => ({ word: sought.word, chunks: countForms(sought) }))
    .filter(({ chunks }) => chunks > 0)
    .sort((a, b) => a.chunks - b.chunks)
    .slice(0, MAX_KEY_TERMS)
}

/** With stems as such: without the sign and language before them. */
function shownWord({ stems = [], ...word }: SoughtWord): SoughtWord {
  const shown = [...new Set(stems.map((term) => term.slice('0de'.length)))]
  return shown.length === 0 ? word : { ...word, stems: shown }
}

/** The library's own word for one that it does not have in any form; null where it is none's, or several's, misspelling. */
export type Mend = (word: string, stems?: readonly string[]) => string | null

/** What is to be known of the library to ask it. */
export interface QueriedLibrary {
  readonly mend?: Mend
  /** Languages (ISO 639-1) of its documents, most frequent first. */
  readonly languages?: readonly string[]
  /** Whether any text has a term of the index. */
  readonly has?: (term: string) => boolean
}

/** Each costs every word a look into the index; hardly anybody has documents in more. */
const MAX_STEMMED_LANGUAGES = 6

/**
 * Finds out what a query asks for.
 *
 * 1. Its syntax is read: phrases, exclusions and filters say which documents are meant, inside which both parts search.
 * 2. Topic words are joined by OR, so that one word a document lacks hides nothing; BM25 puts documents with more and rarer words
 *    first. Codes count as a whole besides their parts.
 * 3. Phrases of a request must stand there word for word.
 * 4. A word that the library does not have is looked for as the one it misspells, too.
 */
export function understandQuery(
  query: string,
  { mend = () => null, ...library }: QueriedLibrary = {},
): Understanding {
  const {
    text,
    phrases: quoted,
    arePhrasesRequired,
    excluded,
    filters,
    misread,
  } = parseQuery(query)
  const phrases = phrasesOf(quoted).map((phrase) => asSpelt(phrase, library))
  const unquoted = arePhrasesRequired ? withoutPhrases(text, quoted) : text
  const { words, leftOut, ...topic } = topicOf(unquoted, library.languages)
  const language =
    leftOut.length === 0 ? languageOfWords(words, topic.language, library) : topic.language
  const sought: SoughtWord[] = [
    ...words.map((word): SoughtWord => withStems({ word, why: 'asked' }, library)),
    ...codesSought(unquoted, library).map((word): SoughtWord => ({ word, why: 'code' })),
    ...phrases.map((word): SoughtWord => ({ word, why: 'phrase' })),
    ...mendedWords(words, mend, library),
  ]
  const required = (arePhrasesRequired && phrases.map(quotePhrase).join(' AND ')) || null
  return {
    text,
    language,
    words: sought,
    leftOut,
    entities: entitiesIn(text, { language, phrases: quoted }),
    excluded,
    filters: filters.given,
    misread,
    expression: expressionOf(sought, required),
    documents: documentsMeant(filters, required, excluded),
  }
}

function documentsMeant(
  { given: _given, tags, ...conditions }: QueryFilters,
  having: string | null,
  excluded: readonly string[],
): DocumentFilter {
  const lacking = phrasesOf(excluded).map(quotePhrase).join(' OR ') || null
  return { ...conditions, tags: tags.map(foldTag), having, lacking }
}

/** Any of the words, among what has the phrases that are `required`, as FTS5 takes it; null without a word. */
export function expressionOf(words: readonly SoughtWord[], required: string | null): string | null {
  const any = words.map(soughtQuery).join(' OR ')
  return required && any ? `(${required}) AND (${any})` : any || null
}

/** As they are written, and otherwise where the library has them so. */
function codesSought(text: string, { has = () => false }: QueriedLibrary): string[] {
  return [...new Set([...codesOf(text), ...codesOtherwise(text).filter(has)])]
}

/** As the library spells it, where nothing has it as it was typed. */
function asSpelt(phrase: string, { has = () => false }: QueriedLibrary): string {
  const spelt = otherSpellings(phrase).find(has)
  return spelt === undefined || has(phrase) ? phrase : spelt
}

function withoutPhrases(text: string, quoted: readonly string[]): string {
  return quoted.reduce((rest, phrase) => rest.replace(phrase, ' '), text)
}

/** Of a few words that nothing tells to be English: the language of most documents, where those have one of the words. */
function languageOfWords(
  words: readonly string[],
  language: string,
  { languages: [own = 'en'] = [], has = () => false }: QueriedLibrary,
): string {
  const isOwn = (word: string): boolean => {
    const term = stemTerm(word, own)
    return term !== null && has(term)
  }
  return language === 'en' && words.some(isOwn) ? own : language
}

/**
 * In every language of the library, whatever the question is in: short ones do not tell, and where the language is another's, no text has
 * the stem.
 */
function withStems(
  sought: SoughtWord,
  { languages = [], has = () => true }: QueriedLibrary,
): SoughtWord {
  const stems = languages
    .flatMap((language) => stemTerm(sought.word, language) ?? [])
    .slice(0, MAX_STEMMED_LANGUAGES)
    .filter(has)
  return stems.length === 0 ? sought : { ...sought, stems }
}

function mendedWords(words: readonly string[], mend: Mend, library: QueriedLibrary): SoughtWord[] {
  const { has = () => false } = library
  return words.flatMap((from): SoughtWord[] => {
    const { stems = [] } = withStems({ word: from, why: 'asked' }, library)
    const spelt = otherSpellings(from).find(has)
    const word = spelt !== undefined && ![from, ...stems].some(has) ? spelt : mend(from, stems)
    return word === null ? [] : [withStems({ word, why: 'mended', from }, library)]
  })
}
