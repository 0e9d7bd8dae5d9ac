import { OPS, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { mapAtOnce } from '../../lib/map-at-once.ts'
import { oneLine } from '../clean-text.ts'
import type { ReadBlock, ReadDocument } from '../document.ts'
import { drawPage } from './draw-page.ts'
import { metadataFrom, usefulTitle } from './metadata.ts'
import { openPdfText, openPictured, type PicturedPages } from './open-pdf.ts'
import { groupLines, toBlock, wordsOf, type PageSize } from './pdf-blocks.ts'
import { readFormFields } from './pdf-fields.ts'
import type { Grid } from './pdf-grids.ts'
import { findHeadings, readBookmarks } from './pdf-headings.ts'
import type { PdfLine } from './pdf-lines.ts'
import { withoutRunningHeads } from './pdf-running-heads.ts'
import { readTextLayer, type Layers } from './pdf-text-layer.ts'
import type { Reader, ReadOptions } from './reader.ts'

/** Recognition reads best at 200 to 300 dots an inch. */
const OCR_SCALE = 220 / 72
/** A page with fewer letters than this has no text layer worth the name: a stamp or a page number on a scan. */
const MIN_LETTERS = 12
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
  const opened: PDFPageProxy[] = []
  const pictured = async (): Promise<PDFPageProxy> => {
    const whole = await options.pictured.page(pageNumber)
    opened.push(whole)
    return whole
  }
  const { lines, grids, hiddenPassages, isBroken } = await readTextLayer(
    page,
    options.layers,
    pictured,
  )
  const recognized = await recognizePage(pictured, countLetters(lines), { pageNumber, options })
  const fields = await readFormFields(page, pageNumber)
  // Its pictures would stay in memory as long as the document is open.
  for (const each of [page, ...opened]) each.cleanup()
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
  pictured: () => Promise<PDFPageProxy>,
  letters: number,
  { pageNumber, options }: { readonly pageNumber: number; readonly options: ReadOptions },
): Promise<ReadBlock[] | null> {
  if (options.ocr === 'off' || (options.ocr === 'auto' && letters >= MIN_LETTERS)) return null
  const page = await pictured().catch(() => null)
  if (page === null || (options.ocr === 'auto' && !(await hasPicture(page, letters)))) return null
  // What pdf.js cannot draw, nobody can recognise; the rest of the file may be whole.
  const picture = await drawPage(page, OCR_SCALE).catch(() => null)
  if (picture === null) return null
  page.cleanup()
  const blocks = await options.recognizer.recognize(picture, options.languages, pageNumber)
  const found = blocks.reduce((sum, { text }) => sum + lettersIn(text), 0)
  return found > letters ? blocks : null
}

/** Whether there can be text that is not in the text layer: an image, or letters drawn as outlines. */
async function hasPicture(page: PDFPageProxy, letters: number): Promise<boolean> {
  const { fnArray } = await page.getOperatorList().catch(() => ({ fnArray: [] as number[] }))
  const outlines = fnArray.filter((operator) => operator === OPS.constructPath).length
  return (
    fnArray.some((operator) => IMAGES.has(operator)) || (letters === 0 && outlines >= MIN_OUTLINES)
  )
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
