import { cleanText } from '../clean-text.ts'
import type { TextItem } from './pdf-items.ts'

/** A line of text on a page. Lengths are in points, from the page's top left corner as shown. */
export interface PdfLine {
  readonly page: number
  readonly text: string
  readonly runs: readonly LineRun[]
  /** Offsets into `text` after which a gap as wide as between the columns of a table follows. */
  readonly gaps: readonly number[]
  readonly left: number
  readonly right: number
  /** Of the base line, measured across the direction of writing. */
  readonly across: number
  readonly angle: number
  readonly size: number
  /** pdf.js' name of the font of most of its letters. */
  readonly font: string
}

/** Letters that stand together, as offsets into the line, with their box. */
export interface LineRun {
  readonly start: number
  readonly end: number
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** An item with its place: `along` and `across` the direction of writing. */
interface Placed {
  readonly text: string
  readonly font: string
  readonly isRightToLeft: boolean
  readonly angle: number
  readonly along: number
  readonly length: number
  readonly across: number
  readonly size: number
  readonly box: {
    readonly x: number
    readonly y: number
    readonly width: number
    readonly height: number
  }
}

/** In units of the letters' size. A space is a quarter; justified lines stretch it to one at most; columns stand further apart. */
const SPACE_GAP = 0.2
const COLUMN_GAP = 1.6
/** How far raised and lowered letters may leave the base line, and how far kerning may step back. */
const MAX_RISE = 0.5
const MAX_STEP_BACK = 0.6
/** How far letters reach over and below the base line. */
const ASCENT = 0.8
const DESCENT = -0.2
/** Radians: scans that were straightened, but not text along a slope. */
const MAX_TURN = 0.05

/** The lines of a page in the order in which the file draws them, which is the reading order in almost every file. */
export function linesOfPage(items: readonly TextItem[], page: number): PdfLine[] {
  const lines: PdfLine[] = []
  let current: Placed[] = []
  let hasSpace = new Set<number>()
  const close = (): void => {
    if (current.length > 0) lines.push(toLine(current, hasSpace, page))
    current = []
    hasSpace = new Set()
  }
  for (const item of items) {
    if (item.text.trim() === '') {
      hasSpace.add(current.length)
      continue
    }
    const placed = place(item)
    const last = current.at(-1)
    if (last && !continuesLine(last, placed)) close()
    current.push(placed)
  }
  close()
  return lines.filter((line) => line.text !== '')
}

function place(item: TextItem): Placed {
  const { matrix, isVertical, length } = item
  const angle = Math.atan2(matrix[1], matrix[0]) + (isVertical ? Math.PI / 2 : 0)
  const size = Math.hypot(matrix[2], matrix[3]) || 1
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const [x, y] = [matrix[4], matrix[5]]
  const [ascent, descent] = isVertical ? [0.5, -0.5] : [ASCENT, DESCENT]
  return {
    text: cleanText(item.text.replace(/[\u200b\u200e\u200f\u2060]/g, '')),
    font: item.font,
    isRightToLeft: item.isRightToLeft,
    angle,
    along: x * cos + y * sin,
    length,
    across: -x * sin + y * cos,
    size,
    box: boundingBox([
      [x + sin * ascent * size, y - cos * ascent * size],
      [x + sin * descent * size, y - cos * descent * size],
      [x + cos * length + sin * ascent * size, y + sin * length - cos * ascent * size],
      [x + cos * length + sin * descent * size, y + sin * length - cos * descent * size],
    ]),
  }
}

function continuesLine(last: Placed, next: Placed): boolean {
  const size = Math.max(last.size, next.size)
  if (Math.abs(last.angle - next.angle) > MAX_TURN) return false
  if (Math.abs(last.across - next.across) > MAX_RISE * size) return false
  if (last.isRightToLeft || next.isRightToLeft) return true
  return next.along - (last.along + last.length) > -MAX_STEP_BACK * size
}

function toLine(items: readonly Placed[], hasSpace: ReadonlySet<number>, page: number): PdfLine {
  let text = ''
  const runs: LineRun[] = []
  const gaps: number[] = []
  for (const [index, item] of items.entries()) {
    const before = items[index - 1]
    const gap =
      before === undefined || item.isRightToLeft
        ? 0
        : (item.along - before.along - before.length) / item.size
    if (gap > COLUMN_GAP) gaps.push(text.trimEnd().length)
    const isApart = text !== '' && (hasSpace.has(index) || gap > SPACE_GAP) && !text.endsWith(' ')
    if (isApart) text += ' '
    const clean = item.text.replace(/\s+/g, ' ')
    const start = text.length
    text += text.endsWith(' ') || text === '' ? clean.trimStart() : clean
    addRun(runs, { start, end: text.length, ...item.box }, !isApart && gap < SPACE_GAP)
  }
  const main = dominant(items)
  return {
    page,
    text: text.trimEnd(),
    runs: runs.map((run) => ({ ...run, end: Math.min(run.end, text.trimEnd().length) })),
    gaps,
    left: Math.min(...items.map(({ along }) => along)),
    right: Math.max(...items.map(({ along, length }) => along + length)),
    across: main.across,
    angle: main.angle,
    size: main.size,
    font: main.font,
  }
}

/** Some files place each letter by itself: those are joined to words. */
function addRun(runs: LineRun[], run: LineRun, isClose: boolean): void {
  const last = runs.at(-1)
  if (
    !last ||
    !isClose ||
    last.end !== run.start ||
    run.end - run.start > 3 ||
    last.end - last.start > 40
  ) {
    runs.push(run)
    return
  }
  const x = Math.min(last.x, run.x)
  const y = Math.min(last.y, run.y)
  const width = Math.max(last.x + last.width, run.x + run.width) - x
  const height = Math.max(last.y + last.height, run.y + run.height) - y
  runs[runs.length - 1] = { start: last.start, end: run.end, x, y, width, height }
}

/** The item with most letters: raised marks and drop caps do not decide a line's size. */
function dominant(items: readonly Placed[]): Placed {
  return items.reduce((best, item) => (item.text.length > best.text.length ? item : best))
}

function boundingBox(corners: readonly (readonly [number, number])[]): Placed['box'] {
  const xs = corners.map(([x]) => x)
  const ys = corners.map(([, y]) => y)
  const [x, y] = [Math.min(...xs), Math.min(...ys)]
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }
}
