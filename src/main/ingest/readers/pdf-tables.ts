import type { LineRun, PdfLine } from './pdf-lines.ts'

/** A row of a table: its line, and lines that only go on with one of its cells. */
export interface TableRow {
  readonly cells: readonly TableCell[]
  /** The names of its columns, where the table has a row of them. */
  readonly heads: readonly TableCell[]
}

export interface TableCell {
  readonly parts: readonly CellPart[]
  readonly left: number
  readonly right: number
}

/** A piece of a line: offsets into its text. */
interface CellPart {
  readonly line: PdfLine
  readonly start: number
  readonly end: number
}

/** In units of the letters' size: how far a wrapped line of a cell may stand below, and from the cell's left edge. */
const WRAP_STEP = 1.5
const WRAP_SHIFT = 0.6
/** Rows that make lines with gaps a table; two will do when they have several gaps each. */
const MIN_ROWS = 3
/** "Current assets:" stands between rows, its row below at most this far, in units of the letters' size. */
const MAX_HEADING_LENGTH = 60
const HEADING_STEP = 2.5
/** A table on one page has two hundred; looking further only costs time in hostile files. */
const MAX_LINES = 300
/** Rows of names above each other: "Three months ended" over "2025". */
const MAX_HEADS = 3
/** Of the rows below its names, so many must fit the columns. */
const FITTING_SHARE = 0.8

/**
 * The rows of the tables among the lines of a page, by the line that each begins with, and the lines that belong to them. A table is where
 * lines next to each other have gaps as between columns; `isText` tells lines that are none in spite of theirs.
 */
export function findTables(
  lines: readonly PdfLine[],
  isText: (line: PdfLine) => boolean,
): { readonly rows: ReadonlyMap<PdfLine, TableRow>; readonly members: ReadonlySet<PdfLine> } {
  const rows = new Map<PdfLine, TableRow>()
  const members = new Set<PdfLine>()
  const hasGaps = (line: PdfLine): boolean => line.gaps.length > 0 && !isText(line)
  for (let from = 0; from < lines.length;) {
    const table = rowsFrom(lines.slice(from, from + MAX_LINES), hasGaps)
    const length = table.reduce((sum, row) => sum + row.lines.length, 0)
    const found = table.filter(({ heading }) => heading === null)
    if (isTable(found)) {
      for (const { first, row } of finishTable(found)) rows.set(first, row)
      for (const line of found.flatMap((row) => row.lines)) members.add(line)
    }
    from += Math.max(1, length)
  }
  return { rows, members }
}

/** The rows at the beginning of the lines, each with what goes on with it; short lines between them are headings within the table. */
function rowsFrom(lines: readonly PdfLine[], hasGaps: (line: PdfLine) => boolean): Row[] {
  const table: Row[] = []
  for (const [index, line] of lines.entries()) {
    const last = lines[index - 1]
    const next = lines[index + 1]
    const row = table.at(-1)
    if (row && last && goesOn(row, last, line)) row.lines.push(line)
    else if (hasGaps(line)) table.push({ lines: [line], cells: cellsOf(line), heading: null })
    else if (row && next && hasGaps(next) && isWithin(row, line, next))
      table.push({ lines: [line], cells: [], heading: line })
    else break
  }
  return table
}

/** A short line, at the left edge of the table or further in, close to the row below it. */
function isWithin({ heading }: Row, line: PdfLine, next: PdfLine): boolean {
  const step = next.across - line.across
  const isShort = line.text.length <= MAX_HEADING_LENGTH && !/[.;,]$/.test(line.text)
  return heading === null && isShort && step > 0 && step < HEADING_STEP * line.size
}

interface Row {
  readonly lines: PdfLine[]
  readonly cells: readonly TableCell[]
  /** A line of text between rows, which is none itself. */
  readonly heading: PdfLine | null
}

function isTable(table: readonly Row[]): boolean {
  return (
    table.length >= MIN_ROWS || (table.length === 2 && table.every(({ cells }) => cells.length > 2))
  )
}

/** Whether a line goes on with a cell of the row above, other than its first: at the cell's left edge, close below, and no number. */
function goesOn({ cells }: Row, last: PdfLine, line: PdfLine): boolean {
  const [, ...others] = cells
  const step = line.across - last.across
  if (isTurned(line) || step <= 0 || step > WRAP_STEP * line.size) return false
  return cellsOf(line).every(
    (cell) =>
      /\p{L}/u.test(textOf(cell)) &&
      others.some(({ left }) => Math.abs(left - cell.left) < WRAP_SHIFT * line.size),
  )
}

function finishTable(table: readonly Row[]) {
  const rows = table.map(({ lines, cells }) => lines.slice(1).reduce(addWrapped, cells))
  const { count, heads } = headsOf(rows)
  return table.flatMap(({ lines: [first] }, index) => {
    const cells = rows[index]
    return first && cells ? [{ first, row: { cells, heads: index < count ? [] : heads } }] : []
  })
}

function addWrapped(cells: readonly TableCell[], line: PdfLine): TableCell[] {
  const wrapped = cellsOf(line)
  return cells.map((cell) => {
    const more = wrapped.filter((each) => nearest(each, cells) === cell)
    if (more.length === 0) return cell
    return {
      parts: [...cell.parts, ...more.flatMap(({ parts }) => parts)],
      left: Math.min(cell.left, ...more.map(({ left }) => left)),
      right: Math.max(cell.right, ...more.map(({ right }) => right)),
    }
  })
}

/** The names of the columns: of the first rows, when they are words or years, and the rows below, numbers among them, fit under them. */
export function headsOf(rows: readonly (readonly TableCell[])[]): {
  readonly count: number
  readonly heads: readonly TableCell[]
} {
  const none = { count: 0, heads: [] }
  const count = rows.findIndex((cells) => !cells.every(isName))
  if (count < 1 || count > MAX_HEADS) return none
  const heads = rows
    .slice(0, count)
    .reduce(putAbove)
    .filter((head) => !isUnit(head))
  const rest = rows.slice(count)
  // The column of the rows' own names may have none.
  const fitting = rest.filter((cells) => cells.length <= heads.length + 1).length
  const isTurnedRow = heads.some(({ parts }) => parts.some(({ line }) => isTurned(line)))
  const areDistinct = new Set(heads.map(textOf)).size === heads.length
  const isFitting = rest.length >= MIN_ROWS - 1 && fitting >= rest.length * FITTING_SHARE
  return isFitting && areDistinct && !isTurnedRow ? { count, heads } : none
}

function isName(cell: TableCell): boolean {
  const text = textOf(cell)
  if (/[:;]$/.test(text)) return false
  return /^(?:19|20)\d\d$/.test(text) || (/\p{L}/u.test(text) && !/^\W*\d[\d.,]*\W*$/.test(text))
}

/** "($ in millions)" says of what the numbers are, and is no name. */
function isUnit(cell: TableCell): boolean {
  return /^\(.*\)$/.test(textOf(cell))
}

/** Each name under the one above that covers it. */
function putAbove(above: readonly TableCell[], names: readonly TableCell[]): readonly TableCell[] {
  return names.map((name) => {
    const over = nearest(name, above)
    const covers = over !== undefined && over.left < name.right && name.left < over.right
    const isNear = above.length * 2 <= names.length + 1 || covers
    return over && isNear && !isUnit(name)
      ? { ...name, parts: [...over.parts, ...name.parts] }
      : name
  })
}

/** The cell that another one stands under, or comes nearest to. */
function nearest(cell: TableCell, others: readonly TableCell[]): TableCell | undefined {
  const distance = ({ left, right }: TableCell): number => {
    const apart = Math.max(left - cell.right, cell.left - right)
    return apart > 0 ? apart : apart / 1000
  }
  return others.reduce<TableCell | undefined>(
    (best, other) => (best === undefined || distance(other) < distance(best) ? other : best),
    undefined,
  )
}

function textOf({ parts }: TableCell): string {
  return parts.map(({ line, start, end }) => line.text.slice(start, end)).join(' ')
}

/** A line cut at its gaps. The sign of a currency goes with the number that follows it, however far from it. */
function cellsOf(line: PdfLine): TableCell[] {
  const cuts = [
    ...line.gaps.map((gap) => gap - (CURRENCY.exec(line.text.slice(0, gap))?.[0].length ?? 0)),
  ]
  const starts = [0, ...new Set(cuts)].filter((cut, index) => index === 0 || cut > 0)
  return starts.flatMap((from, index) => {
    const text = line.text.slice(from, starts[index + 1] ?? line.text.length)
    const start = from + text.length - text.trimStart().length
    const end = start + text.trim().length
    const runs = line.runs.filter((run) => run.start < end && run.end > start)
    if (end === start) return []
    return [
      {
        parts: [{ line, start, end }],
        left: Math.min(...runs.map(({ x }) => x)),
        right: Math.max(...runs.map(({ x, width }) => x + width)),
      },
    ]
  })
}

const CURRENCY = /\s*[$€£¥]$/

/** Written upwards or downwards: left and right say nothing of its columns there. */
function isTurned({ angle }: PdfLine): boolean {
  return Math.abs(angle) > 0.1
}

/** A row as text, each cell under the name of its column where there is one; runs as offsets into that text. */
export function writeRow({ cells, heads }: TableRow): {
  readonly text: string
  readonly runs: readonly LineRun[]
} {
  let text = ''
  const runs: LineRun[] = []
  for (const cell of cells) {
    const head = headOf(cell, cells, heads)
    if (text !== '') text += heads.length > 0 ? '; ' : ' | '
    if (head) text += `${textOf(head).replace(/\s*[:：]$/, '')}: `
    for (const [index, part] of cell.parts.entries()) {
      if (index > 0) text += ' '
      runs.push(...runsOf(part, text.length))
      text += part.line.text.slice(part.start, part.end)
    }
  }
  return { text, runs }
}

/** The name that a cell stands under, unless another one of its row is nearer to that. */
function headOf(
  cell: TableCell,
  cells: readonly TableCell[],
  heads: readonly TableCell[],
): TableCell | undefined {
  const head = nearest(cell, heads)
  return head && nearest(head, cells) === cell ? head : undefined
}

/** The runs in a part, as offsets into a text in which it stands at `at`. */
function runsOf({ line, start, end }: CellPart, at: number): LineRun[] {
  return line.runs
    .map((run) => ({ ...run, start: Math.max(run.start, start), end: Math.min(run.end, end) }))
    .filter((run) => run.end > run.start)
    .map((run) => ({ ...run, start: run.start - start + at, end: run.end - start + at }))
}
