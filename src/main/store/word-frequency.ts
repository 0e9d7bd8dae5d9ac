import type { ReadDb } from './open.ts'
import { prepared } from './prepared.ts'
import { CHUNKS_IN_SCOPE, type Scope } from './scope.ts'

const COUNT = `SELECT count(*) AS count, max(rowid) AS lastId FROM (SELECT rowid FROM chunk_text WHERE chunk_text MATCH ? LIMIT ?)`

const LAST_ID = 'SELECT max(id) AS lastId FROM chunks'

const MATCH_IN_SCOPE = `SELECT 1 FROM chunk_text WHERE chunk_text MATCH ? AND rowid IN (${CHUNKS_IN_SCOPE}) LIMIT 1`

/** Whether any chunk matches an FTS5 query. A malformed one throws. */
export function hasMatch(db: ReadDb, ftsQuery: string): boolean {
  return countFirst(db, ftsQuery, 1).count > 0
}

/** The same of the chunks of a scope, for many queries: what the whole library lacks is not looked for in it. */
export function hasMatchIn(db: ReadDb, scope: Scope): (ftsQuery: string) => boolean {
  if (scope === null) return (ftsQuery) => hasMatch(db, ftsQuery)
  const versions = JSON.stringify(scope)
  const match = prepared<[string, string], unknown>(db, MATCH_IN_SCOPE)
  return (ftsQuery) => hasMatch(db, ftsQuery) && match.get(ftsQuery, versions) !== undefined
}

/**
 * How many chunks match an FTS5 query: counted up to `exactly`, at 0.05 ms for each 1,000; beyond, as many as there would be if the rest of the
 * library were like the part in which so many stand. A malformed query throws.
 */
export function countMatches(db: ReadDb, ftsQuery: string, exactly: number): number {
  const { count, lastId } = countFirst(db, ftsQuery, exactly)
  if (count < exactly) return count
  const ids = prepared<[], { lastId: number }>(db, LAST_ID).get()?.lastId ?? lastId
  return Math.round((count * ids) / lastId)
}

function countFirst(
  db: ReadDb,
  ftsQuery: string,
  most: number,
): { readonly count: number; readonly lastId: number } {
  const row = prepared<[string, number], { count: number; lastId: number | null }>(db, COUNT).get(
    ftsQuery,
    most,
  )
  return { count: row?.count ?? 0, lastId: row?.lastId ?? 1 }
}
