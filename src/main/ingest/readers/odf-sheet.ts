import type { Sheet } from './sheet-blocks.ts'
import { allNamed, elementsOf, textOf, type XmlElement } from './xml-tree.ts'

/** Repeated cells are filled in so often; repeated empty ones only fill a sheet up to its last column. */
const MAX_REPEATED = 100
const GROUPS = /^(?:table-rows|table-row-group)$/

/** A table of a spreadsheet, cells as shown; annotations beside them. */
export function sheetOf(table: XmlElement): Sheet {
  const { rows } = rowsOfTable(table, shownText)
  const notes = allNamed(table, 'annotation').map((note) =>
    allNamed(note, 'p').map(textOf).join(' '),
  )
  return { name: table.attributes['table:name'] ?? '', rows, notes }
}

/** The rows of a table, the first `heads` of them marked as its header. */
export function rowsOfTable(
  table: XmlElement,
  cellText: (cell: XmlElement) => string,
): { readonly rows: string[][]; readonly heads: number } {
  const head = elementsOf(table).find(({ name }) => name === 'table-header-rows')
  const heads = head ? collectRows(head, cellText) : []
  const isFirst = head !== undefined && elementsOf(table).find(isRows) === head
  return {
    rows: isFirst ? [...heads, ...collectRows(table, cellText)] : [...collectRows(table, cellText)],
    heads: isFirst ? heads.length : 0,
  }
}

function isRows({ name }: XmlElement): boolean {
  return name === 'table-row' || name === 'table-header-rows' || GROUPS.test(name)
}

function collectRows(element: XmlElement, cellText: (cell: XmlElement) => string): string[][] {
  return elementsOf(element).flatMap((child) => {
    if (GROUPS.test(child.name)) return collectRows(child, cellText)
    if (child.name !== 'table-row') return []
    const row = cellsOf(child, cellText)
    const times = row.length === 0 ? 1 : timesOf(child, 'table:number-rows-repeated')
    return Array.from({ length: times }, () => row)
  })
}

function cellsOf(row: XmlElement, cellText: (cell: XmlElement) => string): string[] {
  const cells = elementsOf(row).flatMap((cell) => {
    if (!/^(?:covered-)?table-cell$/.test(cell.name)) return []
    const text = cell.name === 'table-cell' ? cellText(cell) : ''
    const times = timesOf(cell, 'table:number-columns-repeated')
    return Array.from({ length: times }, () => text)
  })
  const last = cells.findLastIndex((text) => text !== '')
  return cells.slice(0, last + 1)
}

function timesOf({ attributes }: XmlElement, name: string): number {
  const times = Number(attributes[name] ?? 1)
  return times >= 1 ? Math.min(MAX_REPEATED, times) : 1
}

/** The paragraphs of a cell, without the annotation that hangs on it. */
function shownText(cell: XmlElement): string {
  const paragraphs = elementsOf(cell).filter(({ name }) => name === 'p')
  return paragraphs.map(textOf).join(' ')
}
