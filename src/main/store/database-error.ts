import { basename } from 'node:path'
import Driver from 'better-sqlite3-multiple-ciphers'
import { AppError } from '../lib/app-error.ts'

/** The driver's error as one a user can act on; anything else comes back as it is. */
export function toDatabaseError(error: unknown, file: string): unknown {
  if (!(error instanceof Driver.SqliteError)) return error
  const name = `"${basename(file)}"`
  const cause = { cause: error }
  if (/^SQLITE_(BUSY|LOCKED)/.test(error.code))
    return new AppError(
      'locked',
      `${name} is being written by another program.`,
      'Wait until the other Carrel has finished, or close it, and try again.',
      cause,
    )
  if (/^SQLITE_FULL/.test(error.code))
    return new AppError(
      'disk-full',
      `There is no room left to write ${name}.`,
      'Free some disk space and try again.',
      cause,
    )
  if (/^SQLITE_(CORRUPT|NOTADB|IOERR)/.test(error.code)) return damaged(file, cause)
  if (/^SQLITE_(CANTOPEN|READONLY|PERM)/.test(error.code))
    return new AppError(
      'unreadable',
      `${name} can't be opened for writing.`,
      'Check that you may write to the data folder and that its disk is there.',
      cause,
    )
  return error
}

/** The file is Carrel's and the key is right, but its bytes are not what was written. */
function damaged(file: string, options?: ErrorOptions): AppError {
  return new AppError(
    'database-damaged',
    `"${basename(file)}" is damaged. Nothing in it was changed.`,
    'Put it back from a backup, or move it away and add your documents again.',
    options,
  )
}

/** The file can't be decrypted or is no database at all. */
export function isNotDatabase(error: unknown): boolean {
  return error instanceof Driver.SqliteError && error.code === 'SQLITE_NOTADB'
}

/** The file was made with another key. */
export function wrongKey(file: string, cause: unknown): AppError {
  return new AppError(
    'wrong-key',
    `The key does not fit "${basename(file)}". Nothing in it was changed.`,
    'Check the passphrase or CARREL_KEY. If the key is certainly right, the file is damaged: put it back from a backup.',
    { cause },
  )
}
