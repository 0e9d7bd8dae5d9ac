import { oneLine } from '../clean-text.ts'
import type { HiddenText, ReadBlock, ReadDocument } from '../document.ts'
import { looksLikeHeader, rowBlocks } from './table-rows.ts'

export interface Sheet {
  readonly name: string
  /** Cells as shown; rows may have holes and different lengths. */
  readonly rows: readonly (readonly (string | undefined)[])[]
  /** Text that stands beside the cells: comments and text boxes. */
  readonly notes?: readonly string[]
  /** The program does not show it. */
  readonly isHidden?: boolean
  /** Pieces of text on it that are not shown; they are in none of the rows. */
  readonly hiddenPassages?: number
}

/** A workbook: the sheets that are shown are pages. */
export function documentOfSheets(title: string, sheets: readonly Sheet[]): ReadDocument {
  const shown = sheets.filter(({ isHidden }) => isHidden !== true)
  const left = sheets.filter(({ isHidden, rows }) => isHidden === true && rows.length > 0).length
  const hidden = shown.flatMap(({ hiddenPassages = 0 }, index) =>
    hiddenPassages > 0 ? [{ page: index + 1, passages: hiddenPassages }] : [],
  )
  return {
    title,
    pages: shown.map((_, index) => ({ page: index + 1 })),
    blocks: shown.flatMap((sheet, index) => sheetBlocks(sheet, index + 1)),
    ...hiddenIn([...hidden, ...(left > 0 ? [{ passages: left }] : [])]),
    ...(left > 0 ? { notes: [`${countOf(left, 'hidden sheet')} left out.`] } : {}),
  }
}

export function hiddenIn(hidden: readonly HiddenText[]): Pick<ReadDocument, 'hidden'> {
  return hidden.length > 0 ? { hidden } : {}
}

/** "1 hidden sheet was", "3 hidden sheets were". */
export function countOf(count: number, noun: string): string {
  return count === 1 ? `1 ${noun} was` : `${count} ${noun}s were`
}

/** A sheet as a page: its name as heading, each table between empty rows under its own header, single cells as paragraphs, notes last. */
export function sheetBlocks({ name, rows, notes = [] }: Sheet, page: number): ReadBlock[] {
  const blocks = [
    ...regionsOf(rows).flatMap(regionBlocks),
    ...notes.map((text): ReadBlock => ({ kind: 'paragraph', text: oneLine(text) })),
  ].filter(({ text }) => text !== '')
  const heading: ReadBlock = { kind: 'heading', level: 1, text: oneLine(name) }
  return (blocks.length === 0 ? [] : [heading, ...blocks]).map((block) => ({ ...block, page }))
}

/** Runs of rows that have something in them. Columns that are empty throughout are left out. */
function regionsOf(rows: Sheet['rows']): string[][][] {
  const regions: string[][][] = [[]]
  for (const row of rows) {
    const cells = Array.from(row ?? [], (cell) => oneLine(cell ?? ''))
    if (cells.some((cell) => cell !== '')) regions.at(-1)?.push(cells)
    else if (regions.at(-1)?.length !== 0) regions.push([])
  }
  return regions.filter((region) => region.length > 0).map(withoutEmptyColumns)
}

function withoutEmptyColumns(rows: readonly (readonly string[])[]): string[][] {
  const used = new Set(
    rows.flatMap((row) => row.flatMap((cell, column) => (cell === '' ? [] : [column]))),
  )
  const columns = [...used].sort((a, b) => a - b)
  return rows.map((row) => columns.map((column) => row[column] ?? ''))
}

/** Lines of one cell above a table are its caption, not its header. */
function regionBlocks(rows: readonly (readonly string[])[]): ReadBlock[] {
  const first = rows.findIndex((row) => row.filter((cell) => cell !== '').length > 1)
  const captions = first === -1 ? rows : rows.slice(0, first)
  const table = first === -1 ? [] : rows.slice(first)
  return [
    ...captions.map((row): ReadBlock => ({ kind: 'paragraph', text: row.join(' ').trim() })),
    ...rowBlocks(table, looksLikeHeader(table)),
  ]
}
