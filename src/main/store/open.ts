import { createHmac } from 'node:crypto'
import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Driver from 'better-sqlite3-multiple-ciphers'
import * as sqliteVec from 'sqlite-vec'
import { isNotDatabase, toDatabaseError, wrongKey } from './database-error.ts'
import { migrate } from './migrate.ts'
import { becomeOwner, isOwnerAlive } from './owner.ts'
import { defineFunctions } from './sql-functions.ts'

declare const writable: unique symbol

/** A connection. Functions that take one only read. */
export type ReadDb = Driver.Database
/** The one connection of this process that writes; only `openDatabase` makes it. */
export type WriteDb = ReadDb & { readonly [writable]: true }

/** An open workspace. Whoever opens it closes it, after the readers it gave out are no longer used. */
export interface Database extends DatabaseKey {
  readonly writer: WriteDb
  /** A connection of its own, so that reading never waits for writing; closed with the database. */
  openReader(): ReadDb
  close(): void
}

export interface DatabaseKey {
  readonly file: string
  /** 32 bytes. */
  readonly key: Buffer
}

/** Other processes write in short transactions; one that holds the file longer than this is stuck or migrating. */
const BUSY_TIMEOUT_MS = 10_000
const SALT_BYTES = 16
/**
 * Pages that are kept decrypted. An exact scan of a small scope reads every vector: 5,000 take 10 MiB, and the rest holds the parts of the
 * text index that questions have in common. Four times as much was no faster at a million chunks. Used only as far as there is something to keep.
 */
const READER_CACHE_KIB = 65_536
/**
 * Enough for the upper pages of every index: erasing index terms was five times faster than with 2 MiB. With 64 MiB storing and erasing in a
 * library of 9,000 documents was no faster, and the memory of an import grew with its length.
 */
const WRITER_CACHE_KIB = 16_384

/**
 * Opens the workspace's database, making it if there is none, and brings it up to date.
 *
 * Several processes may have the same file open: each has one writer, and transactions wait for one another.
 * Throws `wrong-key`, `database-damaged`, `locked` or `unsupported-format`, in each case before a byte of the file has changed.
 */
export async function openDatabase({ file, key }: DatabaseKey): Promise<Database> {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  checkKey(file, key)
  const writer = openWriter(file, key)
  const owner = becomeOwner(file)
  writer.function('owner_name', () => owner.name)
  writer.function('is_owner_alive', (name) => (isOwnerAlive(file, String(name)) ? 1 : 0))
  const readers: ReadDb[] = []
  return {
    file,
    key,
    writer,
    openReader() {
      const reader = openReader({ file, key })
      readers.push(reader)
      return reader
    },
    close() {
      for (const reader of readers) reader.close()
      writer.close()
      owner.release()
    },
  }
}

/** A connection that can't write, for another thread; `openDatabase` must have made the file. */
export function openReader({ file, key }: DatabaseKey, cacheKib = READER_CACHE_KIB): ReadDb {
  const reader = connect(file, key, { readonly: true, fileMustExist: true })
  reader.pragma(`cache_size = -${cacheKib}`)
  return reader
}

/** Another connection that writes, for a thread that stores what takes long; `openDatabase` must have made the file. */
export function openSecondWriter({ file, key }: DatabaseKey): WriteDb {
  return openWriter(file, key)
}

/**
 * Runs `work` as a whole or not at all; `work` must not await. Nested calls join the outer transaction.
 * Throws `locked` when another process keeps the file for longer than ten seconds, and `disk-full`.
 */
export function inTransaction<T>(db: WriteDb, work: () => T): T {
  try {
    return db.transaction(work).immediate()
  } catch (error) {
    throw toDatabaseError(error, db.name)
  }
}

/** Reads before it writes, so that a file which can't be read is left as it is. */
function openWriter(file: string, key: Buffer): WriteDb {
  const db = connect(file, key, {})
  try {
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = NORMAL')
    db.pragma('foreign_keys = ON')
    db.pragma('secure_delete = ON')
    defineFunctions(db)
    migrate(db)
    return db as WriteDb
  } catch (error) {
    db.close()
    throw toDatabaseError(error, file)
  }
}

/**
 * ChaCha20-Poly1305 (RFC 8439), the cipher's default of SQLite3 Multiple Ciphers: fast without special instructions, and each page carries
 * a tag, so that damage is noticed. The key is handed over raw; deriving it again would only cost time. Temporary tables stay
 * in memory, since the cipher does not cover temporary files.
 */
function connect(file: string, key: Buffer, options: Driver.Options): ReadDb {
  let db: ReadDb | null = null
  try {
    db = new Driver(file, { ...options, timeout: BUSY_TIMEOUT_MS })
    unlock(db, key.toString('hex') + saltOf(key))
    db.pragma('temp_store = MEMORY')
    db.pragma(`cache_size = -${options.readonly ? READER_CACHE_KIB : WRITER_CACHE_KIB}`)
    db.prepare('SELECT count(*) FROM sqlite_master').get()
    sqliteVec.load(db)
    return db
  } catch (error) {
    db?.close()
    throw toDatabaseError(error, file)
  }
}

/**
 * The first 16 bytes of the file are its salt. With a raw key the cipher makes no use of it, so it is set to a fingerprint of the key:
 * a wrong key is told apart from damage before SQLite touches anything. (It has no other work: each page has a nonce of its own.)
 */
function saltOf(key: Buffer): string {
  return createHmac('sha256', key)
    .update('carrel database header')
    .digest('hex')
    .slice(0, 2 * SALT_BYTES)
}

/**
 * Throws unless the key fits. It looks through a connection that can't write, because a failed writer may still empty a write-ahead log, and
 * never opens the file itself: closing it would drop the locks that another connection of this process holds on it (POSIX).
 */
function checkKey(file: string, key: Buffer): void {
  const sizeBytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (sizeBytes === 0) return
  const probe = new Driver(file, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS })
  try {
    unlock(probe, key.toString('hex'))
    probe.prepare('SELECT count(*) FROM sqlite_master').get()
  } catch (error) {
    const isKeyRight =
      String(probe.pragma('cipher_salt', { simple: true })).toLowerCase() === saltOf(key)
    throw isNotDatabase(error) && !isKeyRight ? wrongKey(file, error) : toDatabaseError(error, file)
  } finally {
    probe.close()
  }
}

/** `rawKey` is the key in hex, with or without the salt that a new file gets. */
function unlock(db: ReadDb, rawKey: string): void {
  db.pragma(`cipher = 'chacha20'`)
  db.pragma(`key = 'raw:${rawKey}'`)
}
