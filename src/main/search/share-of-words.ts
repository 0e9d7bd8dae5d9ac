import type { ReadDb } from '../store/open.ts'
import { queriesMatching } from '../store/text-index.ts'
import { soughtQuery, type Understanding } from './understand-query.ts'
import type { CountWord } from './word-counts.ts'

/** The share of a query's words, of those that the library has, that stand in a chunk: 0 to 1; null when it has none. */
export function shareOfWords(
  reader: ReadDb,
  chunkId: number,
  query: Pick<Understanding, 'words'> & { readonly countWord?: CountWord | undefined },
): number | null {
  const { countWord = () => 1 } = query
  const asked = query.words.filter(({ why }) => why === 'asked')
  const known = asked.filter(({ word, stems = [] }) => [word, ...stems].some(countWord))
  const queries = [...new Set(known.map(soughtQuery))]
  const held = queriesMatching(reader, chunkId, queries)
  return queries.length === 0 ? null : held.length / queries.length
}
