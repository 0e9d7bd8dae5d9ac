import { LRUCache } from 'lru-cache'
import type { ReadDb } from '../store/open.ts'
import { countMatches } from '../store/word-frequency.ts'
import { quotePhrase } from './keyword-query.ts'

/** The common words of a language, which take long to count, are among the few thousand that people ask with. */
const REMEMBERED_WORDS = 5000
/** A count only decides what is looked at, so an old one does no harm; a day of imports should show, though. */
const TIME_TO_LIVE_MS = 3_600_000
/** Beyond what is scored of a search (within-time.ts), roughly is enough: that far it takes 0.5 ms, all the way 30 at a million chunks. */
const COUNTED = 10_000

/** In how many chunks a word (or a phrase) stands; beyond 10,000 about. */
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
