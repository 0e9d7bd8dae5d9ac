import { oneLine } from '../clean-text.ts'
import type { ReadBlock } from '../document.ts'

/**
 * The rows of a table as blocks that can be understood alone: with a header each cell is "header: value", without one the cells stand
 * side by side. Empty cells and rows are left out.
 */
export function rowBlocks(rows: readonly (readonly string[])[], hasHeader: boolean): ReadBlock[] {
  const header = hasHeader ? (rows[0] ?? []).map(oneLine) : []
  return (hasHeader ? rows.slice(1) : rows)
    .map((row) =>
      hasHeader
        ? labelled(row, header)
        : row
            .map(oneLine)
            .filter((cell) => cell !== '')
            .join(' | '),
    )
    .filter((text) => text !== '')
    .map((text) => ({ kind: 'table-row', text }))
}

function labelled(row: readonly string[], header: readonly string[]): string {
  return row
    .map(oneLine)
    .map((cell, column) => (cell === '' || !header[column] ? cell : `${header[column]}: ${cell}`))
    .filter((cell) => cell !== '')
    .join('; ')
}

/** The first row names the columns when its cells are filled, differ, and none is a number. */
export function looksLikeHeader(rows: readonly (readonly string[])[]): boolean {
  const [first = []] = rows
  const cells = first.map((cell) => cell.trim())
  const isNamed = cells.every((cell) => cell !== '' && !/^[-+]?[\d.,]+%?$/.test(cell))
  return rows.length > 1 && cells.length > 1 && isNamed && new Set(cells).size === cells.length
}
