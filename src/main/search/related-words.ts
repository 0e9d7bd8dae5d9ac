import { relatedWords } from '../lib/word-net.ts'
import { englishStopWords } from '../lib/stop-words.ts'
import { stemWords } from '../store/stem-words.ts'
import {
  expressionOf,
  soughtQuery,
  type SoughtWord,
  type Understanding,
} from './understand-query.ts'

/** The library, or the part of it that is searched. */
export interface SearchedTexts {
  /** How many chunks there are. */
  readonly chunks: number
  /** Whether any matches an FTS5 query. */
  readonly has: (ftsQuery: string) => boolean
  /** In how many of the whole library a word stands. */
  readonly countWord: (word: string) => number
}

/** Related words that are looked for in the index, nearest first, at 0.03 ms each; and words of a question that are replaced. */
const MAX_TRIED = 40
const MAX_REPLACED = 5
/** Words taken in the place of one. */
const MAX_TAKEN = 3
/** A related word in more texts than this share says too little; in a small library a few texts are no share to go by. */
const MOST_OF_CHUNKS = 0.02
const FEW_CHUNKS = 10
/** Shorter ones are abbreviations, or have as many meanings as letters. */
const MIN_LETTERS = 4

/**
 * Has words of an English question that no searched text has looked for as their relatives by WordNet ("electricity" as "power"). Judged
 * queries have few such words: nDCG@10 of adi (82 abstracts) +.009 ±.007, cisi +.001, time +.0004, cranfield −.0002, med and scifact 0. Of the short
 * questions of test/quality/short-questions.ts, the half that is held out found the right one of twelve documents first in .65 instead of .54
 * (mean reciprocal rank .78 instead of .70), the other in .69 instead of .62.
 *
 * Wider and similar words beside them cost adi .022 and cisi .003, and short questions gained nothing by them.
 *
 * For words that the library has it does not help: for rare ones nothing changed, for all it cost cranfield .0015, med and time .0019. Nor do
 * words that keep company with a rare one (Dice of at least .3 over its first 50 chunks, at .3 of its weight): up to 10 chunks they changed
 * nothing, up to 50 they cost cranfield and time .006, adi .016. Names and codes mean themselves.
 */
export function withRelated(query: Understanding, texts: SearchedTexts): Understanding {
  if (query.language !== 'en') return query
  const mended = query.words.map(({ why, from }) => (why === 'mended' ? from : undefined))
  const unseen = query.words
    .filter(({ word, why }) => why === 'asked' && !mended.includes(word) && isPlain(word, query))
    .filter((sought) => !texts.has(soughtQuery(sought)))
    .slice(0, MAX_REPLACED)
  const known = new Set(query.words.map(({ word }) => stemWords(word)))
  const added = unseen.flatMap(({ word }) => standIns(word, texts, known))
  if (added.length === 0) return query
  const words = [...query.words, ...added]
  return { ...query, words, expression: expressionOf(words, query.documents.having ?? null) }
}

/** Whether a word is neither short nor a number nor, by its capital, a name. */
function isPlain(word: string, { text }: Pick<Understanding, 'text'>): boolean {
  if (word.length < MIN_LETTERS || !/^\p{L}+$/u.test(word)) return false
  const capital = `${word.charAt(0).toUpperCase()}${word.slice(1)}`
  return text.indexOf(capital, 1) < 0
}

function standIns(
  from: string,
  { chunks, has, countWord }: SearchedTexts,
  known: Set<string>,
): SoughtWord[] {
  const most = Math.max(FEW_CHUNKS, MOST_OF_CHUNKS * chunks)
  const taken: SoughtWord[] = []
  const near = relatedWords(from).filter((word) => !englishStopWords.has(word))
  for (const word of near.slice(0, MAX_TRIED)) {
    if (taken.length === MAX_TAKEN) break
    const stem = stemWords(word)
    const sought: SoughtWord = { word, why: 'related', from }
    if (known.has(stem) || countWord(word) > most || !has(soughtQuery(sought))) continue
    known.add(stem)
    taken.push(sought)
  }
  return taken
}
