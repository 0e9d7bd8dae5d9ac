import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { AppError } from '../lib/app-error.ts'
import { must } from '../lib/must.ts'
import type { Keychain } from './keychain.ts'
import { createKeyFile, readKeyFile, workspacePaths, type KeyFile } from './key-file.ts'
import { unwrapKey, wrapKey } from './wrap-key.ts'

export interface KeyRequest {
  readonly dataFolder: string
  readonly workspace: string
  /** Null where the system has none. */
  readonly keychain: Keychain | null
  /** Asks the user; called only when the key is, or has to be, wrapped by a passphrase. */
  readonly passphrase?: (() => Promise<string>) | undefined
  /** CARREL_KEY: 64 hex digits are the key itself, anything else is a passphrase. It comes before keychain and `passphrase`. */
  readonly environmentKey?: string | undefined
}

const KEY_BYTES = 32

/**
 * The workspace's key, 32 bytes; a new workspace gets a random one. In order: CARREL_KEY, the system's keychain, a passphrase.
 * Throws `no-key` when there is no way to it, `wrong-key` for a wrong passphrase, `keychain-unavailable` for a locked keychain.
 */
export async function obtainKey(request: KeyRequest): Promise<Buffer> {
  const paths = workspacePaths(request.dataFolder, request.workspace)
  const file = readKeyFile(paths.keyFile)
  const rawKey = parseRawKey(request.environmentKey)
  if (file !== null) return rawKey ?? existingKey(request, file)
  if (existsSync(paths.database)) {
    if (rawKey !== null) return rawKey
    throw keyFileMissing(request.workspace)
  }
  const made = await newKey(request, rawKey)
  if (createKeyFile(paths.keyFile, made.file)) return made.key
  if (made.file.kept === 'keychain') request.keychain?.remove(made.file.account)
  return (
    rawKey ??
    existingKey(request, must(readKeyFile(paths.keyFile), 'another process has just written it'))
  )
}

async function existingKey(
  { workspace, keychain, passphrase, environmentKey }: KeyRequest,
  file: KeyFile,
): Promise<Buffer> {
  if (file.wrapped !== null)
    return unwrapKey(file.wrapped, await askPassphrase(workspace, passphrase, environmentKey))
  if (file.kept === 'environment')
    throw new AppError(
      'no-key',
      `The key of workspace "${workspace}" is not kept on this machine.`,
      'Set CARREL_KEY to the 64 hex digits it was made with.',
    )
  if (environmentKey)
    throw new AppError(
      'wrong-key',
      `CARREL_KEY holds a passphrase, but the key of workspace "${workspace}" is in the system's keychain.`,
      'Unset CARREL_KEY, or use another workspace.',
    )
  if (keychain === null)
    throw new AppError(
      'keychain-unavailable',
      `The key of workspace "${workspace}" is in the system's keychain, which can't be reached.`,
      'Log in to your desktop so that the keychain is unlocked, and try again.',
    )
  const secret = keychain.get(file.account)
  if (secret === null)
    throw new AppError(
      'no-key',
      `The key of workspace "${workspace}" is missing from the system's keychain.`,
      'Put the keychain back from a backup, or open the workspace as the user who made it.',
    )
  return Buffer.from(secret, 'hex')
}

/** Into the keychain before the file that refers to it, so that no file ever refers to nothing. */
async function newKey(
  { workspace, keychain, passphrase, environmentKey }: KeyRequest,
  rawKey: Buffer | null,
): Promise<{ readonly key: Buffer; readonly file: KeyFile }> {
  const account = `workspace/${randomUUID()}`
  if (rawKey !== null)
    return { key: rawKey, file: { format: 1, account, kept: 'environment', wrapped: null } }
  const key = randomBytes(KEY_BYTES)
  if (
    keychain !== null &&
    !environmentKey &&
    keep(keychain, account, key, passphrase !== undefined)
  )
    return { key, file: { format: 1, account, kept: 'keychain', wrapped: null } }
  const wrapped = await wrapKey(key, await askPassphrase(workspace, passphrase, environmentKey))
  return { key, file: { format: 1, account, kept: 'passphrase', wrapped } }
}

/** Whether the keychain took the key and gives it back. A refusal is final only when there is no passphrase to turn to. */
function keep(keychain: Keychain, account: string, key: Buffer, hasOtherWay: boolean): boolean {
  try {
    keychain.set(account, key.toString('hex'))
    return keychain.get(account) === key.toString('hex')
  } catch (error) {
    if (hasOtherWay) return false
    throw error
  }
}

async function askPassphrase(
  workspace: string,
  ask: (() => Promise<string>) | undefined,
  environmentKey: string | undefined,
): Promise<string> {
  const passphrase = environmentKey || (await ask?.())
  if (passphrase) return passphrase
  throw new AppError(
    'no-key',
    `Workspace "${workspace}" needs a passphrase: its key is not in a keychain of this system.`,
    'Enter one when asked, or set CARREL_KEY to a passphrase or to 64 hex digits.',
  )
}

function parseRawKey(environmentKey: string | undefined): Buffer | null {
  return environmentKey !== undefined && /^[0-9a-f]{64}$/i.test(environmentKey)
    ? Buffer.from(environmentKey, 'hex')
    : null
}

function keyFileMissing(workspace: string): AppError {
  return new AppError(
    'no-key',
    `Workspace "${workspace}" has a database but no key.json, so its key can't be found.`,
    'Put key.json back from a backup, or set CARREL_KEY to its 64 hex digits.',
  )
}
