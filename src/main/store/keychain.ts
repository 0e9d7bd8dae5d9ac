import { Entry } from '@napi-rs/keyring'
import { AppError } from '../lib/app-error.ts'

/** The system's store of secrets, Carrel's part of it. */
export interface Keychain {
  get(account: string): string | null
  set(account: string, secret: string): void
  /** False when there was nothing to remove. */
  remove(account: string): boolean
}

const SERVICE = 'carrel'

/**
 * The system's keychain (macOS Keychain, Windows Credential Manager, the Secret Service on Linux), or null where there is none.
 * On Linux the library would fall back on the kernel's keyring, which forgets at the next start of the machine: a key
 * kept there would be a library lost, so only the Secret Service counts. Its methods throw `keychain-unavailable` when it is locked.
 */
export function openKeychain(): Keychain | null {
  const keychain: Keychain = {
    get: (account) => guarded(() => entry(account).getPassword() ?? null),
    set: (account, secret) => guarded(() => entry(account).setPassword(secret)),
    remove: (account) => guarded(() => entry(account).deleteCredential()),
  }
  try {
    keychain.get('probe')
    return keychain
  } catch {
    return null // no session bus, no service, or a service that refuses: all mean "not here"
  }
}

function entry(account: string): Entry {
  return new Entry(SERVICE, account, { linux: { store: 'secret-service' } })
}

function guarded<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw new AppError(
      'keychain-unavailable',
      "The system's keychain did not answer.",
      'Unlock it, or use a passphrase instead.',
      { cause: error },
    )
  }
}
