import { extname } from 'node:path'
import { CHUNKER_VERSION } from './chunk.ts'
import { formatOfName, isTextual } from './readers/formats.ts'
import { READER_VERSION } from './readers/read-document.ts'
import type { ReadingOptions } from './reading-messages.ts'

/** How every recipe of this Carrel begins: what begins otherwise was read by another. */
export const RECIPE_VERSION = `reader=${READER_VERSION} chunker=${CHUNKER_VERSION}`

/**
 * All that decides which text and chunks come of a content, besides itself: the same content by the same recipe is never read twice. Which
 * embedder made the vectors is said once for all of them, by their set (store/vector-sets.ts).
 */
export function recipeOf(path: string, options: ReadingOptions): string {
  const extension = extname(path).toLowerCase()
  const claimed = formatOfName(path)
  const isText = extension === '.txt' || (claimed !== undefined && isTextual(claimed))
  const ocr =
    isText || options.ocr === 'off' ? 'off' : `${options.ocr}:${options.languages.join('+')}`
  const named = claimed === undefined ? 'any' : extension
  return `${RECIPE_VERSION} named=${named} ocr=${ocr}`
}

/** Whether scans were recognised, by what `recipeOf` gave, also in an older Carrel; off, too, for what never has scans. */
export function ocrOfRecipe(recipe: string): ReadingOptions['ocr'] {
  const found = / ocr=(auto|off|force)\b/.exec(recipe)?.[1]
  return found === 'off' || found === 'force' ? found : 'auto'
}
