import { isSameColour, parseHex, WHITE } from './colours.ts'
import { elementsOf, firstNamed, type XmlElement } from './xml-tree.ts'

/** Points. Letters that small are specks. */
const MAX_SPECK = 1
/** Of the palette that every Excel has built in (ECMA-376, part 1, 18.8.27). */
const WHITE_INDEXES = new Set(['1', '9'])
/** The first colour of a theme is that of the paper, and nearly every theme's is white. */
const PAPER = '0'
/** A number format whose parts are all empty: nothing is shown. */
const SHOWS_NOTHING = /^;;;?$/
/** What paints cells besides their own style: then their colours decide nothing. */
const PAINTED_BESIDES = /<(?:\w+:)?(?:conditionalFormatting|tablePart)\b/
/** Rows that a filter took out come back by a click. */
const FILTERED = /<(?:\w+:)?filterColumn\b/

/** The most that Excel itself has. */
export const MAX_COLUMNS = 16_384
/** Of hidden columns; more is an attack. */
const MAX_RANGES = 2_000

/** What of a sheet is not shown. */
export interface SheetMask {
  isRowShown(attributes: Readonly<Record<string, string>>): boolean
  isColumnShown(column: number): boolean
  isStyleShown(style: number): boolean
}

export interface HiddenStyles {
  /** The styles that show nothing whatever lies beneath, and those in the colour of their own cell. */
  readonly blank: ReadonlySet<number>
  readonly sameColour: ReadonlySet<number>
}

/** From the part that holds the styles of cells. */
export function hiddenStylesOf(styles: XmlElement): HiddenStyles {
  const list = (holder: string, name: string): XmlElement[] => {
    const element = firstNamed(styles, holder)
    return element ? elementsOf(element).filter((child) => child.name === name) : []
  }
  const fonts = list('fonts', 'font')
  const fills = list('fills', 'fill')
  const nothing = new Set(
    list('numFmts', 'numFmt')
      .filter(({ attributes }) => SHOWS_NOTHING.test(attributes['formatCode'] ?? ''))
      .map(({ attributes }) => attributes['numFmtId']),
  )
  const blank = new Set<number>()
  const sameColour = new Set<number>()
  for (const [index, { attributes }] of list('cellXfs', 'xf').entries()) {
    const font = fonts[Number(attributes['fontId'] ?? 0)]
    const size = Number(font && firstNamed(font, 'sz')?.attributes['val'])
    if (nothing.has(attributes['numFmtId']) || size <= MAX_SPECK) blank.add(index)
    const letters = font ? colourOf(firstNamed(font, 'color')) : null
    const fill = fills[Number(attributes['fillId'] ?? 0)]
    if (isSameColour(letters, fill ? paperOf(fill) : WHITE)) sameColour.add(index)
  }
  return { blank, sameColour }
}

/** Null where it is not known. */
function colourOf(colour: XmlElement | undefined): number | null {
  const { rgb, theme, indexed, tint } = colour?.attributes ?? {}
  if (tint !== undefined && Number(tint) !== 0) return null
  if (theme === PAPER || WHITE_INDEXES.has(indexed ?? '')) return WHITE
  return parseHex(rgb?.slice(-6))
}

function paperOf(fill: XmlElement): number | null {
  const pattern = firstNamed(fill, 'patternFill')
  const type = pattern?.attributes['patternType'] ?? 'none'
  if (pattern && type === 'none') return WHITE
  return pattern && type === 'solid' ? colourOf(firstNamed(pattern, 'fgColor')) : null
}

/**
 * Of a sheet's XML. Rows and columns in a group stay, as rows that a filter took out: a click shows them. `isFiltered` says that a table
 * on the sheet has a filter of its own.
 */
export function maskOfSheet(
  xml: string,
  { blank, sameColour }: HiddenStyles,
  isFiltered: boolean,
): SheetMask {
  const keepsRows = isFiltered || FILTERED.test(xml)
  const keepsColours = PAINTED_BESIDES.test(xml)
  const columns = hiddenColumns(xml)
  return {
    isRowShown: (attributes) => keepsRows || !isHidden(attributes),
    isColumnShown: (column) => columns[column] !== 1,
    isStyleShown: (style) => !blank.has(style) && (keepsColours || !sameColour.has(style)),
  }
}

/** One for each hidden column. They stand in one element, before the cells. */
function hiddenColumns(xml: string): Uint8Array {
  const hidden = new Uint8Array(MAX_COLUMNS)
  const start = xml.search(/<(?:\w+:)?cols>/)
  const written = start === -1 ? '' : xml.slice(start, xml.indexOf('cols>', start + 10))
  let ranges = 0
  for (const [, inside = ''] of written.matchAll(/<(?:\w+:)?col\s([^<>]*)>/g)) {
    const attributes = Object.fromEntries(
      [...inside.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
    ) as Readonly<Record<string, string>>
    if (!isHidden(attributes)) continue
    if (++ranges > MAX_RANGES) break
    hidden.fill(1, Number(attributes['min']) - 1, Number(attributes['max']))
  }
  return hidden
}

/** But for what is folded up in a group. */
function isHidden(attributes: Readonly<Record<string, string>>): boolean {
  const isFolded = Number(attributes['outlineLevel'] ?? 0) > 0
  return /^(?:1|true)$/.test(attributes['hidden'] ?? '') && !isFolded
}

/** Counts hidden cells: a column as one piece, and rows one below the other as one. */
export class HiddenCells {
  readonly #columns = new Set<number>()
  #rowRuns = 0
  #lastRow = -Infinity

  add(row: number, column: number, isColumn: boolean): void {
    if (isColumn) {
      this.#columns.add(column)
      return
    }
    if (row > this.#lastRow + 1) this.#rowRuns++
    this.#lastRow = row
  }

  get passages(): number {
    return this.#columns.size + this.#rowRuns
  }
}
