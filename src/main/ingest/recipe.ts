import { extname } from 'node:path'
import { CHUNKER_VERSION } from './chunk.ts'
import { READER_VERSION } from './readers/read-document.ts'
import type { ReadingOptions } from './reading-messages.ts'

/** Formats that are told by the file's name, since their content is text like any other. */
const NAMED = new Set([
  '.html',
  '.htm',
  '.xhtml',
  '.md',
  '.markdown',
  '.mdown',
  '.csv',
  '.tsv',
  '.jsonl',
  '.ndjson',
])

/** All that decides what comes of a content, besides itself: the same content by the same recipe is never done twice. */
export function recipeOf(path: string, options: ReadingOptions, embedderName: string): string {
  const extension = extname(path).toLowerCase()
  const isText = NAMED.has(extension) || extension === '.txt' || extension === '.docx'
  const ocr =
    isText || options.ocr === 'off' ? 'off' : `${options.ocr}:${options.languages.join('+')}`
  const named = NAMED.has(extension) ? extension : 'any'
  return `reader=${READER_VERSION} chunker=${CHUNKER_VERSION} embedder=${embedderName} named=${named} ocr=${ocr}`
}

/** Whether what a recipe made was embedded by this embedder: vectors of two do not compare. */
export function isEmbeddedBy(recipe: string, embedderName: string): boolean {
  return recipe.includes(` embedder=${embedderName} `)
}
