import type { ReadDb } from '../store/open.ts'
import { readingChoiceOf } from '../store/reading-choices.ts'
import { readSettings } from '../store/settings.ts'
import { recipeOfFile } from '../store/versions.ts'
import type { ImportOptions } from './import-options.ts'
import type { ReadingOptions } from './reading-messages.ts'
import { ocrOfRecipe } from './recipe.ts'

/** Languages of scans where nobody chose any; their data is always installed. */
export const DEFAULT_LANGUAGES: readonly string[] = ['eng']

/** How each file of an import is read: as its owner chose for it, else as the import says, else in the library's languages. */
export function readingOptionsFrom(
  db: ReadDb,
  { ocr, languages }: Pick<ImportOptions, 'ocr' | 'languages'>,
): (path: string) => ReadingOptions {
  const ofLibrary = languages ?? libraryLanguages(db)
  // A collection asks for each of its records.
  const known = new Map<string, ReadingOptions>()
  return (path) => {
    const found = known.get(path)
    if (found !== undefined) return found
    const choice = readingChoiceOf(db, path)
    const ocrOfFile = choice.ocr ?? (ocr === 'as-before' ? ocrBefore(db, path) : ocr)
    const options = { ocr: ocrOfFile, languages: choice.languages ?? ofLibrary }
    known.set(path, options)
    return options
  }
}

function ocrBefore(db: ReadDb, path: string): ReadingOptions['ocr'] {
  const recipe = recipeOfFile(db, path)
  return recipe === undefined ? 'auto' : ocrOfRecipe(recipe)
}

/** What is stored came through the contract's check. */
function libraryLanguages(db: ReadDb): readonly string[] {
  return (readSettings(db)['ocrLanguages'] as readonly string[] | undefined) ?? DEFAULT_LANGUAGES
}
