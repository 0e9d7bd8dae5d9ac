import { isSameColour, parseHex } from './colours.ts'
import type { Box } from './matrix.ts'
import { partTree, relationsOf, type Parts } from './office-parts.ts'
import { elementsOf, firstNamed, textOf, type XmlElement } from './xml-tree.ts'

/** Hundredths of a point. Letters that small are specks. */
const MAX_SPECK = 100
/** Of a thousandth of a per cent: less cannot be seen. */
const MIN_ALPHA = 2_000
const SHAPES = new Set(['sp', 'pic', 'graphicFrame', 'cxnSp', 'grpSp'])
/** What a theme calls its first light and dark colour, and the names that slides use for them unless told otherwise. */
const SCHEME: Readonly<Record<string, string>> = { bg1: 'lt1', tx1: 'dk1', bg2: 'lt2', tx2: 'dk2' }

/** A slide without what no one who looks at it sees. */
export interface VisibleSlide {
  readonly slide: XmlElement
  /** Pieces of text that were left out: shapes, and runs that stand together. */
  readonly passages: number
}

/** Whether a slide is passed over when slides are shown. */
export function isHiddenSlide(part: XmlElement): boolean {
  const slide = firstNamed(part, 'sld')
  return /^(?:0|false)$/.test(slide?.attributes['show'] ?? '')
}

/** What all slides of a presentation are seen against. */
export interface Stage {
  readonly size: Box
  readonly colourOf: ColourOf
  /** The colour of a slide itself; null where it is not known. */
  readonly backdropOf: (path: string) => number | null
}

export function stageOf(parts: Parts): Stage {
  const colourOf = coloursOf(parts)
  const known = new Map<string, number | null>()
  const related = (from: string, type: string): string =>
    relationsOf(parts, from).find((relation) => relation.type === type)?.target ?? ''
  /** Its own, that of its layout, or that of its master. */
  const backdropOf = (path: string): number | null => {
    const layout = related(path, 'slideLayout')
    const own = backgroundOf(partTree(parts, path), colourOf)
    if (own !== undefined || layout === '') return own ?? null
    const inherited = known.has(layout)
      ? known.get(layout)
      : (backgroundOf(partTree(parts, layout), colourOf) ??
        backgroundOf(partTree(parts, related(layout, 'slideMaster')), colourOf))
    known.set(layout, inherited ?? null)
    return inherited ?? null
  }
  return { size: slideSize(parts), colourOf, backdropOf }
}

/**
 * Leaves out shapes that are hidden or beside the slide (but for its title, which outlines show), and letters that are clear, a point
 * high, or in the colour of their shape, or of the slide where nothing else is on it that they may stand on.
 */
export function withoutHiddenShapes(
  whole: XmlElement,
  path: string,
  { size, colourOf, backdropOf }: Stage,
): VisibleSlide {
  let passages = 0
  const visit = (element: XmlElement, beneath: number | null, isInGroup: boolean): XmlElement => {
    let wasHidden = false
    const children = element.children.flatMap((child): (XmlElement | string)[] => {
      if (typeof child === 'string') return [child]
      const under = child.name === 'sp' ? fillOf(child, beneath, colourOf) : beneath
      const isShape = SHAPES.has(child.name)
      const isHidden = isShape
        ? isHiddenShape(child) || (!isInGroup && isBeside(child, size))
        : child.name === 'r' && isUnseen(child, under, colourOf)
      if (!isHidden) {
        if (child.name === 'r') wasHidden = false
        return [visit(child, under, isInGroup || child.name === 'grpSp')]
      }
      if (/[\p{L}\p{N}]/u.test(textOf(child))) {
        if (!wasHidden || isShape) passages++
        wasHidden = true
      }
      return []
    })
    return { ...element, children }
  }
  const isBare = countShapes(whole, colourOf) === 0
  return { slide: visit(whole, isBare ? backdropOf(path) : null, false), passages }
}

type ColourOf = (holder: XmlElement | undefined) => { colour: number | null; isClear: boolean }

/** Of a `solidFill`: a colour by itself or by its name in the theme. What is made lighter or darker is not known. */
function coloursOf(parts: Parts): ColourOf {
  const theme = [...parts.keys()].find((path) => /^ppt\/theme\/theme1?\.xml$/.test(path))
  const scheme = theme === undefined ? undefined : firstNamed(partTree(parts, theme), 'clrScheme')
  const named = new Map(
    (scheme ? elementsOf(scheme) : []).map((each) => {
      const [colour] = elementsOf(each)
      return [each.name, parseHex(colour?.attributes['lastClr'] ?? colour?.attributes['val'])]
    }),
  )
  return (holder) => {
    const [colour] = holder ? elementsOf(holder) : []
    const changes = colour ? elementsOf(colour) : []
    const alpha = changes.find(({ name }) => name === 'alpha')?.attributes['val']
    const isClear = alpha !== undefined && Number(alpha) < MIN_ALPHA
    const value = colour?.attributes['val'] ?? ''
    if (changes.length > 0) return { colour: null, isClear }
    if (colour?.name === 'schemeClr')
      return { colour: named.get(SCHEME[value] ?? value) ?? null, isClear }
    return { colour: colour?.name === 'srgbClr' ? parseHex(value) : null, isClear }
  }
}

/** A style of the theme fills a shape as well. */
function fillOf(shape: XmlElement, beneath: number | null, colourOf: ColourOf): number | null {
  const properties = elementsOf(shape).find(({ name }) => name === 'spPr')
  const fills = properties ? elementsOf(properties) : []
  if (fills.some(({ name }) => name === 'noFill')) return beneath
  const fill = fills.find(({ name }) => /Fill$/.test(name))
  if (fill) return fill.name === 'solidFill' ? colourOf(fill).colour : null
  return elementsOf(shape).some(({ name }) => name === 'style') ? null : beneath
}

/** What may lie beneath a text: pictures, tables, groups, and shapes with a fill of any kind. */
function countShapes(slide: XmlElement, colourOf: ColourOf): number {
  const tree = firstNamed(slide, 'spTree')
  return (tree ? elementsOf(tree) : []).filter((shape) => {
    if (shape.name === 'sp') return fillOf(shape, NOTHING, colourOf) !== NOTHING
    return SHAPES.has(shape.name)
  }).length
}

/** No colour: what has no fill of its own keeps it. */
const NOTHING = -1

function isUnseen(run: XmlElement, beneath: number | null, colourOf: ColourOf): boolean {
  const look = elementsOf(run).find(({ name }) => name === 'rPr')
  if (look === undefined) return false
  const size = Number(look.attributes['sz'] ?? Infinity)
  const fill = elementsOf(look).find(({ name }) => name === 'solidFill')
  const hasMark = elementsOf(look).some(({ name }) => name === 'highlight' || name === 'ln')
  const { colour, isClear } = colourOf(fill)
  return size <= MAX_SPECK || isClear || (!hasMark && isSameColour(colour, beneath))
}

function isHiddenShape(shape: XmlElement): boolean {
  return /^(?:1|true)$/.test(firstNamed(shape, 'cNvPr')?.attributes['hidden'] ?? '')
}

/** Wholly outside of the slide; a shape without a place of its own has that of its layout. */
function isBeside(shape: XmlElement, { right, bottom }: Box): boolean {
  if (/^(?:ctrT|t)itle$/.test(firstNamed(shape, 'ph')?.attributes['type'] ?? '')) return false
  const frame = firstNamed(shape, 'xfrm')
  const [at, size] = frame ? [firstNamed(frame, 'off'), firstNamed(frame, 'ext')] : []
  if (!at || !size) return false
  const [x, y] = [Number(at.attributes['x']), Number(at.attributes['y'])]
  const [width, height] = [Number(size.attributes['cx']), Number(size.attributes['cy'])]
  return x + width <= 0 || y + height <= 0 || x >= right || y >= bottom
}

/** In English metric units; without bounds where it is not said. */
function slideSize(parts: Parts): Box {
  const size = firstNamed(partTree(parts, 'ppt/presentation.xml'), 'sldSz')?.attributes ?? {}
  const right = Number(size['cx'] ?? Infinity)
  return { left: 0, top: 0, right, bottom: Number(size['cy'] ?? Infinity) }
}

/** Null for what is more than one colour, undefined where nothing is said. */
function backgroundOf(part: XmlElement, colourOf: ColourOf): number | null | undefined {
  const background = firstNamed(part, 'bg')
  const [properties] = background ? elementsOf(background) : []
  if (!properties) return undefined
  // A reference names the theme's fill, plain for 1001, and its colour.
  if (properties.name === 'bgRef')
    return properties.attributes['idx'] === '1001' ? colourOf(properties).colour : null
  return colourOf(elementsOf(properties).find(({ name }) => name === 'solidFill')).colour
}
