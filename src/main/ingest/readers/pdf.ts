import { OPS, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { mapAtOnce } from '../../lib/map-at-once.ts'
import { oneLine } from '../clean-text.ts'
import type { ReadBlock, ReadDocument } from '../document.ts'
import { drawPage } from './draw-page.ts'
import { metadataFrom, usefulTitle } from './metadata.ts'
import { openPdfText, openPictured, type PicturedPage, type PicturedPages } from './open-pdf.ts'
import { groupLines, toBlock, wordsOf, type PageSize } from './pdf-blocks.ts'
import { readFormFields } from './pdf-fields.ts'
import type { Grid } from './pdf-grids.ts'
import { findHeadings, readBookmarks } from './pdf-headings.ts'
import type { PdfLine } from './pdf-lines.ts'
import { withoutRunningHeads } from './pdf-running-heads.ts'
import { readTextLayer, type Layers } from './pdf-text-layer.ts'
import type { Reader, ReadOptions } from './reader.ts'
import type { Picture } from './recognizer.ts'

/** Recognition reads best at 200 to 300 dots an inch. */
const OCR_SCALE = 220 / 72
/** A page with fewer letters than this has no text layer worth the name: a stamp or a page number on a scan. */
const MIN_LETTERS = 12
/**
 * Twice an A4 page at 400 dots an inch. A picture of 81 megapixels takes 1.4 GB while it is drawn, and 1.7 to 1.9 GB with what pdf.js
 * unpacked of it for the list of operators; opening a file again takes milliseconds.
 */
const HUGE_PIXELS = 30_000_000
const IMAGES = new Set<number>([
  OPS.paintImageXObject,
  OPS.paintInlineImageXObject,
  OPS.paintImageMaskXObject,
  OPS.paintImageXObjectRepeat,
])
/** Paths on a page without text: fewer are rules and boxes, a word of outlined letters has more. */
const MIN_OUTLINES = 8

interface PdfPage {
  readonly page: number
  readonly size: PageSize
  readonly lines: readonly PdfLine[]
  readonly grids: readonly Grid[]
  /** What is not in the text layer: recognised text and form fields. */
  readonly extra: readonly ReadBlock[]
  readonly hiddenPassages: number
  readonly isFailed: boolean
}

/** PDF: the text layer in reading order, page by page, with boxes; pages that are only a picture by recognition. */
export const readPdf: Reader = async (source, options) => {
  const pdf = await openPdfText(source, options.passwords)
  const pictured = openPictured(source, options.passwords)
  try {
    const layers = await pdf.getOptionalContentConfig().catch(() => null)
    let done = 0
    const numbers = Array.from({ length: pdf.numPages }, (_, index) => index + 1)
    const pages = await mapAtOnce(numbers, options.atOnce ?? 1, async (page) => {
      const read = await readPage(pdf, page, { ...options, layers, pictured })
      options.onProgress(++done, pdf.numPages)
      return read
    })
    return {
      ...(await readMetadata(pdf)),
      pages: pages.map(({ page, size, isFailed }) => ({
        page,
        ...size,
        ...(isFailed ? { isFailed } : {}),
      })),
      blocks: toBlocks(pages, await readBookmarks(pdf)),
      hidden: pages.flatMap(({ page, hiddenPassages: passages }) =>
        passages > 0 ? [{ page, passages }] : [],
      ),
    }
  } finally {
    await pdf.loadingTask.destroy()
    await pictured.close()
  }
}

type PageOptions = ReadOptions & {
  readonly layers: Layers | null
  readonly pictured: PicturedPages
}

async function readPage(
  pdf: PDFDocumentProxy,
  pageNumber: number,
  options: PageOptions,
): Promise<PdfPage> {
  // A page that cannot be read costs itself only: the others may be whole.
  const page = await pdf.getPage(pageNumber).catch(() => null)
  if (page === null) return { page: pageNumber, ...UNREADABLE }
  const { width, height } = page.getViewport({ scale: 1 })
  const { lines, grids, hiddenPassages, isBroken } = await readTextLayer(
    page,
    options.layers,
    options.pictured,
  )
  const recognized = await recognizePage(pageNumber, countLetters(lines), options)
  const fields = await readFormFields(page, pageNumber)
  page.cleanup()
  return {
    page: pageNumber,
    size: { width, height },
    lines: recognized === null ? lines : [],
    grids,
    extra: [...(recognized ?? []), ...fields],
    hiddenPassages,
    isFailed: isBroken && recognized === null,
  }
}

const UNREADABLE: Omit<PdfPage, 'page'> = {
  size: { width: 612, height: 792 },
  lines: [],
  grids: [],
  extra: [],
  hiddenPassages: 0,
  isFailed: true,
}

/** The text in the picture of a page, in place of its text layer; null to keep that. */
async function recognizePage(
  pageNumber: number,
  letters: number,
  options: PageOptions,
): Promise<ReadBlock[] | null> {
  if (options.ocr === 'off' || (options.ocr === 'auto' && letters >= MIN_LETTERS)) return null
  // What pdf.js cannot draw, nobody can recognise; the rest of the file may be whole.
  const picture = await options.pictured
    .use(pageNumber, (pictured) => drawForRecognition(pictured, letters, options))
    .catch(() => null)
  if (picture === null) return null
  const blocks = await options.recognizer.recognize(picture, options.languages, pageNumber)
  const found = blocks.reduce((sum, { text }) => sum + lettersIn(text), 0)
  return found > letters ? blocks : null
}

/** Null when there is nothing to recognise. */
async function drawForRecognition(
  pictured: PicturedPage,
  letters: number,
  { ocr }: ReadOptions,
): Promise<Picture | null> {
  const page = await pictured.page()
  const operators = await page.getOperatorList().catch(() => null)
  const { fnArray = [], argsArray = [] } = operators ?? {}
  if (ocr === 'auto' && !hasPicture(fnArray, letters)) return null
  const huge = argsArray.filter((args) => pixelsOf(args) > HUGE_PIXELS)
  if (huge.length === 0) return drawPage(page, OCR_SCALE)
  // Closing does not stop what is being unpacked: it would land beside the second copy.
  for (const [name] of huge) await unpacked(page, name)
  return drawPage(await pictured.afresh(), OCR_SCALE)
}

/** Whether there can be text that is not in the text layer: an image, or letters drawn as outlines. */
function hasPicture(fnArray: readonly number[], letters: number): boolean {
  const outlines = fnArray.filter((operator) => operator === OPS.constructPath).length
  return (
    fnArray.some((operator) => IMAGES.has(operator)) || (letters === 0 && outlines >= MIN_OUTLINES)
  )
}

function unpacked(page: PDFPageProxy, name: string): Promise<void> {
  const pictures = name.startsWith('g_') ? page.commonObjs : page.objs
  return new Promise((resolve) => pictures.get(name, () => resolve()))
}

/** Of the picture that an operator paints: its width and height follow its name. */
function pixelsOf(args: unknown): number {
  const [, width, height]: readonly unknown[] = Array.isArray(args) ? args : []
  return typeof width === 'number' && typeof height === 'number' ? width * height : 0
}

function toBlocks(pages: readonly PdfPage[], bookmarks: ReadonlyMap<string, number>): ReadBlock[] {
  const kept = withoutRunningHeads(pages)
  const lines = kept.flat()
  const words = wordsOf(lines)
  const levelOf = findHeadings(lines, bookmarks)
  return pages.flatMap(({ size, grids, extra }, index) => {
    const groups = groupLines(kept[index] ?? [], grids)
    const blocks = groups.map((group, at): ReadBlock => {
      const level = levelOf(group, groups[at + 1])
      const block = toBlock(group, size, words)
      return level === null ? block : { ...block, kind: 'heading', level }
    })
    return [...blocks, ...extra]
  })
}

/** From the info dictionary, what that leaves out from XMP. */
async function readMetadata(
  pdf: PDFDocumentProxy,
): Promise<Pick<ReadDocument, 'title' | 'language' | 'metadata'>> {
  // Metadata only helps: without it the first heading becomes the title.
  const metadata = await pdf.getMetadata().catch(() => null)
  const info = (metadata?.info ?? {}) as Readonly<Record<string, unknown>>
  const stated = (name: string, inXmp: string): unknown =>
    info[name] || xmpText(metadata?.metadata?.get(inXmp))
  const title = typeof info['Title'] === 'string' ? oneLine(info['Title']) : ''
  const language = info['Language']
  return {
    title: usefulTitle(title),
    ...(typeof language === 'string' ? { language } : {}),
    ...metadataFrom({
      author: stated('Author', 'dc:creator'),
      created: stated('CreationDate', 'xmp:createdate'),
      modified: stated('ModDate', 'xmp:modifydate'),
    }),
  }
}

/** XMP has lists of authors. */
function xmpText(value: unknown): unknown {
  return Array.isArray(value) ? value.join(', ') : value
}

function countLetters(lines: readonly PdfLine[]): number {
  return lines.reduce((sum, { text }) => sum + lettersIn(text), 0)
}

function lettersIn(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0
}
