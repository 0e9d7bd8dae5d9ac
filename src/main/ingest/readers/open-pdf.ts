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

/** A page with its pictures, while it is one's turn to use it. */
export interface PicturedPage {
  /** As it is; opened when it is asked for. */
  page(): Promise<PDFPageProxy>
  /** The same without all that was unpacked, or begun to be, for the one before: of a huge picture pdf.js would hold two. */
  afresh(): Promise<PDFPageProxy>
}

/** The pages of a PDF with their pictures, opened when the first of them is asked for. */
export interface PicturedPages {
  /** One page at a time: unpacking and drawing have one thread anyway, but two huge pictures side by side would not fit the memory. */
  use<T>(pageNumber: number, work: (pictured: PicturedPage) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export function openPictured(source: Source, passwords?: Passwords): PicturedPages {
  let opened: Promise<PDFDocumentProxy> | null = null
  let lastTurn: Promise<unknown> = Promise.resolve()
  const close = async (): Promise<void> => {
    // One that did not open has nothing to close.
    const pdf = await opened?.catch(() => null)
    opened = null
    await pdf?.loadingTask.destroy()
  }
  const useNow = async <T>(
    pageNumber: number,
    work: (pictured: PicturedPage) => Promise<T>,
  ): Promise<T> => {
    const pages: PDFPageProxy[] = []
    const page = async (): Promise<PDFPageProxy> => {
      opened ??= openPdf(source, passwords)
      const taken = await (await opened).getPage(pageNumber)
      pages.push(taken)
      return taken
    }
    try {
      return await work({ page, afresh: () => close().then(page) })
    } finally {
      // Its pictures would stay in memory as long as the document is open.
      for (const each of pages) each.cleanup()
    }
  }
  return {
    use(pageNumber, work) {
      const turn = lastTurn.then(() => useNow(pageNumber, work))
      lastTurn = turn.catch(() => undefined)
      return turn
    },
    close,
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
