import { assertNever } from '../../lib/assert-never.ts'
import type { ReadDocument } from '../document.ts'
import { detectFormat, type Format } from './detect-format.ts'
import type { Reader, ReadOptions, Source } from './reader.ts'

/** Raise it when a reader finds other text in the same file, so that stored documents are read again. */
export const READER_VERSION = 1

/** Reads a file of any supported format. A parser is loaded when the first file of its format comes. */
export async function readDocument(
  source: Source,
  options: ReadOptions,
): Promise<{ readonly format: Format; readonly document: ReadDocument }> {
  const format = await detectFormat(source)
  const read = await readerOf(format)
  return { format, document: await read(source, options) }
}

async function readerOf(format: Format): Promise<Reader> {
  switch (format) {
    case 'pdf':
      return (await import('./pdf.ts')).readPdf
    case 'docx':
      return (await import('./docx.ts')).readDocx
    case 'html':
      return (await import('./html.ts')).readHtml
    case 'markdown':
      return (await import('./markdown.ts')).readMarkdown
    case 'text':
      return (await import('./plain-text.ts')).readPlainText
    case 'csv':
      return (await import('./csv.ts')).readCsv
    case 'image':
      return (await import('./image.ts')).readImage
    default:
      return assertNever(format)
  }
}
