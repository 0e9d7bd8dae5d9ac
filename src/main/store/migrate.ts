import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { AppError } from '../lib/app-error.ts'
import { migrations } from './migrations/index.ts'
import type { ReadDb } from './open.ts'

/** One to go back to, and two in case the fault was noticed late. */
const KEPT_SNAPSHOTS = 3

const SNAPSHOT = /^before-\d{4}-.*\.db$/

/** Where the snapshots of a database are. */
export function snapshotFolder(file: string): string {
  return join(dirname(file), 'snapshots')
}

/** Snapshots of a database, oldest first. */
export function listSnapshots(file: string): string[] {
  try {
    return readdirSync(snapshotFolder(file))
      .filter((name) => SNAPSHOT.test(name))
      .sort((a, b) => stamp(a).localeCompare(stamp(b)))
      .map((name) => join(snapshotFolder(file), name))
  } catch {
    return [] // the folder appears with the first snapshot
  }
}

/** Deletes every snapshot of a database. */
export function removeSnapshots(file: string): void {
  for (const snapshot of listSnapshots(file)) rmSync(snapshot, { force: true })
}

/**
 * Brings the database up to the last of `steps`, each in a transaction of its own; a file that already has content is first copied to
 * `snapshots/`, encrypted with the same key. Another process may do the same at once: whoever comes second finds it done.
 * Throws `unsupported-format` when a newer Carrel wrote the file.
 */
export function migrate(db: ReadDb, steps: readonly string[] = migrations): void {
  refuseNewer(db, steps)
  const isNew = userVersion(db) === 0
  for (let version = userVersion(db); version < steps.length; version = userVersion(db)) {
    if (!isNew) takeSnapshot(db, version + 1)
    db.transaction(() => {
      if (userVersion(db) !== version) return
      db.exec(steps[version] ?? '')
      db.pragma(`user_version = ${version + 1}`)
    }).immediate()
  }
}

function refuseNewer(db: ReadDb, steps: readonly string[]): void {
  if (userVersion(db) > steps.length)
    throw new AppError(
      'unsupported-format',
      'This workspace was written by a newer Carrel.',
      'Update Carrel, or use another data folder.',
    )
}

function userVersion(db: ReadDb): number {
  return Number(db.pragma('user_version', { simple: true }))
}

/** VACUUM INTO writes a consistent copy under the connection's own key; the final name appears only when it is complete. */
function takeSnapshot(db: ReadDb, nextVersion: number): void {
  const folder = snapshotFolder(db.name)
  mkdirSync(folder, { recursive: true })
  const name = `before-${String(nextVersion).padStart(4, '0')}-${new Date().toISOString().replaceAll(':', '.')}-${process.pid}.db`
  const partial = join(folder, `${name}.partial`)
  rmSync(partial, { force: true })
  db.prepare('VACUUM INTO ?').run(partial)
  renameSync(partial, join(folder, name))
  for (const old of listSnapshots(db.name).slice(0, -KEPT_SNAPSHOTS)) rmSync(old, { force: true })
}

function stamp(name: string): string {
  return name.slice('before-0000-'.length)
}
