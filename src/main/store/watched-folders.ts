import { sep } from 'node:path'
import { forgetLeftOut } from './left-out.ts'
import { forgetMounts, missingMounts } from './mounts.ts'
import { inTransaction, type ReadDb, type WriteDb } from './open.ts'
import { pathRange } from './path-range.ts'
import { moveReadingChoice } from './reading-choices.ts'
import type { DocumentStatus } from './rows.ts'

/** A folder that is kept in step with its files; `options` are those of its imports, as plain data. */
export interface WatchedFolderRow {
  readonly path: string
  readonly options: unknown
  /** What told the folder apart when it was last looked through; null before the first time. */
  readonly identity: string | null
  readonly addedAt: string
  readonly syncedAt: string | null
  readonly unavailableSince: string | null
}

/** A document below a folder, as far as it takes to see whether its file changed. */
export interface KnownFile {
  readonly documentId: number
  readonly path: string
  readonly externalId: string
  readonly status: DocumentStatus
  readonly sizeBytes: number | null
  readonly modifiedMs: number | null
  readonly sha256: string | null
  readonly recipe: string | null
}

const SELECT = `SELECT path, options, identity, added_at AS addedAt, synced_at AS syncedAt, unavailable_since AS unavailableSince
  FROM watched_folders`

const BELOW = `(d.path = ? OR (d.path > ? AND d.path < ?))`

const KNOWN = `SELECT d.id AS documentId, d.path, d.external_id AS externalId, d.status, d.size_bytes AS sizeBytes,
    d.modified_ms AS modifiedMs, v.sha256, v.recipe
  FROM documents d LEFT JOIN versions v ON v.id = d.version_id WHERE ${BELOW} ORDER BY d.path, d.id`

/** Every watched folder, in the order of their paths. */
export function listWatched(db: ReadDb): WatchedFolderRow[] {
  return db
    .prepare<[], WatchedFolderRow & { options: string }>(`${SELECT} ORDER BY path`)
    .all()
    .map((row) => ({ ...row, options: JSON.parse(row.options) as unknown }))
}

/** Keeps a folder in step from here on; watching it again changes its options. */
export function addWatched(
  db: WriteDb,
  { path, options }: { readonly path: string; readonly options: unknown },
): void {
  db.prepare<[string, string, string]>(
    `INSERT INTO watched_folders (path, options, added_at) VALUES (?, ?, ?)
     ON CONFLICT (path) DO UPDATE SET options = excluded.options`,
  ).run(path, JSON.stringify(options ?? null), new Date().toISOString())
}

/** Leaves a folder alone from here on; its documents stay. Returns whether it was watched. */
export function removeWatched(db: WriteDb, path: string): boolean {
  forgetLeftOut(db, path)
  forgetMounts(db, path)
  return db.prepare<[string]>('DELETE FROM watched_folders WHERE path = ?').run(path).changes > 0
}

/** Notes that the library agrees with a folder. */
export function markSynced(db: WriteDb, path: string, identity: string): void {
  db.prepare<[string, string, string]>(
    'UPDATE watched_folders SET identity = ?, synced_at = ?, unavailable_since = NULL WHERE path = ?',
  ).run(identity, new Date().toISOString(), path)
}

/** Notes that a folder is not there; returns whether that is news. */
export function markUnavailable(db: WriteDb, path: string): boolean {
  return (
    db
      .prepare<[string, string]>(
        'UPDATE watched_folders SET unavailable_since = ? WHERE path = ? AND unavailable_since IS NULL',
      )
      .run(new Date().toISOString(), path).changes > 0
  )
}

/** The documents of a file, or of all files below a folder, by path. */
export function knownFilesBelow(db: ReadDb, path: string): KnownFile[] {
  return db.prepare<[string, string, string], KnownFile>(KNOWN).all(...pathRange(path))
}

/** How many documents a file or folder has. */
export function countBelow(db: ReadDb, path: string): number {
  return (
    db
      .prepare<[string, string, string], { count: number }>(
        `SELECT count(*) AS count FROM documents d WHERE ${BELOW}`,
      )
      .get(...pathRange(path))?.count ?? 0
  )
}

/** The folders that are not there: watched ones, and disks inside of those that are. */
export function missingFolders(db: ReadDb): string[] {
  const watched = listWatched(db)
    .filter(({ unavailableSince }) => unavailableSince !== null)
    .map(({ path }) => path)
  const isAlone = ({ path }: { readonly path: string }): boolean =>
    !watched.some((folder) => path === folder || path.startsWith(folder + sep))
  return [
    ...watched,
    ...missingMounts(db)
      .filter(isAlone)
      .map(({ path }) => path),
  ]
}

/** How many documents are in folders that are not there. */
export function countUnavailable(db: ReadDb): number {
  return missingFolders(db).reduce((sum, path) => sum + countBelow(db, path), 0)
}

/** Gives the documents of a file, and how it is read, its new path; nothing else of them changes. Returns how many there were. */
export function moveDocuments(db: WriteDb, from: string, to: string): number {
  return inTransaction(db, () => {
    db.prepare<[string, string]>(
      'UPDATE citations SET path = ? WHERE document_id IN (SELECT id FROM documents WHERE path = ?)',
    ).run(to, from)
    moveReadingChoice(db, from, to)
    return db
      .prepare<[string, string, string]>(
        'UPDATE documents SET path = ?, updated_at = ? WHERE path = ?',
      )
      .run(to, new Date().toISOString(), from).changes
  })
}
