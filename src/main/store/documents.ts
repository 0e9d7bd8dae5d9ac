import { basename } from 'node:path'
import type { Failure } from '../lib/failure.ts'
import { must } from '../lib/must.ts'
import { erasing } from './erase.ts'
import { inTransaction, type ReadDb, type WriteDb } from './open.ts'
import { prepared } from './prepared.ts'
import type { DocumentRow, DocumentStatus } from './rows.ts'
import { deleteTracesOf } from './traces.ts'
import { FACTS, toFacts, type FactsColumns } from './version-facts.ts'
import { deleteUnusedVersion } from './versions.ts'

export interface DocumentState {
  readonly path: string
  readonly externalId?: string | undefined
  readonly status: DocumentStatus
  readonly failure: Failure | null
  readonly sizeBytes: number | null
  readonly modifiedMs: number | null
  readonly versionId: number | null
}

type StoredRow = Omit<DocumentRow, 'externalId' | 'failure' | 'title' | 'facts'> &
  FactsColumns & {
    readonly externalId: string
    readonly failure: string | null
    readonly title: string | null
  }

const SELECT = `SELECT d.id AS documentId, d.path, d.external_id AS externalId, d.version_id AS versionId, v.title, v.format,
    v.language, d.status, d.failure, coalesce(v.page_count, 0) AS pages, coalesce(v.chunk_count, 0) AS chunks,
    d.size_bytes AS sizeBytes, d.modified_ms AS modifiedMs, d.added_at AS addedAt, d.updated_at AS updatedAt, ${FACTS}
  FROM documents d LEFT JOIN versions v ON v.id = d.version_id LEFT JOIN version_facts f ON f.version_id = d.version_id`

const FIND = `${SELECT} WHERE d.path = ? AND d.external_id = ?`

const GET = `${SELECT} WHERE d.id = ?`

const QUARANTINE = `SELECT failure FROM documents WHERE path = ? AND status = 'failed' AND failures >= ?
  AND size_bytes IS ? AND modified_ms IS ? AND external_id = ''`

const OF_VERSION = `${SELECT} WHERE d.version_id = ? ORDER BY d.id`

/** Without regard to case, and without LIKE's wildcards in what the user typed. */
const MATCHES = `instr(lower(d.path || ' ' || d.external_id || ' ' || coalesce(v.title, '')), lower(@query)) > 0
  AND (@tag IS NULL OR d.id IN (SELECT dt.document_id FROM document_tags dt JOIN tags t ON t.id = dt.tag_id WHERE t.folded = @tag))`

const UPSERT = `INSERT INTO documents (path, external_id, version_id, status, failure, size_bytes, modified_ms, added_at, updated_at, failures)
  VALUES (@path, @externalId, @versionId, @status, @failure, @sizeBytes, @modifiedMs, @now, @now, iif(@status = 'failed', 1, 0))
  ON CONFLICT (path, external_id) DO UPDATE SET version_id = excluded.version_id, status = excluded.status,
    failures = iif(excluded.status = 'failed' AND size_bytes IS excluded.size_bytes AND modified_ms IS excluded.modified_ms,
      failures + 1, excluded.failures),
    failure = excluded.failure, size_bytes = excluded.size_bytes, modified_ms = excluded.modified_ms, updated_at = excluded.updated_at
  RETURNING id`

export function findDocument(db: ReadDb, path: string, externalId = ''): DocumentRow | null {
  const row = prepared<[string, string], StoredRow>(db, FIND).get(path, externalId)
  return row === undefined ? null : toDocument(row)
}

export function getDocument(db: ReadDb, documentId: number): DocumentRow | null {
  const row = prepared<[number], StoredRow>(db, GET).get(documentId)
  return row === undefined ? null : toDocument(row)
}

/** Which documents are listed. */
export interface ListFilter {
  /** Stands in the path, id or title. */
  readonly query?: string | undefined
  /** They have this tag, as `foldTag` gives it. */
  readonly tag?: string | undefined
}

/** Documents that meet the filter, newest first. */
export function listDocuments(
  db: ReadDb,
  { query = '', tag, limit }: ListFilter & { readonly limit: number },
): DocumentRow[] {
  return db
    .prepare<object, StoredRow>(
      `${SELECT} WHERE ${MATCHES} ORDER BY d.added_at DESC, d.id DESC LIMIT @limit`,
    )
    .all({ query, tag: tag ?? null, limit })
    .map(toDocument)
}

/** How many documents `listDocuments` would give without a limit. */
export function countDocuments(db: ReadDb, { query = '', tag }: ListFilter = {}): number {
  const sql = `SELECT count(*) AS count FROM documents d LEFT JOIN versions v ON v.id = d.version_id WHERE ${MATCHES}`
  return db.prepare<object, { count: number }>(sql).get({ query, tag: tag ?? null })?.count ?? 0
}

/** How many documents are in each state. */
export function countByStatus(db: ReadDb): Record<DocumentStatus, number> {
  const counts = { waiting: 0, indexed: 0, empty: 0, failed: 0 }
  const sql = 'SELECT status, count(*) AS count FROM documents GROUP BY status'
  for (const { status, count } of db
    .prepare<[], { status: DocumentStatus; count: number }>(sql)
    .all())
    counts[status] = count
  return counts
}

/** A file that failed so often, unchanged, would fail again: it is only tried when it is asked for. */
const MAX_FAILURES = 3

/** Why a file is left alone; null when it is not, or has changed since. */
export function quarantineOf(
  db: ReadDb,
  file: { readonly path: string; readonly sizeBytes: number; readonly modifiedMs: number },
): Failure | null {
  const row = prepared<[string, number, number, number], { failure: string | null }>(
    db,
    QUARANTINE,
  ).get(file.path, MAX_FAILURES, file.sizeBytes, file.modifiedMs)
  return typeof row?.failure === 'string' ? (JSON.parse(row.failure) as Failure) : null
}

/** The files whose last reading failed, of these documents or of all, oldest first. */
export function failedFiles(
  db: ReadDb,
  documentIds?: readonly number[],
): { readonly path: string; readonly sizeBytes: number | null }[] {
  const ids = documentIds === undefined ? null : JSON.stringify(documentIds)
  return db
    .prepare<[string | null, string | null], { path: string; sizeBytes: number | null }>(
      `SELECT path, max(size_bytes) AS sizeBytes FROM documents
       WHERE status = 'failed' AND (? IS NULL OR id IN (SELECT value FROM json_each(?))) GROUP BY path ORDER BY min(id)`,
    )
    .all(ids, ids)
}

/** The files that these documents come from, each once, in the order of their first documents. */
export function filesOfDocuments(
  db: ReadDb,
  documentIds: readonly number[],
): { readonly path: string; readonly sizeBytes: number | null }[] {
  return db
    .prepare<[string], { path: string; sizeBytes: number | null }>(
      `SELECT path, max(size_bytes) AS sizeBytes FROM documents
       WHERE id IN (SELECT value FROM json_each(?)) GROUP BY path ORDER BY min(id)`,
    )
    .all(JSON.stringify(documentIds))
}

/** The documents that have this content, oldest first. */
export function documentsOfVersion(db: ReadDb, versionId: number): DocumentRow[] {
  return prepared<[number], StoredRow>(db, OF_VERSION).all(versionId).map(toDocument)
}

/** The documents of a file: its records when it is a collection, else one at most. */
export function documentsUnder(db: ReadDb, path: string): DocumentRow[] {
  return db
    .prepare<[string], StoredRow>(`${SELECT} WHERE d.path = ? ORDER BY d.id`)
    .all(path)
    .map(toDocument)
}

/**
 * Writes what is known of a document and returns its id. A version that it leaves is erased when no other document uses it.
 * While a new content waits or has failed (`versionId` null), the old one stays and stays searchable.
 */
export function upsertDocument(db: WriteDb, state: DocumentState): number {
  return inTransaction(db, () => {
    const { path, externalId = '', status, failure, sizeBytes, modifiedMs } = state
    const before = findDocument(db, path, externalId)?.versionId ?? null
    const keepsOld = state.versionId === null && (status === 'waiting' || status === 'failed')
    const versionId = keepsOld ? before : state.versionId
    const row = prepared<object, { id: number }>(db, UPSERT).get({
      path,
      externalId,
      versionId,
      status,
      failure: failure === null ? null : JSON.stringify(failure),
      sizeBytes,
      modifiedMs,
      now: new Date().toISOString(),
    })
    if (before !== null && before !== versionId) deleteUnusedVersion(db, before)
    return must(row, 'an upsert returns its row').id
  })
}

/**
 * Erases documents and what only they use: text, pages, chunks, vectors, index terms, kept originals, traces that show them, the quotes of
 * citations to them, and their jobs. Conversations keep their words. Returns how many documents there were.
 */
export function removeDocuments(db: WriteDb, documentIds: readonly number[]): number {
  return erasing(
    db,
    () => documentIds.filter((documentId) => removeDocument(db, documentId)).length,
  )
}

function removeDocument(db: WriteDb, documentId: number): boolean {
  const document = getDocument(db, documentId)
  if (document === null) return false
  db.prepare<[number]>(`UPDATE citations SET quote = '', title = '' WHERE document_id = ?`).run(
    documentId,
  )
  deleteTracesOf(db, documentId)
  db.prepare<[number]>('DELETE FROM documents WHERE id = ?').run(documentId)
  if (document.versionId !== null) deleteUnusedVersion(db, document.versionId)
  if (!hasPath(db, document.path)) removePath(db, document.path)
  return true
}

function hasPath(db: ReadDb, path: string): boolean {
  return (
    db.prepare<[string]>('SELECT 1 FROM documents WHERE path = ? LIMIT 1').get(path) !== undefined
  )
}

/** An upload's path carries its SHA-256, which a failed one has nowhere else. */
function removePath(db: WriteDb, path: string): void {
  db.prepare<[string]>('DELETE FROM originals WHERE instr(?, sha256) > 0').run(path)
  db.prepare<[string]>('DELETE FROM reading_choices WHERE path = ?').run(path)
  db.prepare<[string]>(`DELETE FROM jobs WHERE path = ? AND state != 'running'`).run(path)
}

function toDocument(stored: StoredRow): DocumentRow {
  const { externalId, failure, title, author, createdMs, ownModifiedMs, quality, ...row } = stored
  return {
    ...row,
    title: title || externalId || basename(row.path),
    facts: toFacts({ author, createdMs, ownModifiedMs, quality }),
    ...(externalId === '' ? {} : { externalId }),
    ...(failure === null ? {} : { failure: JSON.parse(failure) as Failure }),
  }
}
