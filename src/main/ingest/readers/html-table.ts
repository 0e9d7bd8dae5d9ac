import type { DefaultTreeAdapterTypes as Tree } from 'parse5'
import type { ReadBlock } from '../document.ts'
import { attribute, hasElement, isElement } from './html-tree.ts'
import { rowBlocks } from './table-rows.ts'

/** A span beyond this is a mistake or an attack: a page is not wider. */
const MAX_SPAN = 100
/** Cells of a table once its spans are filled in; the rest of a bigger one is left out. */
const MAX_CELLS = 1_000_000

interface Row {
  readonly cells: readonly Tree.Element[]
  readonly isHead: boolean
}

/** The rows of a table, merged cells filled in, each under its column's header; null for a table that only arranges the page. */
export function tableBlocks(
  table: Tree.Element,
  textOf: (cell: Tree.Element) => string,
): ReadBlock[] | null {
  const rows = rowsOf(table)
  if (rows.every(({ cells }) => cells.length < 2) || hasElement(table, /^(?:table|h[1-6]|pre)$/))
    return null
  const grid = fillIn(rows, textOf)
  const heads = countHeads(rows)
  if (heads === 0) return rowBlocks(grid, false)
  return rowBlocks([joinHeads(grid.slice(0, heads)), ...grid.slice(heads)], true)
}

function rowsOf(table: Tree.Element, isHead = false): Row[] {
  return table.childNodes.filter(isElement).flatMap((child) => {
    if (child.tagName === 'tr') return [{ cells: child.childNodes.filter(isElement), isHead }]
    return /^t(?:head|body|foot)$/.test(child.tagName)
      ? rowsOf(child, child.tagName === 'thead')
      : []
  })
}

/** The rows of the head, or the first row when it is nothing but header cells; none in a table that would be left without rows. */
function countHeads(rows: readonly Row[]): number {
  const heads = rows.findIndex(({ isHead }) => !isHead)
  if (heads !== 0) return Math.max(0, heads)
  const first = rows[0]?.cells ?? []
  const isHeader = first.every(({ tagName }) => tagName === 'th')
  return isHeader && rows.length > 1 && first.length > 1 ? 1 : 0
}

/** One text a cell of the grid. What spans rows is repeated in each; what spans columns stands in the first, in a head in each. */
function fillIn(rows: readonly Row[], textOf: (cell: Tree.Element) => string): string[][] {
  const grid: string[][] = rows.map(() => [])
  const heads = countHeads(rows)
  let filled = 0
  for (const [rowIndex, { cells }] of rows.entries())
    for (const cell of cells) {
      const column = firstFree(grid[rowIndex] ?? [])
      const width = spanOf(cell, 'colspan')
      const height = Math.min(spanOf(cell, 'rowspan'), rows.length - rowIndex)
      filled += width * height
      if (filled > MAX_CELLS) return grid
      const text = textOf(cell)
      const across = [text, ...Array<string>(width - 1).fill(rowIndex < heads ? text : '')]
      for (const row of grid.slice(rowIndex, rowIndex + height)) put(row, column, across)
    }
  return grid.map((row) => Array.from(row, (text) => text ?? ''))
}

function put(row: string[], column: number, texts: readonly string[]): void {
  for (const [at, text] of texts.entries()) row[column + at] = text
}

function firstFree(row: readonly (string | undefined)[]): number {
  const free = row.findIndex((text) => text === undefined)
  return free === -1 ? row.length : free
}

function spanOf(cell: Tree.Element, name: string): number {
  const span = Number(attribute(cell, name) ?? 1)
  return Number.isInteger(span) && span > 0 ? Math.min(span, MAX_SPAN) : 1
}

/** Several rows of headers become one: "2025 Q1". */
function joinHeads(heads: readonly (readonly string[])[]): string[] {
  const width = Math.max(...heads.map((row) => row.length))
  return Array.from({ length: width }, (_, column) =>
    [...new Set(heads.map((row) => row[column] ?? ''))].join(' ').trim(),
  )
}
