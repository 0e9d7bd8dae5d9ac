import type { Keychain } from '../store/keychain.ts'
import type { Database } from '../store/open.ts'
import { readSettings, writeSettings } from '../store/settings.ts'

/** Keys of cloud providers. A key goes out only in a request to its provider: no door gives it back. */
export interface ProviderKeys {
  /** For the cloud engine alone. */
  get(provider: string): string | null
  set(provider: string, key: string): void
  remove(provider: string): void
}

/**
 * In the system's keychain; on a machine without one in the encrypted library, which is closed by the same passphrase
 * as the documents.
 */
export function createProviderKeys(
  { writer }: Pick<Database, 'writer'>,
  keychain: Keychain | null,
): ProviderKeys {
  if (keychain !== null)
    return {
      get: (provider) => keychain.get(account(provider)),
      set: (provider, key) => keychain.set(account(provider), key),
      remove: (provider) => void keychain.remove(account(provider)),
    }
  return {
    get(provider) {
      const key = readSettings(writer)[account(provider)]
      return typeof key === 'string' ? key : null
    },
    set: (provider, key) => writeSettings(writer, { [account(provider)]: key }),
    remove: (provider) => writeSettings(writer, { [account(provider)]: null }),
  }
}

function account(provider: string): string {
  return `provider/${provider}`
}
