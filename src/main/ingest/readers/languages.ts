import { readdirSync } from 'node:fs'
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
    return join(folder, MODEL_FORM, `${language}.traineddata.gz`)
  } catch (cause) {
    throw new AppError(
      'model-missing',
      `Text recognition for the language "${language}" is not installed.`,
      `There is ${installedLanguages().join(', ')}. Install the package @tesseract.js-data/${language}, or leave this language out.`,
      { cause },
    )
  }
}

/** The languages whose text can be recognised, by Tesseract's codes, in order. */
export function installedLanguages(): string[] {
  // English is a dependency of ours: what else is installed lies beside it.
  const english = createRequire(import.meta.url).resolve('@tesseract.js-data/eng/package.json')
  return readdirSync(dirname(dirname(english))).sort()
}
