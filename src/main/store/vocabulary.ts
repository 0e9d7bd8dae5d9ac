import type { ReadDb } from './open.ts'
import { execOnce, prepared } from './prepared.ts'
import { CHUNKS_IN_SCOPE, type Scope } from './scope.ts'
import { stemWords } from './stem-words.ts'

/** A term as the index has it: folded and stemmed. */
export interface Term {
  readonly term: string
  /** Chunks that have it. */
  readonly chunks: number
}

/** The terms of the index, and a table beside them that shows what the index makes of words; both only of this connection. */
const TABLES = `
CREATE VIRTUAL TABLE IF NOT EXISTS temp.index_terms USING fts5vocab (main, chunk_text, 'row');
CREATE VIRTUAL TABLE IF NOT EXISTS temp.folded_words USING fts5 (word, tokenize = 'porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE IF NOT EXISTS temp.folded_terms USING fts5vocab (temp, folded_words, 'instance');
`

const BEGINNING = `SELECT term, doc AS chunks FROM temp.index_terms
  WHERE term >= ? AND term < ?`

const TEXTS_WITH = `SELECT c.title || ' ' || c.headings || ' ' || c.text AS text FROM chunk_text t JOIN chunks c ON c.id = t.rowid
  WHERE chunk_text MATCH ?`

const FOLD = 'INSERT INTO temp.folded_words (rowid, word) VALUES (?, ?)'
const UNFOLD = 'DELETE FROM temp.folded_words'
const FOLDED = 'SELECT doc, term FROM temp.folded_terms'

/** What the index makes of each of these words; null when it makes none or several terms of one. */
export function termsOf(db: ReadDb, words: readonly string[]): (string | null)[] {
  execOnce(db, TABLES)
  prepared(db, UNFOLD).run()
  const fold = prepared<[number, string]>(db, FOLD)
  for (const [i, word] of words.entries()) fold.run(i, stemWords(word))
  const terms = prepared<[], { doc: number; term: string }>(db, FOLDED).all()
  return words.map((_, i) => {
    const [term, ...more] = terms.filter(({ doc }) => doc === i)
    return term === undefined || more.length > 0 ? null : term.term
  })
}

/** The terms that begin so. Reads all that the index has of them: the more chunks they stand in, the longer it takes. */
export function termsFrom(db: ReadDb, beginning: string): Term[] {
  execOnce(db, TABLES)
  return prepared<[string, string], Term>(db, BEGINNING).all(beginning, `${beginning}\u{10ffff}`)
}

interface Bounds {
  readonly limit: number
  readonly scope?: Scope
}

/** Title, headings and text of chunks of a scope that meet an FTS5 expression. */
export function textsWith(
  db: ReadDb,
  expression: string,
  { limit, scope = null }: Bounds,
): string[] {
  const inScope = scope === null ? '' : ` AND t.rowid IN (${CHUNKS_IN_SCOPE})`
  const versions = scope === null ? [] : [JSON.stringify(scope)]
  return prepared<(string | number)[], { text: string }>(db, `${TEXTS_WITH}${inScope} LIMIT ?`)
    .all(expression, ...versions, limit)
    .map(({ text }) => text)
}
