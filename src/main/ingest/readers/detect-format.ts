import { extname } from 'node:path'
import { fileTypeFromBuffer } from 'file-type'
import { AppError } from '../../lib/app-error.ts'
import type { Source } from './reader.ts'

export type Format = 'pdf' | 'docx' | 'html' | 'markdown' | 'text' | 'csv' | 'image'

const BY_EXTENSION: Readonly<Record<string, Format>> = {
  '.html': 'html',
  '.htm': 'html',
  '.xhtml': 'html',
  '.md': 'markdown',
  '.markdown': 'markdown',
  '.mdown': 'markdown',
  '.csv': 'csv',
  '.tsv': 'csv',
}
const BY_CONTENT: Readonly<Record<string, Format>> = {
  pdf: 'pdf',
  docx: 'docx',
  docm: 'docx',
  dotx: 'docx',
  dotm: 'docx',
  png: 'image',
  apng: 'image',
  jpg: 'image',
  webp: 'image',
  gif: 'image',
  bmp: 'image',
  avif: 'image',
}
/** Types that file-type finds in files that are text all the same. */
const TEXT_TYPES = new Set(['xml', 'ics', 'vcf', 'vtt', 'gpx', 'kml', 'svg'])

/** "%PDF-" may stand anywhere in the first kilobyte (ISO 32000-1, annex H.3, implementation note 13). */
const PDF_HEADER_BYTES = 1024

/** The format by content first and by extension where content cannot tell. Throws `unsupported-format`, or `password-protected` for locked Office files. */
export async function detectFormat({ name, bytes }: Source): Promise<Format> {
  const extension = extname(name).toLowerCase()
  const found = await fileTypeFromBuffer(bytes.subarray(0, 64 * 1024)).catch(() => undefined)
  const full = found?.ext === 'zip' ? await fileTypeFromBuffer(bytes).catch(() => found) : found
  if (full && BY_CONTENT[full.ext]) return BY_CONTENT[full.ext] ?? 'text'
  if (hasPdfHeader(bytes)) return 'pdf'
  if (full?.ext === 'cfb') throw officeFailure(name, bytes)
  if (full?.ext === 'zip' && extension === '.docx') return 'docx'
  if (full && !TEXT_TYPES.has(full.ext) && !full.mime.startsWith('text/'))
    throw unsupported(name, full.ext)
  if (extension === '.pdf') return 'pdf'
  return BY_EXTENSION[extension] ?? (looksLikeHtml(bytes) ? 'html' : 'text')
}

function hasPdfHeader(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, PDF_HEADER_BYTES)).includes('%PDF-')
}

function looksLikeHtml(bytes: Uint8Array): boolean {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024))
  return /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*(?:<!doctype\s+html|<html[\s>])/i.test(
    head,
  )
}

/** Old Office formats and locked new ones share a container; only the locked ones have this stream, its name in UTF-16. */
function officeFailure(name: string, bytes: Uint8Array): AppError {
  return Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'))
    ? new AppError(
        'password-protected',
        `"${name}" is protected by a password.`,
        'Save it without the password and add it again.',
      )
    : unsupported(name, 'old Office file')
}

function unsupported(name: string, kind: string): AppError {
  return new AppError(
    'unsupported-format',
    `"${name}" is in a format that Carrel cannot read (${kind}).`,
    'Save it as PDF, DOCX, HTML, Markdown, CSV or plain text and add that.',
  )
}
