import type { ReadDb, WriteDb } from './open.ts'
import { CHUNKS_IN_SCOPE, type Scope } from './scope.ts'

/** A chunk that matched; `score` is BM25, higher is better. */
export interface TextHit {
  readonly chunkId: number
  readonly score: number
}

/** How much a word counts in each place. */
export interface TextWeights {
  readonly title: number
  readonly headings: number
  readonly text: number
}

export interface TextMatchOptions {
  readonly limit: number
  readonly scope?: Scope
  readonly weights?: TextWeights
}

const EQUAL_WEIGHTS: TextWeights = { title: 1, headings: 1, text: 1 }

const match = (
  condition: string,
): string => `SELECT rowid AS chunkId, -bm25(chunk_text, ?, ?, ?) AS score
  FROM chunk_text WHERE chunk_text MATCH ? ${condition} ORDER BY score DESC, rowid LIMIT ?`
const MATCH = match('')
const MATCH_IN_SCOPE = match(`AND rowid IN (${CHUNKS_IN_SCOPE})`)

/** Chunks whose title, headings or text match an FTS5 query, best first; equal scores by id. A malformed query throws. */
export function matchText(db: ReadDb, ftsQuery: string, options: TextMatchOptions): TextHit[] {
  const { limit, scope = null, weights = EQUAL_WEIGHTS } = options
  const { title, headings, text } = weights
  return scope === null
    ? db
        .prepare<[number, number, number, string, number], TextHit>(MATCH)
        .all(title, headings, text, ftsQuery, limit)
    : db
        .prepare<[number, number, number, string, string, number], TextHit>(MATCH_IN_SCOPE)
        .all(title, headings, text, ftsQuery, JSON.stringify(scope), limit)
}

/**
 * Runs a deletion of many chunks so that their words still leave the index for good. Normally FTS5's `secure-delete` takes each term out of
 * every segment as its chunk goes; here the deletions are only noted, and the index is then merged into one segment without them.
 */
export function erasingManyTerms<T>(db: WriteDb, work: () => T): T {
  db.exec(`INSERT INTO chunk_text (chunk_text, rank) VALUES ('secure-delete', 0)`)
  const result = work()
  db.exec(`INSERT INTO chunk_text (chunk_text) VALUES ('optimize')`)
  db.exec(`INSERT INTO chunk_text (chunk_text, rank) VALUES ('secure-delete', 1)`)
  return result
}
