import { createCanvas } from '@napi-rs/canvas'
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { AppError } from '../../lib/app-error.ts'
import { detectFormat } from './detect-format.ts'
import { decodePicture, VIEW_SIDES } from './image.ts'
import type { Passwords } from './locked.ts'
import { openPdf } from './open-pdf.ts'
import type { Source } from './reader.ts'
import type { Picture } from './recognizer.ts'
import { drawTiffPage } from './tiff.ts'

/** Pixels of a drawn page: a poster at full scale would fill the memory. */
const MAX_PIXELS = 16_000_000

/** A page of a PDF as PNG. `scale` 1 is 72 dots an inch; very large pages are drawn smaller. */
export async function drawPage(page: PDFPageProxy, scale: number): Promise<Picture> {
  const plain = page.getViewport({ scale: 1 })
  const bound = Math.sqrt(MAX_PIXELS / (plain.width * plain.height))
  const viewport = page.getViewport({ scale: Math.min(scale, bound) })
  const width = Math.max(1, Math.ceil(viewport.width))
  const height = Math.max(1, Math.ceil(viewport.height))
  const canvas = createCanvas(width, height)
  // pdf.js draws on any canvas that behaves like the browser's; its types name only that one.
  await page.render({ canvas: canvas as unknown as HTMLCanvasElement, viewport }).promise
  return { bytes: await canvas.encode('png'), width, height }
}

interface PageToDraw {
  readonly page: number
  readonly scale: number
  readonly passwords?: Passwords
}

/** A page of a file of any format that has pages to show. Throws `not-found` when it has not got that page. */
export async function drawPageOf(
  source: Source,
  { page: pageNumber, scale, passwords }: PageToDraw,
): Promise<Picture> {
  const format = await detectFormat(source)
  if (format === 'image') return decodePicture(source, VIEW_SIDES)
  if (format === 'tiff') return drawTiffPage(source, pageNumber)
  if (format !== 'pdf')
    throw new AppError(
      'unsupported-format',
      `"${source.name}" has no pages to show.`,
      'Read its text instead.',
    )
  const pdf = await openPdf(source, passwords)
  try {
    return await drawPage(await pageOf(pdf, source.name, pageNumber), scale)
  } finally {
    await pdf.loadingTask.destroy()
  }
}

async function pageOf(
  pdf: PDFDocumentProxy,
  name: string,
  pageNumber: number,
): Promise<PDFPageProxy> {
  if (pageNumber > pdf.numPages)
    throw new AppError(
      'not-found',
      `"${name}" has no page ${pageNumber}.`,
      `It has ${pdf.numPages} pages.`,
    )
  return pdf.getPage(pageNumber)
}
