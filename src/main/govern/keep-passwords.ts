import type { DocumentPasswords } from '../ingest/document-passwords.ts'
import type { Keychain } from '../store/keychain.ts'
import type { Database, ReadDb } from '../store/open.ts'
import { readSettings, writeSettings } from '../store/settings.ts'

/** Each costs a locked file a try of some tenths of a second. */
const MAX_OFFERED = 20
/** The setting that lists contents whose passwords are kept, so that the keychain is never asked for others. */
const KEPT = 'contentsWithPassword'

/**
 * Passwords are in memory only, unless the user wants one kept: then it goes into the system's keychain, or on a machine without one
 * into the encrypted library.
 */
export function keepPasswords(
  { writer }: Pick<Database, 'writer'>,
  keychain: Keychain | null,
): DocumentPasswords {
  const offered = new Map<string, { keep: boolean }>()
  const fitting = new Map<string, string>()
  const vault = keychain ?? inSettings({ writer })
  const kept = (): string[] => keptContents(writer)
  const list = (contents: readonly string[]): void =>
    writeSettings(writer, { [KEPT]: [...new Set(contents)] })
  return {
    offer(passwords, keep) {
      for (const password of passwords) {
        offered.delete(password)
        offered.set(password, { keep })
      }
      for (const oldest of [...offered.keys()].slice(0, -MAX_OFFERED)) offered.delete(oldest)
    },
    candidates(sha256) {
      const isKept = !fitting.has(sha256) && kept().includes(sha256)
      const known = isKept ? vault.get(account(sha256)) : (fitting.get(sha256) ?? null)
      return [...new Set([...(known === null ? [] : [known]), ...[...offered.keys()].reverse()])]
    },
    opened(sha256, password) {
      fitting.set(sha256, password)
      if (offered.get(password)?.keep !== true) return
      vault.set(account(sha256), password)
      list([...kept(), sha256])
    },
    forget(sha256s) {
      const gone = new Set(sha256s)
      for (const sha256 of gone) fitting.delete(sha256)
      const lost = kept().filter((sha256) => gone.has(sha256))
      for (const sha256 of lost) vault.remove(account(sha256))
      if (lost.length > 0) list(kept().filter((sha256) => !gone.has(sha256)))
    },
  }
}

function keptContents(db: ReadDb): string[] {
  const listed = readSettings(db)[KEPT]
  return Array.isArray(listed) ? listed.filter((each) => typeof each === 'string') : []
}

function inSettings({ writer }: Pick<Database, 'writer'>): Keychain {
  return {
    get(name) {
      const password = readSettings(writer)[name]
      return typeof password === 'string' ? password : null
    },
    set: (name, password) => writeSettings(writer, { [name]: password }),
    remove(name) {
      writeSettings(writer, { [name]: null })
      return true
    },
  }
}

function account(sha256: string): string {
  return `document/${sha256}`
}
