import { extname } from 'node:path'
import { CHUNKER_VERSION } from './chunk.ts'
import { formatOfName, isTextual } from './readers/formats.ts'
import { READER_VERSION } from './readers/read-document.ts'
import type { ReadingOptions } from './reading-messages.ts'

/** All that decides what comes of a content, besides itself: the same content by the same recipe is never done twice. */
export function recipeOf(path: string, options: ReadingOptions, embedderName: string): string {
  const extension = extname(path).toLowerCase()
  const claimed = formatOfName(path)
  const isText = extension === '.txt' || (claimed !== undefined && isTextual(claimed))
  const ocr =
    isText || options.ocr === 'off' ? 'off' : `${options.ocr}:${options.languages.join('+')}`
  const named = claimed === undefined ? 'any' : extension
  return `reader=${READER_VERSION} chunker=${CHUNKER_VERSION} embedder=${embedderName} named=${named} ocr=${ocr}`
}

/** Whether what a recipe made was embedded by this embedder: vectors of two do not compare. */
export function isEmbeddedBy(recipe: string, embedderName: string): boolean {
  return recipe.includes(` embedder=${embedderName} `)
}
