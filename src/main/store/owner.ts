import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Driver from 'better-sqlite3-multiple-ciphers'

/** A name under which an open database claims work, and that others can ask about. */
export interface Owner {
  readonly name: string
  release(): void
}

const SUFFIX = '.lock'

/**
 * Takes a name that counts as alive until `release()` or the end of this process, however it ends. The name is an empty file that
 * SQLite keeps locked: the system drops the lock when the process dies, so a process id that was given away again can't mislead.
 */
export function becomeOwner(databaseFile: string): Owner {
  mkdirSync(ownerFolder(databaseFile), { recursive: true })
  clearDeadOwners(databaseFile)
  for (;;) {
    const name = `${process.pid}-${randomUUID()}`
    const file = ownerFile(databaseFile, name)
    const lock = new Driver(file)
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
    if (existsSync(file)) return { name, release: () => release(lock, file) }
    lock.close() // another process took the file for a dead one's, in the moment before it was locked
  }
}

/** Whether the holder of that name still runs; the name of a dead one is cleared away. */
export function isOwnerAlive(databaseFile: string, name: string): boolean {
  const file = ownerFile(databaseFile, name)
  let probe: Driver.Database
  try {
    probe = new Driver(file, { fileMustExist: true, timeout: 0 })
  } catch {
    return false // no such file: it was released
  }
  try {
    probe.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
    return false
  } catch {
    return true // locked by its holder
  } finally {
    release(probe, file)
  }
}

function clearDeadOwners(databaseFile: string): void {
  for (const name of readdirSync(ownerFolder(databaseFile)))
    if (name.endsWith(SUFFIX)) isOwnerAlive(databaseFile, name.slice(0, -SUFFIX.length))
}

/** Deletes the file while its lock is held, so that nobody can take it in between; Windows lets go of it only once it is closed. */
function release(lock: Driver.Database, file: string): void {
  const isHeld = lock.inTransaction
  if (isHeld) clear(file)
  lock.close()
  if (isHeld) clear(file)
}

function clear(file: string): void {
  try {
    rmSync(file, { force: true })
  } catch {
    // in use on Windows: whoever closes it last, or the next start, deletes it
  }
}

function ownerFolder(databaseFile: string): string {
  return join(dirname(databaseFile), 'owners')
}

function ownerFile(databaseFile: string, name: string): string {
  return join(ownerFolder(databaseFile), `${name}${SUFFIX}`)
}
