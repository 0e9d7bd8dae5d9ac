import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { oneLine } from '../clean-text.ts'
import type { ReadBlock } from '../document.ts'

/** What was typed and ticked in a form, and what was written over the page as text boxes and comments: none is in the page's own text. */
export async function readFormFields(page: PDFPageProxy, pageNumber: number): Promise<ReadBlock[]> {
  // Annotations only add to the text: a page whose annotations are broken is read without.
  const annotations: Record<string, unknown>[] = await page.getAnnotations().catch(() => [])
  const viewport = page.getViewport({ scale: 1 })
  const blocks = annotations.flatMap((annotation): ReadBlock[] => {
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
  // The file has them in the order in which they were made.
  const topOf = ({ runs }: ReadBlock): number => runs?.[0]?.y ?? 1
  return blocks.sort((a, b) => topOf(a) - topOf(b))
}

/** Bits of an annotation's flags (ISO 32000-1, table 165): not shown at all, and not on screens. */
const HIDDEN = 2 | 32
/** Annotations to which comments belong. */
const COMMENTED =
  /^(?:Text|Highlight|Underline|StrikeOut|Squiggly|Caret|Square|Circle|Line|Polygon|PolyLine|Ink|Stamp)$/

function textOf(annotation: Record<string, unknown>): string {
  const { subtype, annotationFlags } = annotation
  if (typeof annotationFlags === 'number' && (annotationFlags & HIDDEN) !== 0) return ''
  if (subtype === 'Widget') return fieldText(annotation)
  const text = stringOf(annotation['contentsObj'])
  if (subtype === 'FreeText' || text === '') return text
  if (typeof subtype !== 'string' || !COMMENTED.test(subtype)) return ''
  const author = stringOf(annotation['titleObj'])
  return author === '' ? `Comment: ${text}` : `Comment by ${author}: ${text}`
}

function fieldText(field: Record<string, unknown>): string {
  const value = field['fieldValue']
  const label = labelOf(field)
  if (field['fieldType'] === 'Btn') {
    const ticked = field['checkBox'] === true ? field['exportValue'] : field['buttonValue']
    const isTicked = typeof value === 'string' && value !== 'Off' && value === ticked
    return isTicked && label !== '' ? `☑ ${label}` : ''
  }
  const values = Array.isArray(value)
    ? value.filter((each) => typeof each === 'string').join(', ')
    : value
  if (typeof values !== 'string' || values.trim() === '') return ''
  return oneLine(label === '' ? values : `${label}: ${values}`)
}

/** What a field is called for people; its own name only where that is words, and not a path of the form's making. */
function labelOf({ alternativeText, fieldName }: Record<string, unknown>): string {
  if (typeof alternativeText === 'string' && alternativeText.trim() !== '')
    return oneLine(alternativeText)
  const isWords = typeof fieldName === 'string' && /^\p{L}[\p{L} '-]+$/u.test(fieldName)
  return isWords ? fieldName : ''
}

function stringOf(value: unknown): string {
  const isText = typeof value === 'object' && value !== null && 'str' in value
  return isText && typeof value.str === 'string' ? oneLine(value.str) : ''
}

function isRectangle(value: unknown): value is [number, number, number, number] {
  return (
    Array.isArray(value) && value.length === 4 && value.every((each) => typeof each === 'number')
  )
}
