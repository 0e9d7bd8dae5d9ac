import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Settings } from './govern/settings.ts'
import { openNetworkGate, type NetworkGate } from './inference/network-gate.ts'
import { fetchPackage, NPM_REGISTRY } from './inference/npm-package.ts'
import {
  installedLanguages,
  knownLanguages,
  languageFolderIn,
  languagePackage,
  requireLanguages,
  unpackLanguage,
} from './ingest/readers/languages.ts'
import type { ChangeWatch } from './insight/change-watch.ts'
import { AppError } from './lib/app-error.ts'
import { measuredSettings, type MeasuredSettings } from './measured-changes.ts'
import { logEgress } from './store/egress.ts'
import type { Database } from './store/open.ts'

interface Language {
  code: string
  name: string
}

/** The contract's `ScanLanguages`: the languages whose scans can be read here, and those that can be fetched. */
export interface LanguageList {
  installed: Language[]
  available: Language[]
  host: string
}

interface LanguageDeps {
  readonly database: Pick<Database, 'writer'>
  readonly settings: Settings
  readonly insight: { readonly changes: ChangeWatch }
  /** Where models of all kinds are; the owner's own folder first. */
  readonly speechFolders: readonly string[]
  /** Where packages come from; npm's registry when absent. */
  readonly registry?: string | undefined
  readonly library: { compareAgain(): void }
}

/** The languages of scans: which there are, how more come, and the settings, in which they are chosen. */
export interface ScanLanguages {
  scanLanguages(): LanguageList
  /**
   * Fetches the data of a language. Throws `not-allowed` unless the registry is a host that this workspace may talk to, or may for this one
   * fetch.
   */
  addScanLanguage(
    input: { readonly code: string; readonly isAllowedOnce: boolean },
    signal: AbortSignal,
  ): Promise<LanguageList>
  /** Measured settings whose languages are checked, and whose change has all that is kept in step compared again. */
  readonly settings: MeasuredSettings
}

export function createScanLanguages(deps: LanguageDeps): ScanLanguages {
  const { settings, speechFolders, registry = NPM_REGISTRY, insight, library } = deps
  const folder = languageFolderIn(speechFolders)
  const gateWith = (hosts: readonly string[]): NetworkGate =>
    openNetworkGate({
      allowedHosts: () => [...settings.get().allowedHosts, ...hosts],
      log: (entry) => logEgress(deps.database.writer, entry),
    })
  const scanLanguages = (): LanguageList => listLanguages(folder, registry)
  const measured = measuredSettings(settings, insight.changes)
  return {
    scanLanguages,
    async addScanLanguage({ code, isAllowedOnce }, signal) {
      if (folder === null || !knownLanguages().includes(code)) throw unknownLanguage(code)
      const gate = gateWith(isAllowedOnce ? [new URL(registry).host] : [])
      const fetch = gate.fetchFor(`fetch the data for scans in ${languageName(code)}`)
      const from = { fetch, address: registry }
      const packed = await fetchPackage(languagePackage(code), from, signal)
      const { name, bytes } = unpackLanguage(code, packed)
      await mkdir(folder, { recursive: true })
      const unfinished = join(folder, `${name}.part`)
      await writeFile(unfinished, bytes)
      await rename(unfinished, join(folder, name))
      return scanLanguages()
    },
    settings: {
      ...measured,
      async set(given) {
        requireLanguages(given.ocrLanguages ?? [], folder)
        const { ocrLanguages } = settings.get()
        const changed = await measured.set(given)
        if (!isDeepStrictEqual(ocrLanguages, changed.ocrLanguages)) library.compareAgain()
        return changed
      },
    },
  }
}

/** By name; `folder` is the owner's own for language data. */
export function listLanguages(folder: string | null, registry = NPM_REGISTRY): LanguageList {
  const installed = installedLanguages(folder)
  const available = knownLanguages().filter((code) => !installed.includes(code))
  return {
    installed: byName(installed),
    available: folder === null ? [] : byName(available),
    host: new URL(registry).host,
  }
}

function byName(codes: readonly string[]): Language[] {
  return codes
    .map((code) => ({ code, name: languageName(code) }))
    .sort((one, other) => one.name.localeCompare(other.name))
}

/** What follows an underscore in Tesseract's codes. */
const SCRIPTS: Readonly<Record<string, string>> = {
  sim: 'simplified',
  tra: 'traditional',
  cyrl: 'Cyrillic',
  latn: 'Latin',
}

function languageName(code: string): string {
  const [language = '', script] = code.split('_')
  const name = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }).of(language)
  if (name === undefined) return code
  return script === undefined ? name : `${name} (${SCRIPTS[script] ?? script})`
}

function unknownLanguage(code: string): AppError {
  return new AppError(
    'not-found',
    `There is no data for the language "${code}".`,
    'carrel models languages lists those that there are.',
  )
}
