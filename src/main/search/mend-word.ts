import { LRUCache } from 'lru-cache'
import { libraryState } from '../store/library-state.ts'
import type { ReadDb } from '../store/open.ts'
import { stemWords } from '../store/stem-words.ts'
import { termsFrom, termsOf, textsWith, type Term } from '../store/vocabulary.ts'
import { hasMatch } from '../store/word-frequency.ts'
import { queryWords, quotePhrase, quoteTerm } from './keyword-query.ts'
import type { Mend } from './understand-query.ts'
import type { CountWord } from './word-counts.ts'

/** Shorter words have too many neighbours: "rent" is one letter from "rest", "tent" and "cent". */
const MIN_LETTERS = 5
/** A word that stands in a single chunk may be a slip itself. */
const MIN_CHUNKS = 2
/** The index keeps stems, and the longest common ending that it cuts off after stem-words.ts has five letters ("-ation"). */
const LONGEST_ENDING = 5
/** Stems whose words are looked at, longest first, and chunks that are read for the words of each. */
const MAX_STEMS = 12
const MAX_TEXTS = 3
/**
 * Occurrences in chunks from which on the stems of a beginning are kept: reading so many takes 5 ms; at a million chunks it is 50 to 150.
 * A word that is new in so large a library mends others an hour later; it is found by itself at once.
 */
const LONG_TO_READ = 100_000
const KEPT_MS = 3_600_000
const KEPT_BEGINNINGS = 200
/** Stands for any state of the library. */
const ANY_STATE = 'any'

/**
 * Mends words against the library's own vocabulary: one that it does not have becomes the only frequent word that a single slip (a letter
 * missing, added, changed, or two swapped) leads to. The first two letters are taken to be right, which keeps the look-up short. Words
 * that were counted (`countWord`) are not looked up again.
 */
export function mendFrom(db: ReadDb, countWord: CountWord = () => 0): Mend {
  const stemsFrom = frequentStems(db)
  // A count may be old: a word that came in since is seen at once, one that went is mended an hour later.
  const isThere = (term: string): boolean => countWord(term) > 0 || hasMatch(db, quotePhrase(term))
  return (word, stems = []) => {
    if (!/^\p{L}+$/u.test(word) || word.length < MIN_LETTERS) return null
    if ([word, ...stems].some(isThere) || termsOf(db, [word])[0] == null) return null
    const stemmed = stemWords(word)
    const { length } = stemmed
    const candidates = stemsFrom(stemmed.slice(0, 2))
      .filter(({ term }) => term.length >= length - LONGEST_ENDING - 1 && term.length <= length + 1)
      .filter(({ term }) => canBegin(stemmed, term))
      .sort((a, b) => b.term.length - a.term.length)
      .slice(0, MAX_STEMS)
      .map(({ term }) => term)
    const words = stemsOfWords(db, candidates, stemmed).flatMap(
      (stem) => nearWord(db, stem, word) ?? [],
    )
    return words.length === 1 ? (words[0] ?? null) : null
  }
}

/** Reads the stems of a beginning and keeps them until the library changes; those that stand in so much that it takes long, for a while. */
function frequentStems(db: ReadDb): (beginning: string) => readonly Term[] {
  const kept = new LRUCache<string, { readonly stems: readonly Term[]; readonly state: string }>({
    max: KEPT_BEGINNINGS,
    ttl: KEPT_MS,
  })
  return (beginning) => {
    const state = libraryState(db)
    const known = kept.get(beginning)
    if (known?.state === ANY_STATE || known?.state === state) return known.stems
    const terms = termsFrom(db, beginning)
    const stems = terms.filter(({ chunks }) => chunks >= MIN_CHUNKS)
    const isLong = terms.reduce((sum, { chunks }) => sum + chunks, 0) >= LONG_TO_READ
    kept.set(beginning, { stems, state: isLong ? ANY_STATE : state })
    return stems
  }
}

/** Whether a word with this stem may be one slip away. */
function canBegin(word: string, stem: string): boolean {
  return canEndOtherwise(word, stem) || endingsAfter(stem, word).length > 0
}

/**
 * Whether a word with this stem may be one slip away by its ending, which is seldom longer than the rest. The stem's last letter counts to it:
 * it may have changed places with the next one, or be the stemmer's ("contineud", "happy").
 */
function canEndOtherwise(word: string, stem: string): boolean {
  return word.startsWith(stem.slice(0, -1)) && 2 * stem.length >= word.length
}

/** What would follow a stem in a word one slip from this one, the slip being in the stem. */
function endingsAfter(stem: string, word: string): string[] {
  return [-1, 0, 1]
    .map((more) => stem.length + more)
    .filter((length) => isOneSlip(word.slice(0, length), stem))
    .map((length) => word.slice(length))
}

/**
 * Those of these stems that a word one slip away can have. With the slip in the stem, the rest of the word is known, and most often the stemmer
 * leaves it on: "read" is one slip from the "reat" of "reatment", but no stem of "readment". Looking into texts for all took up to 15 ms.
 */
function stemsOfWords(db: ReadDb, stems: readonly string[], word: string): string[] {
  const words = stems.flatMap((stem) =>
    endingsAfter(stem, word).map((ending) => ({ stem, word: stem + ending })),
  )
  const terms = termsOf(
    db,
    words.map((one) => one.word),
  )
  const possible = new Set(words.filter(({ stem }, i) => terms[i] === stem).map(({ stem }) => stem))
  return stems.filter((stem) => canEndOtherwise(word, stem) || possible.has(stem))
}

/** A word of the library with this stem that is one slip from what was typed. */
function nearWord(db: ReadDb, stem: string, typed: string): string | null {
  const texts = textsWith(db, quoteTerm(stem), { limit: MAX_TEXTS })
  const near = queryWords(texts.join(' ')).filter((word) => isOneSlip(word, typed))
  const terms = termsOf(db, near)
  return near.find((_, i) => terms[i] === stem) ?? null
}

/** Whether one letter missing, added, changed, or two neighbours swapped, makes one word of the other (Damerau 1964). */
export function isOneSlip(one: string, other: string): boolean {
  const least = Math.min(one.length, other.length)
  let start = 0
  while (start < least && one[start] === other[start]) start++
  let end = 0
  while (end < least - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end++
  const [left, right] = [one.length - start - end, other.length - start - end]
  if (left + right === 1 || (left === 1 && right === 1)) return true
  const areTwo = left === 2 && right === 2
  return areTwo && one[start] === other[start + 1] && one[start + 1] === other[start]
}
