import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import {
  getDocument,
  PasswordResponses,
  type PDFDocumentProxy,
  type PDFPageProxy,
} from 'pdfjs-dist/legacy/build/pdf.mjs'
import { AppError } from '../../lib/app-error.ts'
import { NO_PASSWORDS, withPassword, type Passwords } from './locked.ts'
import type { Source } from './reader.ts'

/** Pictures beyond this many pixels are left out when a page is drawn: 100 megapixels are 400 MB. */
const MAX_IMAGE_PIXELS = 100_000_000
/** pdf.js: nothing but errors on the console, which the reading process has not got. */
const VERBOSITY_ERRORS = 0

/** Opens a PDF with the character maps and fonts of the package; nothing is fetched. The caller destroys it. Throws `password-protected`, `damaged`. */
export function openPdf(
  source: Source,
  passwords: Passwords = NO_PASSWORDS,
): Promise<PDFDocumentProxy> {
  return open(source, passwords, MAX_IMAGE_PIXELS)
}

/** As `openPdf`, for its text alone: its pages lack their pictures, which take longer to unpack than all the rest. */
export function openPdfText(source: Source, passwords?: Passwords): Promise<PDFDocumentProxy> {
  return open(source, passwords ?? NO_PASSWORDS, 0)
}

/** The pages of a PDF with their pictures, opened when the first of them is asked for. */
export interface PicturedPages {
  page(pageNumber: number): Promise<PDFPageProxy>
  close(): Promise<void>
}

export function openPictured(source: Source, passwords?: Passwords): PicturedPages {
  const opened: Promise<PDFDocumentProxy>[] = []
  return {
    async page(pageNumber) {
      const [pdf = openPdf(source, passwords)] = opened
      if (opened.length === 0) opened.push(pdf)
      return (await pdf).getPage(pageNumber)
    },
    async close() {
      // One that did not open has nothing to close.
      for (const pdf of await Promise.allSettled(opened))
        if (pdf.status === 'fulfilled') await pdf.value.loadingTask.destroy()
    },
  }
}

async function open(
  source: Source,
  passwords: Passwords,
  maxImageSize: number,
): Promise<PDFDocumentProxy> {
  const tryWith = (password: string | null): Promise<PDFDocumentProxy | null> =>
    tryToOpen(source, password, maxImageSize)
  return (await tryWith(null)) ?? withPassword(source.name, passwords, tryWith)
}

/** Null when it is locked and the password, if any, does not fit. */
async function tryToOpen(
  { name, bytes }: Source,
  password: string | null,
  maxImageSize: number,
): Promise<PDFDocumentProxy | null> {
  const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
  const inPackage = (part: string): string => join(folder, part) + sep
  try {
    return await getDocument({
      // pdf.js takes possession of the array, so it gets its own.
      data: new Uint8Array(bytes),
      ...(password === null ? {} : { password }),
      cMapUrl: inPackage('cmaps'),
      cMapPacked: true,
      standardFontDataUrl: inPackage('standard_fonts'),
      wasmUrl: inPackage('wasm'),
      iccUrl: inPackage('iccs'),
      maxImageSize,
      useSystemFonts: false,
      verbosity: VERBOSITY_ERRORS,
    }).promise
  } catch (error) {
    if (isLock(error)) return null
    throw damagedPdf(name, error)
  }
}

function isLock(error: unknown): boolean {
  return (
    error instanceof Error &&
    error.name === 'PasswordException' &&
    'code' in error &&
    (error.code === PasswordResponses.NEED_PASSWORD ||
      error.code === PasswordResponses.INCORRECT_PASSWORD)
  )
}

function damagedPdf(name: string, cause: unknown): AppError {
  return new AppError(
    'damaged',
    `"${name}" is damaged and cannot be opened as a PDF.`,
    'Open it in a PDF viewer, print it into a new PDF and add that.',
    { cause },
  )
}
