import { keepLines, oneLine } from '../clean-text.ts'
import type { ReadBlock } from '../document.ts'
import { firstOf, PPT, recordsIn, type PptRecord } from './ppt-records.ts'
import { looksLikeHeader, rowBlocks } from './table-rows.ts'

/** A text of a slide; `type` as in [MS-PPT] 2.13.33. */
export interface PptText {
  readonly type: number
  readonly text: string
}

/** Titles, and those of title slides. */
const TITLES = new Set([0, 6])
/** Bodies: of usual, title, half and quarter slides. */
const BODIES = new Set([1, 5, 7, 8])
/** Groups nest a few deep; deeper is an attack on the stack. */
const MAX_NESTING = 30
/** [MS-ODRAW] 2.3.4.37: whether a group of shapes is a table. */
const TABLE_PROPERTIES = 0x039f

/** The blocks of a slide's or note's shapes, titles first; `outline` are the texts that shapes refer to, of which none is lost. */
export function shapeBlocks(slide: Buffer, outline: readonly PptText[]): ReadBlock[] {
  const drawing = firstOf(recordsIn(slide), PPT.drawing)
  const used = new Set<PptText>()
  const found = drawing ? blocksIn(drawing.content, { outline, used }, 0) : []
  const left = outline.filter((text) => !used.has(text)).flatMap(textBlocks)
  const all = [...found, ...left]
  return [
    ...all.filter(({ kind }) => kind === 'heading'),
    ...all.filter(({ kind }) => kind !== 'heading'),
  ]
}

interface Outline {
  readonly outline: readonly PptText[]
  readonly used: Set<PptText>
}

function blocksIn(content: Buffer, outline: Outline, nesting: number): ReadBlock[] {
  if (nesting > MAX_NESTING) return []
  return recordsIn(content).flatMap((record) => {
    if (record.type === PPT.shape) return textsOfShape(record, outline).flatMap(textBlocks)
    const children = isContainer(record) ? recordsIn(record.content) : []
    if (record.type === PPT.shapeGroup && isTable(children)) return tableBlocks(children, outline)
    return children.length > 0 ? blocksIn(record.content, outline, nesting + 1) : []
  })
}

/** Of what lies between a drawing and its shapes. */
function isContainer({ type }: PptRecord): boolean {
  return type === PPT.shapeGroup || type === 0xf002
}

function isTable([group]: readonly PptRecord[]): boolean {
  if (group?.type !== PPT.shape) return false
  return recordsIn(group.content).some(({ type, instance, content }) => {
    if (type !== PPT.shapeOptions && type !== PPT.moreShapeOptions) return false
    return Array.from({ length: instance }, (_, index) => index * 6).some(
      (at) =>
        at + 6 <= content.length &&
        (content.readUInt16LE(at) & 0x3fff) === TABLE_PROPERTIES &&
        (content.readUInt32LE(at + 2) & 1) === 1,
    )
  })
}

/** Cells are shapes: their edges give the rows and columns. A merged cell's text stands in each row and column that it covers. */
function tableBlocks(shapes: readonly PptRecord[], outline: Outline): ReadBlock[] {
  const cells = shapes.flatMap((shape) => {
    const anchor = firstOf(recordsIn(shape.content), PPT.childAnchor)?.content
    const texts = textsOfShape(shape, outline).map(({ text }) => oneLine(text))
    if (!anchor || anchor.length < 16 || !hasTextbox(shape)) return []
    const [left = 0, top = 0, right = 0, bottom = 0] = [0, 4, 8, 12].map((at) =>
      anchor.readInt32LE(at),
    )
    return [{ left, top, right, bottom, text: texts.join(' ') }]
  })
  const lines = (edges: readonly number[]): number[] => [...new Set(edges)].sort((a, b) => a - b)
  const columns = lines(cells.map(({ left }) => left))
  const rows = lines(cells.map(({ top }) => top)).map((y) =>
    columns.map((x) => {
      const cell = cells.find(
        ({ left, top, right, bottom }) => left <= x && x < right && top <= y && y < bottom,
      )
      return cell?.text ?? ''
    }),
  )
  return rowBlocks(rows, looksLikeHeader(rows))
}

function hasTextbox(shape: PptRecord): boolean {
  return firstOf(recordsIn(shape.content), PPT.shapeTextbox) !== undefined
}

function textsOfShape(shape: PptRecord, { outline, used }: Outline): PptText[] {
  const textbox = firstOf(recordsIn(shape.content), PPT.shapeTextbox)
  if (!textbox) return []
  const records = recordsIn(textbox.content)
  const reference = firstOf(records, PPT.outlineTextRef)
  if (!reference || reference.content.length < 4) return textsIn(records)
  const text = outline[reference.content.readUInt32LE(0)]
  if (!text || used.has(text)) return []
  used.add(text)
  return [text]
}

/** The texts among records, each under the type that the record before it states. */
export function textsIn(records: readonly PptRecord[]): PptText[] {
  const texts: PptText[] = []
  let current = -1
  for (const { type, content } of records) {
    if (type === PPT.textHeader && content.length >= 4) current = content.readUInt32LE(0)
    if (type === PPT.textChars) texts.push({ type: current, text: content.toString('utf16le') })
    if (type === PPT.textBytes) texts.push({ type: current, text: content.toString('latin1') })
  }
  return texts
}

function textBlocks({ type, text }: PptText): ReadBlock[] {
  // A star stands for the number of the slide.
  const lines = text
    .split('\r')
    .map((line) => keepLines(line.replaceAll('\u000b', '\n')))
    .filter((line) => line !== '' && line !== '*')
  if (TITLES.has(type)) {
    const title = oneLine(lines.join(' '))
    return title === '' ? [] : [{ kind: 'heading', level: 1, text: title }]
  }
  const kind = BODIES.has(type) && lines.length > 1 ? 'list-item' : 'paragraph'
  return lines.map((line) => ({ kind, text: line }))
}
