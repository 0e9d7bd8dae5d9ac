import { must } from '../lib/must.ts'
import { inTransaction, type ReadDb, type WriteDb } from './open.ts'
import { prepared } from './prepared.ts'
import type { BlockRow, ChunkContent, PageRow, RunRow, VersionContent } from './rows.ts'
import { indexedText } from './indexed-text.ts'
import { titleKey } from './title-key.ts'
import { vectorWriter } from './vector-index.ts'
import { activeVectorSet } from './vector-sets.ts'
import { saveFacts } from './version-facts.ts'

/** What identifies a content: its bytes' SHA-256 (hex) and the recipe (parser, chunking, model) by which it was made. */
export interface VersionIdentity {
  readonly sha256: string
  readonly recipe: string
}

export interface NewVersion extends VersionIdentity {
  readonly format: string
  readonly document: VersionContent
  readonly chunks: readonly ChunkContent[]
  /** One a chunk, in their order: unit length. */
  readonly embeddings: readonly Float32Array[]
  /**
   * The embedder's name, where it may have changed meanwhile: embeddings of another than the active set's are left out, and whoever follows the
   * change of embedders makes them.
   */
  readonly embedder?: string | undefined
}

export interface VersionRow extends VersionIdentity {
  readonly versionId: number
  readonly format: string
  readonly title: string
  readonly language: string | null
  readonly text: string
  readonly pageCount: number
  readonly chunkCount: number
  readonly createdAt: string
}

export interface FoundVersion {
  readonly versionId: number
  readonly chunkCount: number
  readonly pageCount: number
}

const FIND = `SELECT id AS versionId, chunk_count AS chunkCount, page_count AS pageCount
  FROM versions WHERE sha256 = ? AND recipe = ?`

const GET = `SELECT id AS versionId, sha256, recipe, format, title, language, text, page_count AS pageCount,
    chunk_count AS chunkCount, created_at AS createdAt
  FROM versions WHERE id = ?`

const GET_PAGES = `SELECT page_number AS page, start, "end", width, height, runs
  FROM pages WHERE version_id = ? ORDER BY page_number`

const GET_BLOCKS = `SELECT kind, level, page_number AS page, start, "end" FROM blocks WHERE version_id = ? ORDER BY ordinal`

const INSERT = `INSERT INTO versions (sha256, recipe, format, title, language, text, page_count, chunk_count, created_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`

const CONTENTS_OF_NO_OTHER = `WITH leaving AS (SELECT value AS id FROM json_each(?))
  SELECT DISTINCT v.sha256 FROM documents d JOIN versions v ON v.id = d.version_id
  WHERE d.id IN (SELECT id FROM leaving) AND NOT EXISTS (
    SELECT 1 FROM versions w JOIN documents o ON o.version_id = w.id
    WHERE w.sha256 = v.sha256 AND o.id NOT IN (SELECT id FROM leaving))`

const INSERT_TITLE_KEY = 'INSERT INTO title_keys (version_id, key) VALUES (?, ?)'

const INSERT_PAGE = `INSERT INTO pages (version_id, page_number, start, "end", width, height, runs) VALUES (?, ?, ?, ?, ?, ?, ?)`

const INSERT_BLOCK = `INSERT INTO blocks (version_id, ordinal, kind, level, page_number, start, "end") VALUES (?, ?, ?, ?, ?, ?, ?)`

const INSERT_CHUNK = `INSERT INTO chunks (version_id, ordinal, start, "end", page_number, title, headings, text, token_count,
    search_title, search_headings, search_text)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

/** The SHA-256 of what each of these documents holds; nothing for those that were never read. */
export function contentsOf(db: ReadDb, documentIds: readonly number[]): string[] {
  const find = db
    .prepare<[number], string>(
      'SELECT v.sha256 FROM documents d JOIN versions v ON v.id = d.version_id WHERE d.id = ?',
    )
    .pluck()
  return documentIds.flatMap((documentId) => find.get(documentId) ?? [])
}

/** Of those contents, what no other document holds. */
export function contentsOfNoOther(db: ReadDb, documentIds: readonly number[]): string[] {
  return db.prepare<[string], string>(CONTENTS_OF_NO_OTHER).pluck().all(JSON.stringify(documentIds))
}

const OF_FILE = `SELECT v.recipe FROM documents d JOIN versions v ON v.id = d.version_id
  WHERE d.path = ? ORDER BY v.id DESC LIMIT 1`

// CROSS JOIN keeps the order: recipes by their index take 23 ms for 50,000 documents, looked up by document they take 600.
const OF_OTHER_RECIPES = `SELECT d.id FROM versions v CROSS JOIN documents d ON d.version_id = v.id
  WHERE substr(v.recipe, 1, length(@beginning)) <> @beginning AND NOT EXISTS (
    SELECT 1 FROM watched_folders w
    WHERE d.path = w.path OR substr(d.path, 1, length(w.path) + 1) IN (w.path || '/', w.path || '\\'))
  ORDER BY d.id`

/** The documents outside of watched folders whose recipe does not begin like this; one pass over an index where there are none. */
export function documentsOfOtherRecipes(db: ReadDb, beginning: string): number[] {
  return db.prepare<object, number>(OF_OTHER_RECIPES).pluck().all({ beginning })
}

/** The recipe by which a file was read the last time. */
export function recipeOfFile(db: ReadDb, path: string): string | undefined {
  return prepared<[string], { recipe: string }>(db, OF_FILE).get(path)?.recipe
}

/** The version that already holds this content made by this recipe. */
export function findVersion(db: ReadDb, sha256: string, recipe: string): FoundVersion | null {
  return prepared<[string, string], FoundVersion>(db, FIND).get(sha256, recipe) ?? null
}

/**
 * Stores a complete content with its chunks, vectors and index terms: all of it or nothing. Returns the versionId; that of the
 * content already there when another process was first.
 */
export function saveVersion(db: WriteDb, version: NewVersion): number {
  const { document, chunks, embeddings } = version
  if (chunks.length !== embeddings.length)
    throw new Error(`${chunks.length} chunks but ${embeddings.length} embeddings`)
  return inTransaction(db, () => {
    const found = findVersion(db, version.sha256, version.recipe)
    if (found !== null) return found.versionId
    const versionId = insertVersion(db, version)
    if (document.facts) saveFacts(db, versionId, document.facts)
    insertPages(db, versionId, document.pages)
    insertBlocks(db, versionId, document.blocks)
    insertChunks(db, versionId, version)
    return versionId
  })
}

/** Stores a content anew; every document that had `before` has the new version from then on. Returns its versionId. */
export function replaceVersion(db: WriteDb, before: number | null, version: NewVersion): number {
  if (before === null) return saveVersion(db, version)
  return inTransaction(db, () => {
    // Two versions of one content cannot have the same recipe, and both are there for a moment.
    db.prepare<[number]>(`UPDATE versions SET recipe = recipe || ' replaced' WHERE id = ?`).run(
      before,
    )
    const versionId = saveVersion(db, version)
    const status = version.chunks.length > 0 ? 'indexed' : 'empty'
    db.prepare<[number, string, number]>(
      `UPDATE documents SET version_id = ?, status = CASE WHEN status IN ('indexed', 'empty') THEN ? ELSE status END
       WHERE version_id = ?`,
    ).run(versionId, status, before)
    deleteUnusedVersion(db, before)
    return versionId
  })
}

/** A version with its whole text. */
export function getVersion(db: ReadDb, versionId: number): VersionRow | null {
  return prepared<[number], VersionRow>(db, GET).get(versionId) ?? null
}

/** The pages of a version in order; empty for formats without pages. */
export function getPages(db: ReadDb, versionId: number): PageRow[] {
  const rows = db
    .prepare<[number], Omit<PageRow, 'runs'> & { runs: string }>(GET_PAGES)
    .all(versionId)
  return rows.map((row) => ({ ...row, runs: JSON.parse(row.runs) as RunRow[] }))
}

/** The blocks of a version in reading order. */
export function getBlocks(db: ReadDb, versionId: number): BlockRow[] {
  return db.prepare<[number], BlockRow>(GET_BLOCKS).all(versionId)
}

/** Erases a version with all that was made of it, unless a document still uses it. */
export function deleteUnusedVersion(db: WriteDb, versionId: number): void {
  const used = db
    .prepare<[number]>('SELECT 1 FROM documents WHERE version_id = ? LIMIT 1')
    .get(versionId)
  if (used !== undefined) return
  const gone = db
    .prepare<[number], { sha256: string }>('DELETE FROM versions WHERE id = ? RETURNING sha256')
    .get(versionId)
  if (gone === undefined) return
  db.prepare<[string, string]>(
    'DELETE FROM originals WHERE sha256 = ? AND NOT EXISTS (SELECT 1 FROM versions WHERE sha256 = ?)',
  ).run(gone.sha256, gone.sha256)
}

function insertVersion(
  db: WriteDb,
  { sha256, recipe, format, document, chunks }: NewVersion,
): number {
  const { title, language, text, pages } = document
  const createdAt = new Date().toISOString()
  const result = prepared(db, INSERT).run(
    sha256,
    recipe,
    format,
    title,
    language,
    text,
    pages.length,
    chunks.length,
    createdAt,
  )
  const versionId = Number(result.lastInsertRowid)
  prepared(db, INSERT_TITLE_KEY).run(versionId, titleKey(title))
  return versionId
}

function insertPages(db: WriteDb, versionId: number, pages: readonly PageRow[]): void {
  const insert = prepared(db, INSERT_PAGE)
  for (const { page, start, end, width, height, runs } of pages)
    insert.run(versionId, page, start, end, width, height, JSON.stringify(runs))
}

function insertBlocks(db: WriteDb, versionId: number, blocks: readonly BlockRow[]): void {
  const insert = prepared(db, INSERT_BLOCK)
  for (const [ordinal, { kind, level, page, start, end }] of blocks.entries())
    insert.run(versionId, ordinal, kind, level, page, start, end)
}

function insertChunks(
  db: WriteDb,
  versionId: number,
  { document, chunks, embeddings, embedder }: NewVersion,
): void {
  const insert = prepared(db, INSERT_CHUNK)
  const active = activeVectorSet(db)
  const isActive = embedder === undefined || embedder === active.recipe
  const { dimensions } = active
  const saveVector = isActive ? vectorWriter(db, { versionId, dimensions }) : () => undefined
  const { title, language } = document
  const searchTitle = indexedText(title, language)
  for (const [ordinal, chunk] of chunks.entries()) {
    const { start, end, page, headings, text, tokenCount } = chunk
    const { lastInsertRowid } = insert.run(
      versionId,
      ordinal,
      start,
      end,
      page,
      document.title,
      headings,
      text,
      tokenCount,
      searchTitle,
      indexedText(headings, language),
      indexedText(text, language),
    )
    saveVector(Number(lastInsertRowid), must(embeddings[ordinal], 'one embedding a chunk'))
  }
}
