import { must } from '../lib/must.ts'
import { inTransaction, type ReadDb, type WriteDb } from './open.ts'

export interface TagRow {
  /** As it was first written. */
  readonly name: string
  readonly documents: number
}

const SAVE_TAG = `INSERT INTO tags (name, folded) VALUES (?, ?)
  ON CONFLICT (folded) DO UPDATE SET folded = excluded.folded RETURNING id`

const TAG = `INSERT OR IGNORE INTO document_tags (tag_id, document_id)
  SELECT ?, d.id FROM documents d JOIN json_each(?) given ON given.value = d.id RETURNING document_id AS documentId`

const UNTAG = `DELETE FROM document_tags WHERE tag_id = (SELECT id FROM tags WHERE folded = ?)
  AND document_id IN (SELECT value FROM json_each(?)) RETURNING document_id AS documentId`

const LIST = `SELECT t.name, count(*) AS documents FROM tags t JOIN document_tags dt ON dt.tag_id = t.id
  GROUP BY t.id ORDER BY t.folded`

const TAGS_OF = `SELECT dt.document_id AS documentId, t.name FROM document_tags dt JOIN tags t ON t.id = dt.tag_id
  WHERE dt.document_id IN (SELECT value FROM json_each(?)) ORDER BY t.folded`

/** What two spellings of one tag have in common: compatibility forms, case and white space do not count. */
export function foldTag(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
}

/** Puts a tag on documents. Returns those that did not have it. */
export function tagDocuments(db: WriteDb, name: string, documentIds: readonly number[]): number[] {
  return inTransaction(db, () => {
    const saved = db
      .prepare<[string, string], { id: number }>(SAVE_TAG)
      .get(name.replace(/\s+/g, ' ').trim(), foldTag(name))
    const { id } = must(saved, 'an upsert returns its row')
    const added = db
      .prepare<[number, string], { documentId: number }>(TAG)
      .all(id, JSON.stringify(documentIds))
    db.prepare(
      'DELETE FROM tags WHERE id = ? AND NOT EXISTS (SELECT 1 FROM document_tags WHERE tag_id = tags.id)',
    ).run(id)
    return added.map(({ documentId }) => documentId)
  })
}

/** Takes a tag off documents, and away with its last one. Returns those that had it. */
export function untagDocuments(
  db: WriteDb,
  name: string,
  documentIds: readonly number[],
): number[] {
  return db
    .prepare<[string, string], { documentId: number }>(UNTAG)
    .all(foldTag(name), JSON.stringify(documentIds))
    .map(({ documentId }) => documentId)
}

/** Every tag with how many documents have it, by name. */
export function listTags(db: ReadDb): TagRow[] {
  return db.prepare<[], TagRow>(LIST).all()
}

/** The tags of each of these documents that has any, by name. */
export function tagsOf(db: ReadDb, documentIds: readonly number[]): Map<number, string[]> {
  const rows = db
    .prepare<[string], { documentId: number; name: string }>(TAGS_OF)
    .all(JSON.stringify(documentIds))
  const byDocument = Map.groupBy(rows, ({ documentId }) => documentId)
  return new Map([...byDocument].map(([id, tags]) => [id, tags.map(({ name }) => name)]))
}
