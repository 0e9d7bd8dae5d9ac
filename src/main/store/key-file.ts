import {
  constants,
  copyFileSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { AppError } from '../lib/app-error.ts'
import type { WrappedKey } from './wrap-key.ts'

/** What stands beside a database about its key: where the key is, never the key itself. */
export interface KeyFile {
  readonly format: 1
  /** The key's account in the keychain: the workspace's own id, so that a moved or renamed folder still finds it. */
  readonly account: string
  /** Where the key is: in the system's keychain, in this file wrapped by a passphrase, or only in CARREL_KEY. */
  readonly kept: 'keychain' | 'passphrase' | 'environment'
  readonly wrapped: WrappedKey | null
}

/** A workspace's folder and what is in it. Throws `bad-input` for a name that could lead out of the data folder. */
export function workspacePaths(
  dataFolder: string,
  workspace: string,
): { readonly folder: string; readonly database: string; readonly keyFile: string } {
  if (!/^[\p{L}\p{N}][\p{L}\p{N} _-]{0,63}$/u.test(workspace))
    throw new AppError(
      'bad-input',
      `"${workspace}" can't be the name of a workspace.`,
      'Use up to 64 letters, digits, spaces, "-" and "_", and begin with a letter or a digit.',
    )
  const folder = join(dataFolder, workspace)
  return { folder, database: join(folder, 'library.db'), keyFile: join(folder, 'key.json') }
}

/** Null when there is none. Throws `database-damaged` when it can't be understood. */
export function readKeyFile(path: string): KeyFile | null {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw new AppError(
      'unreadable',
      `"${path}" can't be read.`,
      'Check that you may read the data folder.',
      { cause: error },
    )
  }
  try {
    const file = JSON.parse(text) as KeyFile
    if (file.format === 1 && typeof file.account === 'string') return file
  } catch {
    // falls through to the same failure as a file of another form
  }
  throw new AppError(
    'database-damaged',
    `"${path}" is damaged.`,
    'Put it back from a backup: without it the workspace stays locked.',
  )
}

/** Writes it complete or not at all, and never over another: false when a second process was first. */
export function createKeyFile(path: string, file: KeyFile): boolean {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const partial = `${path}.${randomUUID()}.partial`
  writeFileSync(partial, `${JSON.stringify(file, null, 2)}\n`, {
    flag: 'wx',
    mode: 0o600,
    flush: true,
  })
  try {
    linkSync(partial, path)
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    return copyExclusively(partial, path) // file systems without hard links, such as exFAT
  } finally {
    rmSync(partial, { force: true })
  }
}

function copyExclusively(from: string, to: string): boolean {
  try {
    copyFileSync(from, to, constants.COPYFILE_EXCL)
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw error
  }
}

function errorCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
