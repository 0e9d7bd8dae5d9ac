import { LRUCache } from 'lru-cache'
import type { ReadDb } from '../store/open.ts'
import { countMatches } from '../store/word-frequency.ts'
import { quotePhrase } from './keyword-query.ts'

/** The common words of a language, which take long to count, are among the few thousand that people ask with. */
const REMEMBERED_WORDS = 5000
/** A count only decides what is looked at, so an old one does no harm; a day of imports should show, though. */
const TIME_TO_LIVE_MS = 3_600_000
/** Nobody asks how far beyond this a word is: all such are left out of a long search (within-time.ts). Counting so far takes 8 ms. */
const COUNTED = 150_001

/** In how many chunks a word (or a phrase) stands, counted up to 150,001. */
export type CountWord = (word: string) => number

/** Counts each word once an hour. */
export function createWordCounts(reader: ReadDb): CountWord {
  const counts = new LRUCache<string, number>({ max: REMEMBERED_WORDS, ttl: TIME_TO_LIVE_MS })
  return (word) => {
    const known = counts.get(word)
    if (known !== undefined) return known
    const count = countMatches(reader, quotePhrase(word), COUNTED)
    counts.set(word, count)
    return count
  }
}
