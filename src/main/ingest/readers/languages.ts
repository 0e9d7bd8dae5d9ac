import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { AppError } from '../../lib/app-error.ts'

/** The integer form of the "best" models: as accurate as the floating one for half the time. */
const MODEL_FORM = '4.0.0_best_int'

/** The packed model of a language, installed as a package. Throws `model-missing`. */
export function languageFile(language: string): string {
  try {
    const folder = dirname(
      createRequire(import.meta.url).resolve(`@tesseract.js-data/${language}/package.json`),
    )
    return modelIn(folder, language)
  } catch (cause) {
    throw new AppError(
      'model-missing',
      `Text recognition for the language "${language}" is not installed.`,
      `There is ${installedLanguages().join(', ')}. Install the package @tesseract.js-data/${language}, or leave this language out.`,
      { cause },
    )
  }
}

/** Throws `model-missing` for the first language whose text cannot be recognised. */
export function requireLanguages(languages: readonly string[]): void {
  for (const language of languages) languageFile(language)
}

/** The languages whose text can be recognised, by Tesseract's codes, in order. */
export function installedLanguages(): string[] {
  return readdirSync(packagesFolder())
    .filter((language) => existsSync(modelIn(join(packagesFolder(), language), language)))
    .sort()
}

/** Where a package of another language is to be installed by npm; null in a packaged app, which finds only what it came with. */
export function languageInstallFolder(): string | null {
  const folder = dirname(dirname(packagesFolder()))
  return folder.includes('app.asar') ? null : folder
}

/** English is a dependency of ours: what else is installed lies beside it. */
function packagesFolder(): string {
  const english = createRequire(import.meta.url).resolve('@tesseract.js-data/eng/package.json')
  return dirname(dirname(english))
}

function modelIn(packageFolder: string, language: string): string {
  return join(packageFolder, MODEL_FORM, `${language}.traineddata.gz`)
}
