import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { oneLine } from '../clean-text.ts'
import type { ReadBlock } from '../document.ts'

/** What was typed into the fields of a form and written in text boxes over the page: neither is in the page's own text. */
export async function readFormFields(page: PDFPageProxy, pageNumber: number): Promise<ReadBlock[]> {
  // Annotations only add to the text: a page whose annotations are broken is read without.
  const annotations: Record<string, unknown>[] = await page.getAnnotations().catch(() => [])
  const viewport = page.getViewport({ scale: 1 })
  return annotations.flatMap((annotation): ReadBlock[] => {
    const text = textOf(annotation)
    const rectangle = annotation['rect']
    if (text === '') return []
    if (!isRectangle(rectangle)) return [{ kind: 'paragraph', text, page: pageNumber }]
    const [x0, y0] = viewport.convertToViewportPoint(rectangle[0], rectangle[1]) as [number, number]
    const [x1, y1] = viewport.convertToViewportPoint(rectangle[2], rectangle[3]) as [number, number]
    const run = {
      start: 0,
      end: text.length,
      x: Math.min(x0, x1) / viewport.width,
      y: Math.min(y0, y1) / viewport.height,
      width: Math.abs(x1 - x0) / viewport.width,
      height: Math.abs(y1 - y0) / viewport.height,
    }
    return [{ kind: 'paragraph', text, page: pageNumber, runs: [run] }]
  })
}

function textOf(annotation: Record<string, unknown>): string {
  const value = annotation['fieldValue']
  if (annotation['subtype'] === 'Widget' && annotation['fieldType'] !== 'Btn') {
    const values = Array.isArray(value)
      ? value.filter((each) => typeof each === 'string').join(', ')
      : value
    if (typeof values !== 'string' || values.trim() === '') return ''
    const label = annotation['alternativeText']
    return oneLine(typeof label === 'string' && label !== '' ? `${label}: ${values}` : values)
  }
  const contents = annotation['contentsObj']
  if (annotation['subtype'] !== 'FreeText' || typeof contents !== 'object' || contents === null)
    return ''
  return 'str' in contents && typeof contents.str === 'string' ? oneLine(contents.str) : ''
}

function isRectangle(value: unknown): value is [number, number, number, number] {
  return (
    Array.isArray(value) && value.length === 4 && value.every((each) => typeof each === 'number')
  )
}
