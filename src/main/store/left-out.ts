import { sep } from 'node:path'
import type { ReadDb, WriteDb } from './open.ts'
import { pathRange } from './path-range.ts'

/** A file that was removed by hand, as it was then. */
export interface LeftOut {
  readonly path: string
  readonly sizeBytes: number | null
  readonly modifiedMs: number | null
}

const LEAVE_OUT = `INSERT OR REPLACE INTO left_out (path, size_bytes, modified_ms, removed_at)
  SELECT d.path, max(d.size_bytes), max(d.modified_ms), @now FROM documents d
  WHERE d.id IN (SELECT value FROM json_each(@ids)) AND EXISTS (SELECT 1 FROM watched_folders w
    WHERE d.path = w.path OR substr(d.path, 1, length(w.path) + 1) = w.path || @sep)
  GROUP BY d.path HAVING count(*) = (SELECT count(*) FROM documents o WHERE o.path = d.path)`

/**
 * Notes the files that lose all their documents with these and stand in watched folders: comparing a folder does not bring them back until
 * they change. A file that is queued by any other way is no longer left out.
 */
export function leaveOut(db: WriteDb, documentIds: readonly number[]): void {
  db.prepare<[object]>(LEAVE_OUT).run({
    ids: JSON.stringify(documentIds),
    now: new Date().toISOString(),
    sep,
  })
}

/** The files below a folder that are left out, by path. */
export function leftOutBelow(db: ReadDb, path: string): Map<string, LeftOut> {
  const rows = db
    .prepare<[string, string, string], LeftOut>(
      `SELECT path, size_bytes AS sizeBytes, modified_ms AS modifiedMs FROM left_out
       WHERE path = ? OR (path > ? AND path < ?)`,
    )
    .all(...pathRange(path))
  return new Map(rows.map((row) => [row.path, row]))
}

/** Forgets what was left out of a folder that is no longer watched. */
export function forgetLeftOut(db: WriteDb, path: string): void {
  db.prepare<[string, string, string]>(
    'DELETE FROM left_out WHERE path = ? OR (path > ? AND path < ?)',
  ).run(...pathRange(path))
}
