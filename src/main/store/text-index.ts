import type { ReadDb } from './open.ts'

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

const EQUAL_WEIGHTS: TextWeights = { title: 1, headings: 1, text: 1 }

const MATCH = `SELECT rowid AS chunkId, -bm25(chunk_text, ?, ?, ?) AS score
  FROM chunk_text WHERE chunk_text MATCH ? ORDER BY score DESC, rowid LIMIT ?`

/** Chunks whose title, headings or text match an FTS5 query, best first; equal scores by id. A malformed query throws. */
export function matchText(
  db: ReadDb,
  ftsQuery: string,
  limit: number,
  weights: TextWeights = EQUAL_WEIGHTS,
): TextHit[] {
  return db
    .prepare<[number, number, number, string, number], TextHit>(MATCH)
    .all(weights.title, weights.headings, weights.text, ftsQuery, limit)
}
