import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { AppError } from '../../lib/app-error.ts'

/** The integer form of the "best" models: as accurate as the floating one for half the time. */
export const MODEL_FORM = '4.0.0_best_int'

/** The packed model of a language, among those the user brought and those installed as packages. Throws `model-missing`. */
export function languageFile(language: string, languageFolder?: string): string {
  const brought = languageFolder === undefined ? null : join(languageFolder, fileOf(language))
  if (brought !== null && existsSync(brought)) return brought
  try {
    const folder = dirname(
      createRequire(import.meta.url).resolve(`@tesseract.js-data/${language}/package.json`),
    )
    return join(folder, MODEL_FORM, fileOf(language))
  } catch (cause) {
    throw new AppError(
      'model-missing',
      `Text recognition for the language "${language}" is not installed.`,
      `See what is with "carrel languages", or bring it with "carrel languages add ${language}".`,
      { cause },
    )
  }
}

/** The languages whose text can be recognised, by Tesseract's codes, in order. */
export function installedLanguages(languageFolder: string): string[] {
  const brought = codesIn(languageFolder, /^(\w+)\.traineddata\.gz$/)
  const packages = codesIn(packageFolder(), /^(\w+)$/)
  return [...new Set([...brought, ...packages])].sort()
}

export function fileOf(language: string): string {
  return `${language}.traineddata.gz`
}

/** English is a dependency of ours: what else is installed lies beside it. */
function packageFolder(): string {
  const english = createRequire(import.meta.url).resolve('@tesseract.js-data/eng/package.json')
  return dirname(dirname(english))
}

function codesIn(folder: string, name: RegExp): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder).flatMap((file) => name.exec(file)?.[1] ?? [])
}
