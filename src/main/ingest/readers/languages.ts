import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { AppError } from '../../lib/app-error.ts'
import { unpackTar } from './tar.ts'

/** The integer form of the "best" models: as accurate as the floating one for half the time. */
const MODEL_FORM = '4.0.0_best_int'
const ENDING = '.traineddata.gz'
/** Unpacked, the largest package has 60 MB. */
const MOST_UNPACKED_BYTES = 512 * 1024 * 1024

const requireFrom = createRequire(import.meta.url)

/** Every language that Tesseract has data for, by its codes; from a file of the package that its types leave out. */
export function knownLanguages(): string[] {
  const codes = requireFrom('tesseract.js/src/constants/languages.js') as Record<string, string>
  return Object.values(codes)
}

/** The package that has the data of a language. */
export const languagePackage = (language: string): string => `@tesseract.js-data/${language}`

/** Where the owner's own language data is kept, beside their models; null where there is no such folder. */
export function languageFolderIn(modelFolders: readonly string[]): string | null {
  const [own] = modelFolders
  return own === undefined || own === '' ? null : join(own, '.languages-of-scans')
}

/** The packed model of a language, in that folder or installed as a package. Throws `model-missing`. */
export function languageFile(language: string, ownFolder: string | null): string {
  const own = ownFolder === null ? '' : join(ownFolder, language + ENDING)
  if (existsSync(own)) return own
  try {
    const folder = dirname(requireFrom.resolve(`${languagePackage(language)}/package.json`))
    return join(folder, MODEL_FORM, language + ENDING)
  } catch (cause) {
    throw new AppError(
      'model-missing',
      `Text recognition for the language "${language}" is not installed.`,
      `There is ${installedLanguages(ownFolder).join(', ')}. Get it in Settings or with "carrel models languages --add ${language}", or leave this language out.`,
      { cause },
    )
  }
}

/** Throws `model-missing` for the first language whose text cannot be recognised. */
export function requireLanguages(wanted: readonly string[], ownFolder: string | null): void {
  for (const language of wanted) languageFile(language, ownFolder)
}

/** The languages whose text can be recognised, by Tesseract's codes, in order. */
export function installedLanguages(ownFolder: string | null): string[] {
  const packages = packagesFolder()
  const bundled = readdirSync(packages).filter((language) =>
    existsSync(join(packages, language, MODEL_FORM, language + ENDING)),
  )
  const own = ownFolder !== null && existsSync(ownFolder) ? readdirSync(ownFolder) : []
  const added = own.filter((name) => name.endsWith(ENDING)).map((name) => name.split('.')[0] ?? '')
  return [...new Set([...bundled, ...added])].sort()
}

/** The packed model in a language's package (`.tgz`), and the name that it is kept by. Throws `damaged`. */
export function unpackLanguage(
  language: string,
  packed: Uint8Array,
): { readonly name: string; readonly bytes: Uint8Array } {
  const name = language + ENDING
  const bytes = gunzipSync(packed, { maxOutputLength: MOST_UNPACKED_BYTES })
  const files = unpackTar({ name: languagePackage(language), bytes })
  const model = files.find(([path]) => path === `package/${MODEL_FORM}/${name}`)
  if (model !== undefined) return { name, bytes: model[1] }
  throw new AppError(
    'damaged',
    `The package of the language "${language}" has no data in the form that is read.`,
    'Choose another language.',
  )
}

/** English is a dependency of ours: what else is installed lies beside it. */
function packagesFolder(): string {
  const english = requireFrom.resolve('@tesseract.js-data/eng/package.json')
  return dirname(dirname(english))
}
