import { isDeepStrictEqual } from 'node:util'
import {
  installedLanguages,
  languageInstallFolder,
  requireLanguages,
} from './ingest/readers/languages.ts'
import type { Settings } from './govern/settings.ts'
import type { ChangeWatch } from './insight/change-watch.ts'
import { measuredSettings, type MeasuredSettings } from './measured-changes.ts'

/** The languages whose scans can be read here: the contract's `models.scanLanguages`. */
export interface ScanLanguages {
  readonly installed: { code: string; name: string }[]
  readonly advice: string
}

export function scanLanguages(): ScanLanguages {
  const installed = installedLanguages().map((code) => ({ code, name: languageName(code) }))
  return {
    installed: installed.toSorted((one, other) => one.name.localeCompare(other.name)),
    advice: moreLanguages(languageInstallFolder()),
  }
}

/** Measured settings whose languages are checked, and whose change has all that is kept in step compared again. */
export function settingsOfScans(
  settings: Settings,
  changes: ChangeWatch,
  { compareAgain }: { readonly compareAgain: () => void },
): MeasuredSettings {
  const measured = measuredSettings(settings, changes)
  return {
    ...measured,
    async set(given) {
      requireLanguages(given.ocrLanguages ?? [])
      const { ocrLanguages } = settings.get()
      const changed = await measured.set(given)
      if (!isDeepStrictEqual(ocrLanguages, changed.ocrLanguages)) compareAgain()
      return changed
    },
  }
}

function moreLanguages(folder: string | null): string {
  if (folder === null) return 'This app holds no others.'
  return `For another one, run "npm install --no-save @tesseract.js-data/CODE" in ${folder}, with Tesseract's code, such as spa; "npm ci" takes it out again.`
}

/** What follows an underscore is a script, as in `chi_sim`. */
function languageName(code: string): string {
  const [language = '', script] = code.split('_')
  const name = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }).of(language)
  if (name === undefined) return code
  return script === undefined ? name : `${name} (${script})`
}
