import { soughtQuery, type SoughtWord, type Understanding } from './understand-query.ts'
import type { CountWord } from './word-counts.ts'

/**
 * Chunks that are scored for a query, about: scoring one takes 1 µs and more, which no index spares. At 100,000 chunks of mixed real
 * texts, 99.6 % of the ten best of all matches were among these, in 40 % of the time; with 4,000 it was 97.4 %.
 * Nothing changes in libraries of less than about 15,000 chunks, where a query's words seldom have so many matches.
 */
const SCORED_CHUNKS = 8000
/** Occurrences that are counted for the scores, at 0.05 µs each. Words beyond are so common that they hardly weigh. */
const COUNTED_CHUNKS = 150_000

/**
 * The FTS5 expression for a query of the whole library. Where its words have too many matches to be scored in time, a chunk must have one
 * of the rarest; the others add to its score, but for the most common of all (as MaxScore does: Turtle & Flood, IPM 1995).
 */
export function withinTime(
  { expression, words }: Pick<Understanding, 'expression' | 'words'>,
  countWord: CountWord,
): string | null {
  const rarestFirst = words
    .map((sought) => ({ query: soughtQuery(sought), count: countForms(sought, countWord) }))
    .sort((a, b) => a.count - b.count)
  const needed = within(rarestFirst, SCORED_CHUNKS)
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
