import {
  AnnotationMode,
  type PDFDocumentProxy,
  type PDFPageProxy,
} from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Matrix } from './matrix.ts'
import type { PicturedPages } from './open-pdf.ts'
import { separateColumns } from './pdf-columns.ts'
import { gridsOf, type Grid } from './pdf-grids.ts'
import { visibleText, type VisibleText } from './pdf-hidden.ts'
import { linesOfPage, type PdfLine } from './pdf-lines.ts'
import type { PaintedFont } from './pdf-text-pen.ts'

/** Fonts without a map to Unicode give private and replacement characters: above this share the text layer is useless. */
const MAX_UNKNOWN_SHARE = 0.3

/** Which layers (optional content) of a document are shown. */
export type Layers = Awaited<ReturnType<PDFDocumentProxy['getOptionalContentConfig']>>

export interface TextLayer {
  /** What a reader of the page sees; none when it is garbage. */
  readonly lines: readonly PdfLine[]
  /** What may be tables: the cells that ruled lines make. */
  readonly grids: readonly Grid[]
  /** Pieces of text that no reader sees. */
  readonly hiddenPassages: number
  /** There is text, but it cannot be read. */
  readonly isBroken: boolean
}

/**
 * The text layer of a page, by one pass over its operators. `page` may lack its pictures, which are slow to unpack: where they decide
 * whether a text is seen, `pictured` gives the page with them.
 */
export async function readTextLayer(
  page: PDFPageProxy,
  layers: Layers | null,
  pictured: PicturedPages,
): Promise<TextLayer> {
  const seen = await visibleTextOf(page, layers)
  if (seen === null) return { lines: [], grids: [], hiddenPassages: 0, isBroken: true }
  const sure = seen.mayShowOnPictures
    ? await pictured
        .use(page.pageNumber, async (whole) => visibleTextOf(await whole.page(), layers))
        .catch(() => null)
    : null
  const { items, passages, rules } = sure ?? seen
  const lines = separateColumns(linesOfPage(items, page.pageNumber))
  const isUseful = looksUseful(lines)
  return {
    lines: isUseful ? lines : [],
    grids: gridsOf(rules),
    hiddenPassages: passages,
    isBroken: !isUseful,
  }
}

/** Null when the page cannot be read. */
async function visibleTextOf(
  page: PDFPageProxy,
  layers: Layers | null,
): Promise<VisibleText | null> {
  const operators = await page
    .getOperatorList({ annotationMode: AnnotationMode.DISABLE })
    .catch(() => null)
  if (operators === null) return null
  const { width, height, transform } = page.getViewport({ scale: 1 })
  return visibleText(operators, {
    transform: transform as unknown as Matrix,
    width,
    height,
    fontOf: (name) => fontOf(page, name),
    isLayerOn: (properties) => layers?.isVisible(properties) ?? true,
  })
}

function fontOf(page: PDFPageProxy, name: string): PaintedFont {
  const font: unknown = page.commonObjs.has(name) ? page.commonObjs.get(name) : null
  const { isType3Font, fontMatrix, vertical, bbox } = (font ?? {}) as Partial<FontFaceObject>
  const isType3 = isType3Font === true
  const tall = isType3 && bbox && fontMatrix ? (bbox[3] - bbox[1]) * fontMatrix[3] : 0
  return {
    name,
    isType3,
    unit: fontMatrix?.[0] ?? 0.001,
    isVertical: vertical === true,
    height: tall > 0 ? tall : 1,
  }
}

/** What pdf.js tells of a font. */
interface FontFaceObject {
  readonly isType3Font: boolean
  readonly fontMatrix: Matrix
  readonly vertical: boolean
  readonly bbox: readonly [number, number, number, number]
}

function looksUseful(lines: readonly PdfLine[]): boolean {
  const text = lines.map((line) => line.text).join('')
  const unknown = text.match(/[\ufffd\p{Co}]/gu)?.length ?? 0
  return unknown <= text.length * MAX_UNKNOWN_SHARE
}
