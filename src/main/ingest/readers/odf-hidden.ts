import { isSameColour, parseHex, WHITE } from './colours.ts'
import { allNamed, elementsOf, textOf, type XmlElement } from './xml-tree.ts'

/** What a style says of whether something is seen; absent where a style above decides. */
interface Look {
  /** Of letters. */
  readonly isVanished?: boolean
  /** Of a sheet or slide. */
  readonly isHidden?: boolean
  /** In points. */
  readonly size?: number
  /** 0xrrggbb; null where it is not known. */
  readonly colour?: number | null
  readonly beneath?: number | null
}

type LookOf = (family: string, name: string | undefined) => Look

/** Letters of a point or less are specks. */
const MAX_SPECK = 1
/** Styles have parents a few deep; more is a circle. */
const MAX_STYLES_DEEP = 20
/** Elements that are painted on something of their own. */
const SHAPES = /^(?:frame|custom-shape|rect|circle|ellipse|polygon|path|regular-polygon|g)$/
/** The family of the style of each element whose look counts. */
const FAMILIES: Readonly<Record<string, string>> = {
  p: 'paragraph',
  h: 'paragraph',
  span: 'text',
  'table-cell': 'table-cell',
  table: 'table',
  section: 'section',
  page: 'drawing-page',
}
/** No sheet of any program is wider. */
const MAX_COLUMNS = 16_384
const HIDDEN_FIELDS = /^hidden-(?:paragraph|text)$/

export interface VisibleOdf {
  readonly content: XmlElement
  /** Pieces of text that were left out. */
  readonly passages: number
  /** Whole sheets and slides among them. */
  readonly sheets: number
  readonly slides: number
}

interface Within {
  readonly look: Look
  /** Rows and columns in a group come back by a click. */
  readonly isGrouped: boolean
  /** Whether each column of the table is hidden. */
  readonly columns: readonly boolean[]
}

/**
 * An OpenDocument's content without what no reader sees: hidden by its style, section, row, column, sheet or slide, a point high, or in
 * the colour of the paper or cell beneath it. `parts` are those that hold styles.
 */
export function withoutHiddenOdf(content: XmlElement, parts: readonly XmlElement[]): VisibleOdf {
  const lookOf = looksIn(parts)
  const sum = { passages: 0, sheets: 0, slides: 0 }
  const visit = (element: XmlElement, within: Within): XmlElement => {
    const inside = lookInside(element, within)
    const isInHiddenColumn = hiddenCellsOf(element, inside.columns)
    let wasHidden = false
    const children = element.children.flatMap((child, index): (XmlElement | string)[] => {
      const text = (): string => (typeof child === 'string' ? child : textOf(child))
      const own = typeof child === 'string' ? inside : ownLook(child, inside, lookOf)
      const isLeftOut = typeof child === 'string' ? isUnseen(own.look) : isHidden(child, own)
      if (!isLeftOut && !isInHiddenColumn[index]) {
        wasHidden &&= text().trim() === ''
        return [typeof child === 'string' ? child : visit(child, own)]
      }
      if (/[\p{L}\p{N}]/u.test(text())) {
        if (!wasHidden) sum.passages++
        wasHidden = true
        if (typeof child !== 'string' && child.name === 'table') sum.sheets++
        if (typeof child !== 'string' && child.name === 'page') sum.slides++
      }
      // An empty cell holds the place of its column.
      return isInHiddenColumn[index] && typeof child !== 'string'
        ? [{ ...child, children: [] }]
        : []
    })
    return { ...element, children }
  }
  const look = { beneath: WHITE, ...lookOf('paragraph', undefined) }
  return { content: visit(content, { look, isGrouped: false, columns: [] }), ...sum }
}

/** What holds for all that is in an element. */
function lookInside(element: XmlElement, within: Within): Within {
  if (element.name === 'table-row-group') return { ...within, isGrouped: true }
  return element.name === 'table' ? { ...within, columns: columnsOf(element) } : within
}

function ownLook(element: XmlElement, within: Within, lookOf: LookOf): Within {
  if (SHAPES.test(element.name)) return { ...within, look: { ...within.look, beneath: null } }
  const family = FAMILIES[element.name]
  if (family === undefined) return within
  const names = ['text:style-name', 'table:style-name', 'draw:style-name']
  const style = names.map((name) => element.attributes[name]).find((name) => name !== undefined)
  const look = style === undefined ? {} : lookOf(family, style)
  return { ...within, look: { ...within.look, ...look } }
}

function isUnseen({ isVanished, size = Infinity, colour = null, beneath = null }: Look): boolean {
  return isVanished === true || size <= MAX_SPECK || isSameColour(colour, beneath)
}

function isHidden({ name, attributes }: XmlElement, { look, isGrouped }: Within): boolean {
  if (HIDDEN_FIELDS.test(name)) return attributes['text:is-hidden'] === 'true'
  if (name === 'section') return attributes['text:display'] === 'none'
  if (name === 'table-row') return attributes['table:visibility'] === 'collapse' && !isGrouped
  return (name === 'table' || name === 'page') && look.isHidden === true
}

/** For each child of a row, whether it is a cell that stands in hidden columns alone. */
function hiddenCellsOf(row: XmlElement, columns: readonly boolean[]): readonly boolean[] {
  if (row.name !== 'table-row' || !columns.includes(true)) return []
  let at = 0
  return row.children.map((child) => {
    if (typeof child === 'string') return false
    const from = at
    at += timesOf(child)
    const across = columns.slice(from, at)
    return across.length > 0 && across.every((isColumnHidden) => isColumnHidden)
  })
}

/** Those in a group are a click away. */
function columnsOf(table: XmlElement): boolean[] {
  const columns: boolean[] = []
  const take = (element: XmlElement, isGrouped: boolean): void => {
    for (const child of elementsOf(element)) {
      if (/^table-(?:columns|header-columns|column-group)$/.test(child.name))
        take(child, isGrouped || child.name === 'table-column-group')
      if (child.name !== 'table-column') continue
      const isColumnHidden = child.attributes['table:visibility'] === 'collapse' && !isGrouped
      const times = Math.min(timesOf(child), MAX_COLUMNS - columns.length)
      for (let time = 0; time < times; time++) columns.push(isColumnHidden)
    }
  }
  take(table, false)
  return columns
}

function timesOf({ attributes }: XmlElement): number {
  const times = Number(attributes['table:number-columns-repeated'] ?? 1)
  return Number.isInteger(times) && times > 0 ? times : 1
}

function looksIn(parts: readonly XmlElement[]): LookOf {
  const styles = parts.flatMap((part) => allNamed(part, 'style'))
  const byName = new Map(
    styles.map((style) => [
      `${style.attributes['style:family'] ?? ''} ${style.attributes['style:name'] ?? ''}`,
      style,
    ]),
  )
  const defaults = new Map(
    parts
      .flatMap((part) => allNamed(part, 'default-style'))
      .map((style) => [style.attributes['style:family'] ?? '', lookOfStyle(style)]),
  )
  const known = new Map<string, Look>()
  const lookOf = (family: string, name: string | undefined, depth = 0): Look => {
    if (name === undefined) return defaults.get(family) ?? {}
    const key = `${family} ${name}`
    const style = byName.get(key)
    if (style === undefined || depth > MAX_STYLES_DEEP) return {}
    const parent = style.attributes['style:parent-style-name']
    const above = parent === undefined ? {} : lookOf(family, parent, depth + 1)
    const look = known.get(key) ?? { ...above, ...lookOfStyle(style) }
    known.set(key, look)
    return look
  }
  return lookOf
}

function lookOfStyle(style: XmlElement): Look {
  return Object.assign({}, ...elementsOf(style).map(lookOfProperties)) as Look
}

function lookOfProperties({ name, attributes }: XmlElement): Look {
  const look: { -readonly [Key in keyof Look]: Look[Key] } = {}
  if (name === 'text-properties') {
    const { 'text:display': display, 'fo:color': colour, 'fo:font-size': size } = attributes
    if (display !== undefined) look.isVanished = display === 'none'
    if (colour !== undefined) look.colour = parseHex(colour)
    if (attributes['style:use-window-font-color'] === 'true') look.colour = null
    const points = /^([\d.]+)pt$/.exec(size ?? '')?.[1]
    if (size !== undefined) look.size = points === undefined ? Infinity : Number(points)
  }
  const background = attributes['fo:background-color']
  if (background !== undefined && background !== 'transparent') look.beneath = parseHex(background)
  if (name === 'table-properties' && attributes['table:display'] !== undefined)
    look.isHidden = attributes['table:display'] === 'false'
  if (attributes['presentation:visibility'] === 'hidden') look.isHidden = true
  return look
}
