import { soughtQuery, type SoughtWord, type Understanding } from './understand-query.ts'
import type { CountWord } from './word-counts.ts'

/**
 * Chunks that are scored for a query, about: scoring one takes 1 µs and more, which no index spares. With half of 10,000 chunks of mixed real
 * texts, the fifty best of all matches were never missed; of 100,000 chunks, 99.1 % of the ten best were among 8,000, 97.9 % among 4,000.
 * Fewer than 5,000 are not enough: with 3,000, scifact lost .004 nDCG@10. With 5,000 it lost nothing, and cisi, whose requests are long,
 * gained .005 to .009.
 */
const SCORED_SHARE = 0.5
const LEAST_SCORED = 5000
const MOST_SCORED = 8000
/** Occurrences that are counted for the scores, at 0.05 µs each. Words beyond are so common that they hardly weigh. */
const COUNTED_CHUNKS = 150_000

interface Library {
  readonly countWord: CountWord
  /** How many it has. */
  readonly chunks: number
}

/**
 * The FTS5 expression for a query of the whole library. Where its words have too many matches to be scored in time, a chunk must have one
 * of the rarest; the others add to its score, but for the most common of all (as MaxScore does: Turtle & Flood, IPM 1995).
 */
export function withinTime(
  { expression, words }: Pick<Understanding, 'expression' | 'words'>,
  { countWord, chunks }: Library,
): string | null {
  const scored = Math.min(MOST_SCORED, Math.max(LEAST_SCORED, SCORED_SHARE * chunks))
  const rarestFirst = words
    .map((sought) => ({ query: soughtQuery(sought), count: countForms(sought, countWord) }))
    .sort((a, b) => a.count - b.count)
  const needed = within(rarestFirst, scored)
  if (needed.length === words.length) return expression
  return `(${joined(needed)}) AND (${joined(within(rarestFirst, COUNTED_CHUNKS))})`
}

/** The words, rarest first, whose counts together stay below `most`; one at least. */
function within(
  rarestFirst: readonly { readonly query: string; readonly count: number }[],
  most: number,
): string[] {
  let sum = 0
  return rarestFirst
    .filter(({ count }, index) => (sum += count) <= most || index === 0)
    .map(({ query }) => query)
}

const joined = (queries: readonly string[]): string => queries.join(' OR ')

/** In how many chunks a word or one of its stems stands; those that have both are counted twice, as they are scored. */
function countForms({ word, stems = [] }: SoughtWord, countWord: CountWord): number {
  return [word, ...stems].reduce((sum, term) => sum + countWord(term), 0)
}
