import type { ReadDb } from '../store/open.ts'
import { queriesMatching } from '../store/text-index.ts'
import { quotePhrase } from './keyword-query.ts'
import type { Understanding } from './understand-query.ts'
import type { CountWord } from './word-counts.ts'

/** The share of a query's words, of those that the library has, that stand in a chunk: 0 to 1; null when it has none. */
export function shareOfWords(
  reader: ReadDb,
  chunkId: number,
  query: Pick<Understanding, 'words'> & { readonly countWord?: CountWord | undefined },
): number | null {
  const asked = query.words.filter(({ why }) => why === 'asked').map(({ word }) => word)
  const known = [...new Set(asked)].filter((word) => query.countWord?.(word) !== 0)
  const held = queriesMatching(reader, chunkId, known.map(quotePhrase))
  return known.length === 0 ? null : held.length / known.length
}
