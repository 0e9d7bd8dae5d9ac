import { mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { randomUUID } from 'node:crypto'
import Driver from 'better-sqlite3-multiple-ciphers'

/** A name under which an open database claims work, and that others can ask about. */
export interface Owner {
  readonly name: string
  release(): void
}

/**
 * Takes a name that counts as alive until `release()` or the end of this process, however it ends. The name is an empty file that
 * SQLite keeps locked: the system drops the lock when the process dies, so a process id that was given away again can't mislead.
 */
export function becomeOwner(databaseFile: string): Owner {
  const name = `${process.pid}-${randomUUID()}`
  const file = ownerFile(databaseFile, name)
  mkdirSync(dirname(file), { recursive: true })
  const lock = new Driver(file)
  lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
  return {
    name,
    release() {
      lock.close()
      rmSync(file, { force: true })
    },
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
    probe.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE; ROLLBACK')
  } catch {
    return true // locked by its holder
  } finally {
    probe.close()
  }
  rmSync(file, { force: true })
  return false
}

function ownerFile(databaseFile: string, name: string): string {
  return join(dirname(databaseFile), 'owners', `${name}.lock`)
}
