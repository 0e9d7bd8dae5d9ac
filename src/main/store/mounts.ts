import type { ReadDb, WriteDb } from './open.ts'
import { pathRange } from './path-range.ts'

/** A disk inside a watched folder: a folder on another device than the one above it. */
export interface MountRow {
  readonly path: string
  /** The device's number when it was last there. */
  readonly device: string
  readonly unavailableSince: string | null
}

const SELECT = 'SELECT path, device, unavailable_since AS unavailableSince FROM mounts'

/** The disks that were seen at or below a path. */
export function mountsBelow(db: ReadDb, path: string): MountRow[] {
  return db
    .prepare<[string, string, string], MountRow>(
      `${SELECT} WHERE path = ? OR (path > ? AND path < ?) ORDER BY path`,
    )
    .all(...pathRange(path))
}

/** The disks that are not there. */
export function missingMounts(db: ReadDb): MountRow[] {
  return db
    .prepare<[], MountRow>(`${SELECT} WHERE unavailable_since IS NOT NULL ORDER BY path`)
    .all()
}

/** Notes a disk that is there. */
export function saveMount(db: WriteDb, path: string, device: string): void {
  db.prepare<[string, string]>(
    `INSERT INTO mounts (path, device) VALUES (?, ?)
     ON CONFLICT (path) DO UPDATE SET device = excluded.device, unavailable_since = NULL`,
  ).run(path, device)
}

/** Notes that a disk is not there; returns whether that is news. */
export function markMountMissing(db: WriteDb, path: string): boolean {
  return (
    db
      .prepare<[string, string]>(
        'UPDATE mounts SET unavailable_since = ? WHERE path = ? AND unavailable_since IS NULL',
      )
      .run(new Date().toISOString(), path).changes > 0
  )
}

/** Forgets the disks at or below a path. */
export function forgetMounts(db: WriteDb, path: string): void {
  db.prepare<[string, string, string]>(
    'DELETE FROM mounts WHERE path = ? OR (path > ? AND path < ?)',
  ).run(...pathRange(path))
}
