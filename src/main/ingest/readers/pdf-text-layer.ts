import {
  AnnotationMode,
  type PDFDocumentProxy,
  type PDFPageProxy,
} from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Matrix } from './matrix.ts'
import { separateColumns } from './pdf-columns.ts'
import { withoutHidden } from './pdf-hidden.ts'
import { linesOfPage, type PdfLine } from './pdf-lines.ts'
import type { PaintedFont } from './pdf-painter.ts'

/** Fonts without a map to Unicode give private and replacement characters: above this share the text layer is useless. */
const MAX_UNKNOWN_SHARE = 0.3

/** Which layers (optional content) of a document are shown. */
export type Layers = Awaited<ReturnType<PDFDocumentProxy['getOptionalContentConfig']>>

export interface TextLayer {
  /** What a reader of the page sees; none when it is garbage. */
  readonly lines: readonly PdfLine[]
  /** Pieces of text that no reader sees. */
  readonly hiddenPassages: number
  /** There is text, but it cannot be read. */
  readonly isBroken: boolean
}

/** The text layer of a page. */
export async function readTextLayer(page: PDFPageProxy, layers: Layers | null): Promise<TextLayer> {
  const content = await page.getTextContent().catch(() => null)
  if (content === null) return { lines: [], hiddenPassages: 0, isBroken: true }
  if (!content.items.some((item) => 'str' in item && item.str.trim() !== ''))
    return { lines: [], hiddenPassages: 0, isBroken: false }
  const { width, height, transform } = page.getViewport({ scale: 1 })
  // Without what is painted, hidden text is only told by its size and place.
  const operators = await page
    .getOperatorList({ annotationMode: AnnotationMode.DISABLE })
    .catch(() => null)
  const visible = withoutHidden(content, operators, {
    transform: transform as unknown as Matrix,
    width,
    height,
    fontOf: (name) => fontOf(page, name),
    isLayerOn: (properties) => layers?.isVisible(properties) ?? true,
  })
  const lines = separateColumns(
    linesOfPage(visible.content, transform as unknown as Matrix, page.pageNumber),
  )
  const isUseful = looksUseful(lines)
  return {
    lines: isUseful ? lines : [],
    hiddenPassages: visible.passages,
    isBroken: !isUseful,
  }
}

function fontOf(page: PDFPageProxy, name: string): PaintedFont {
  const font: unknown = page.commonObjs.has(name) ? page.commonObjs.get(name) : null
  const { isType3Font, fontMatrix, vertical } = (font ?? {}) as {
    readonly isType3Font?: boolean
    readonly fontMatrix?: readonly number[]
    readonly vertical?: boolean
  }
  return {
    isType3: isType3Font === true,
    unit: fontMatrix?.[0] ?? 0.001,
    isVertical: vertical === true,
  }
}

function looksUseful(lines: readonly PdfLine[]): boolean {
  const text = lines.map((line) => line.text).join('')
  const unknown = text.match(/[\ufffd\p{Co}]/gu)?.length ?? 0
  return unknown <= text.length * MAX_UNKNOWN_SHARE
}
