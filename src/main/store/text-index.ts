import type { ReadDb, WriteDb } from './open.ts'
import { execOnce, prepared } from './prepared.ts'
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
    ? prepared<[number, number, number, string, number], TextHit>(db, MATCH).all(
        title,
        headings,
        text,
        ftsQuery,
        limit,
      )
    : prepared<[number, number, number, string, string, number], TextHit>(db, MATCH_IN_SCOPE).all(
        title,
        headings,
        text,
        ftsQuery,
        JSON.stringify(scope),
        limit,
      )
}

/** An index of a single chunk, only of this connection: in the large one, each word would be looked for among all chunks that have it. */
const ONE_CHUNK = `CREATE VIRTUAL TABLE IF NOT EXISTS temp.one_chunk
  USING fts5 (title, headings, text, tokenize = 'porter unicode61 remove_diacritics 2')`
const EMPTY = 'DELETE FROM temp.one_chunk'
const FILL = 'INSERT INTO temp.one_chunk SELECT title, headings, text FROM chunk_words WHERE id = ?'
const MATCHES = 'SELECT 1 FROM temp.one_chunk WHERE one_chunk MATCH ?'

/** Those of these FTS5 queries that a chunk matches. A malformed one throws. */
export function queriesMatching(
  db: ReadDb,
  chunkId: number,
  ftsQueries: readonly string[],
): string[] {
  execOnce(db, ONE_CHUNK)
  prepared(db, EMPTY).run()
  prepared<[number]>(db, FILL).run(chunkId)
  const matches = prepared<[string], unknown>(db, MATCHES)
  return ftsQueries.filter((query) => matches.get(query) !== undefined)
}

/** Pages that one step of a merge writes: some 20 ms. */
const PAGES_A_STEP = 100

const MERGE = `INSERT INTO chunk_text (chunk_text, rank) VALUES ('merge', ?)`

/**
 * Deletions are only noted in the index until `mergeTerms` has made one segment of it without them; that it is so is kept in the
 * database. (Otherwise FTS5's `secure-delete` takes each term out of every segment as its chunk goes.)
 */
export function beginErasingTerms(db: WriteDb): void {
  db.exec(`INSERT INTO chunk_text (chunk_text, rank) VALUES ('secure-delete', 0)`)
}

/** Whether an erasing was begun and not ended. */
export function isErasingTerms(db: ReadDb): boolean {
  const sql = `SELECT v FROM chunk_text_config WHERE k = 'secure-delete'`
  return Number(db.prepare<[], { v: unknown }>(sql).get()?.v) === 0
}

/** Merges the whole index, a step each time it is asked; then the words of what was deleted are gone from it. */
export function* mergeTerms(db: WriteDb): Generator<void> {
  // A negative number begins a merge of all segments, and the steps go on with it until one changes nothing.
  for (let pages = -PAGES_A_STEP; ; pages = PAGES_A_STEP) {
    const before = totalChanges(db)
    db.prepare<[number]>(MERGE).run(pages)
    if (pages > 0 && totalChanges(db) - before < 2) break
    yield
  }
  db.exec(`INSERT INTO chunk_text (chunk_text, rank) VALUES ('secure-delete', 1)`)
}

function totalChanges(db: ReadDb): number {
  return db.prepare<[], number>('SELECT total_changes()').pluck().get() ?? 0
}
