import { Parser } from 'htmlparser2'
import { AppError } from '../../lib/app-error.ts'
import { HiddenCells, MAX_COLUMNS, type SheetMask } from './xlsx-hidden.ts'
import { showNumber, type NumberKind } from './xlsx-formats.ts'
import { localName } from './xml-tree.ts'

/** Where the texts and formats of cells are looked up. */
export interface CellTexts {
  readonly shared: readonly string[]
  readonly formats: readonly NumberKind[]
  readonly startsIn1904: boolean
}

/** The most that Excel itself has: a sheet that claims more is an attack. */
const MAX_ROWS = 1_048_576
/** Filled cells that are kept; a million take 100 MB on their way. */
const MAX_CELLS = 3_000_000

interface Cell {
  readonly row: number
  readonly column: number
  readonly type: string
  readonly style: number
  text: string
}

export interface ReadCells {
  readonly rows: readonly (readonly string[])[]
  /** Pieces of text that are not shown; they are in none of the rows. */
  readonly hiddenPassages: number
}

/** The rows of a sheet's XML as shown, cell by cell without a tree: a sheet may have millions. */
export function readCells(name: string, xml: string, texts: CellTexts, mask: SheetMask): ReadCells {
  const grid = createGrid(name, mask)
  let cell: Cell | null = null
  let isRowShown = true
  let last = { row: -1, column: -1 }
  let isValue = false
  const parser = new Parser(
    {
      onopentag(tag, attributes) {
        const element = localName(tag)
        if (element === 'row') {
          last = startRow(attributes, last)
          isRowShown = mask.isRowShown(attributes)
        }
        if (element === 'c') {
          cell = startCell(attributes, last)
          last = { row: cell.row, column: cell.column }
        }
        isValue = element === 'v' || element === 't'
      },
      ontext(part) {
        if (cell !== null && isValue) cell.text += part
      },
      onclosetag(tag) {
        isValue = false
        if (localName(tag) !== 'c' || cell === null) return
        grid.put(cell, show(cell, texts), isRowShown)
        cell = null
      },
    },
    { xmlMode: true },
  )
  parser.end(xml)
  return grid.finish()
}

/** Puts cells in their places, hidden ones aside. */
function createGrid(name: string, mask: SheetMask) {
  const rows: string[][] = []
  const hidden = new HiddenCells()
  let filled = 0
  return {
    put({ row, column, style }: Cell, text: string, isRowShown: boolean): void {
      if (text === '' || column >= MAX_COLUMNS || row >= MAX_ROWS) return
      const isColumn = !mask.isColumnShown(column)
      if (isColumn || !isRowShown || !mask.isStyleShown(style)) {
        hidden.add(row, column, isColumn)
        return
      }
      if (++filled > MAX_CELLS) throw tooManyCells(name)
      const cells = (rows[row] ??= [])
      cells[column] = text
    },
    finish: (): ReadCells => ({
      rows: Array.from(rows, (row) => row ?? []),
      hiddenPassages: hidden.passages,
    }),
  }
}

interface Position {
  readonly row: number
  readonly column: number
}

function startRow(attributes: Readonly<Record<string, string>>, last: Position): Position {
  const stated = Number(attributes['r'])
  return { row: stated > 0 ? stated - 1 : last.row + 1, column: -1 }
}

function startCell(attributes: Readonly<Record<string, string>>, last: Position): Cell {
  const [, letters, digits] = /^([A-Z]{1,3})(\d{1,7})$/.exec(attributes['r'] ?? '') ?? []
  return {
    row: digits === undefined ? Math.max(0, last.row) : Number(digits) - 1,
    column: letters === undefined ? last.column + 1 : columnOf(letters),
    type: attributes['t'] ?? 'n',
    style: Number(attributes['s'] ?? 0),
    text: '',
  }
}

/** "A" is 0, "AA" is 26. */
function columnOf(letters: string): number {
  let number = 0
  for (const letter of letters) number = number * 26 + letter.charCodeAt(0) - 64
  return number - 1
}

function show({ type, style, text }: Cell, texts: CellTexts): string {
  if (type === 's') return texts.shared[Number(text)] ?? ''
  if (type === 'b') return text === '1' ? 'TRUE' : 'FALSE'
  if (type !== 'n') return text
  return showNumber(text, texts.formats[style] ?? 'number', texts.startsIn1904)
}

function tooManyCells(name: string): AppError {
  return new AppError(
    'too-large',
    `A sheet has more than ${MAX_CELLS / 1_000_000} million cells (${name}).`,
    'Save the part you need as CSV and add that.',
  )
}
