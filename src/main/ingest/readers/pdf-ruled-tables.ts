import { edgesAt, type Grid } from './pdf-grids.ts'
import type { PdfLine } from './pdf-lines.ts'
import { headsOf, type TableCell, type TableRow } from './pdf-tables.ts'

/** A cell with more lines than this is a column of a page, not of a table. */
const MAX_CELL_LINES = 12
/** Of the rows of a table, so many have two filled cells. */
const FILLED_SHARE = 0.5
/** Of the rows with several lines, so many must not look like rows that no line parts. */
const MAX_STACKED_SHARE = 0.3
const MAX_COLUMNS_WITHIN_SHARE = 0.2
/** Of the rows of a table with names of its columns, so many have all of its columns. */
const ALIKE_SHARE = 0.6
/** Letters stand on their base line: a share of their size above it is within their cell for sure. */
const MIDDLE = 0.3

interface RuledRow {
  readonly lines: readonly PdfLine[]
  readonly cells: readonly TableCell[]
  readonly edges: readonly number[]
}

/**
 * The rows of the tables that ruled lines make, by the line that each begins with, and the lines that belong to them: however the texts in
 * their cells are set, and in whatever order they are drawn.
 */
export function findRuledTables(
  lines: readonly PdfLine[],
  grids: readonly Grid[],
): { readonly rows: ReadonlyMap<PdfLine, TableRow>; readonly members: ReadonlySet<PdfLine> } {
  const rows = new Map<PdfLine, TableRow>()
  const members = new Set<PdfLine>()
  for (const grid of grids) {
    const free = lines.filter((line) => !members.has(line) && Math.abs(line.angle) < 0.1)
    const table = rowsOf(grid, free)
    if (!isTable(table)) continue
    const { count, heads } = namesOf(table)
    for (const [index, { lines: own, cells }] of table.entries()) {
      const [first] = own
      for (const line of own) members.add(line)
      if (first) rows.set(first, { cells, heads: index < count ? [] : heads })
    }
  }
  return { rows, members }
}

/** Rows without a text are left out. */
function rowsOf(grid: Grid, lines: readonly PdfLine[]): RuledRow[] {
  return grid.rows.slice(1).flatMap((bottom, index) => {
    const top = grid.rows[index] ?? 0
    const own = lines.filter((line) => {
      const middle = line.across - MIDDLE * line.size
      return (
        middle > top && middle < bottom && line.left > grid.left - 2 && line.right < grid.right + 2
      )
    })
    if (own.length === 0) return []
    const edges = edgesAt(grid, (top + bottom) / 2)
    return [{ lines: own, cells: cellsOf(own, edges), edges }]
  })
}

/** Each line cut at the edges between its runs; the pieces of a cell from the top. */
function cellsOf(lines: readonly PdfLine[], edges: readonly number[]): TableCell[] {
  const sorted = [...lines].sort((a, b) => a.across - b.across || a.left - b.left)
  const parts = sorted.flatMap((line) =>
    line.runs.map(({ start, end, x, width }) => ({
      part: { line, start, end },
      column: edges.findLastIndex((edge) => edge <= x + width / 2),
    })),
  )
  return edges.slice(1).flatMap((right, column) => {
    const own = parts.filter((each) => each.column === column).map(({ part }) => part)
    const joined = own.reduce<TableCell['parts'][number][]>((all, part) => {
      const last = all.at(-1)
      if (last?.line === part.line) all[all.length - 1] = { ...last, end: part.end }
      else all.push(part)
      return all
    }, [])
    return joined.length === 0 ? [] : [{ parts: joined, left: edges[column] ?? 0, right }]
  })
}

function isTable(rows: readonly RuledRow[]): boolean {
  const filled = rows.filter(({ cells }) => cells.length > 1)
  const isLong = rows.some(({ cells }) => cells.some(({ parts }) => parts.length > MAX_CELL_LINES))
  const tall = rows.filter(({ cells }) => cells.some(({ parts }) => parts.length > 1))
  const stacked = tall.filter(isStacked)
  return (
    filled.length >= 2 &&
    filled.length >= rows.length * FILLED_SHARE &&
    !isLong &&
    stacked.length <= tall.length * MAX_STACKED_SHARE &&
    rows.filter(hasColumnsWithin).length <= rows.length * MAX_COLUMNS_WITHIN_SHARE
  )
}

/** A cell with a gap as wide as between columns holds some that no line parts. */
function hasColumnsWithin({ cells }: RuledRow): boolean {
  return cells.some(({ parts }) =>
    parts.some(({ line, start, end }) => line.gaps.some((gap) => gap > start && gap < end)),
  )
}

/** As many lines in each cell: several rows without a line between them, which their alignment tells. */
function isStacked({ cells }: RuledRow): boolean {
  const counts = new Set(cells.map(({ parts }) => parts.length))
  return cells.length > 1 && counts.size === 1
}

/** The first row is one of names as well when all of it is in another font than the row below. */
function namesOf(rows: readonly RuledRow[]): ReturnType<typeof headsOf> {
  const [first, second] = rows
  const alike = rows.filter(({ edges }) => edges.join() === first?.edges.join())
  // The boxes of a form have no columns in common.
  if (alike.length < rows.length * ALIKE_SHARE) return { count: 0, heads: [] }
  const found = headsOf(rows.map(({ cells }) => cells))
  if (found.count > 0 || !first || !second) return found
  const below = new Set(second.lines.map(({ font }) => font))
  const isNamed =
    first.lines.every(({ font }) => !below.has(font)) && first.cells.length >= second.cells.length
  return isNamed && first.cells.length > 1 ? { count: 1, heads: first.cells } : found
}
