import type { DefaultTreeAdapterTypes as Tree } from 'parse5'
import { readCssRules, type CssRules, type Declared, type Property } from './css-rules.ts'
import { hides, sheetsOf, type Sheets } from './html-sheets.ts'
import { attribute, hasElement, isElement, MAX_DEPTH } from './html-tree.ts'

/** Colours as written, in lower case; null for what is not known, as where a style sheet cannot be read. */
interface Colours {
  readonly text: string | null
  readonly under: string | null
}

const NOT_SHOWN =
  /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:!|;|$)|opacity\s*:\s*0(?:\.0+)?\s*(?:!|;|$))/i
/** Elements without text of the page, whatever they hold. */
const NO_TEXT = /^(?:head|script|style|template|noscript|svg|math|title)$/

/** Where a page is looked at: what its style sheets say, and how many pieces of text were hidden so far. */
interface Sight {
  readonly sheets: Sheets
  passages: number
}

/**
 * Takes the elements that no reader of the page sees out of a tree, and returns how many had text: those that are not displayed, of size
 * zero, or in the colour of what they stand on, as their own styles and style sheets say. `linked` are the sheets that the page links to;
 * null when they are not known. What a page's own rules can show again stays, and so do colours where something may lie between.
 */
export function removeHidden(root: Tree.ParentNode, linked: readonly CssRules[] | null): number {
  const sheets = sheetsOf([...(linked ?? []), ...sheetsIn(root, 0).map(readCssRules)])
  const isKnown = linked !== null || !hasElement(root, /^link$/)
  const sight = { sheets, passages: 0 }
  removeBelow(
    root,
    { text: null, under: isKnown && sheets.isFlat ? 'white' : null },
    { sight, depth: 0 },
  )
  return sight.passages
}

/** The style sheets that stand in a page, but for those of print. */
function sheetsIn(node: Tree.ParentNode, depth: number): string[] {
  if (depth >= MAX_DEPTH) return []
  return node.childNodes.filter(isElement).flatMap((child) => {
    if (child.tagName !== 'style') return sheetsIn(child, depth + 1)
    if (/^\s*print\s*$/i.test(attribute(child, 'media') ?? '')) return []
    return [child.childNodes.map((each) => ('value' in each ? each.value : '')).join('')]
  })
}

function removeBelow(
  node: Tree.ParentNode,
  around: Colours,
  { sight, depth }: { readonly sight: Sight; readonly depth: number },
): void {
  if (depth >= MAX_DEPTH) return
  node.childNodes = node.childNodes.filter((child) => {
    if (!isElement(child) || NO_TEXT.test(child.tagName)) return true
    const declared = sight.sheets.declaredFor(child)
    const colours = coloursOf(child, around, { declared, isFlat: sight.sheets.isFlat })
    if (!isHidden(child, colours) && !isHiddenBySheet(child, declared, sight.sheets)) {
      removeBelow(child, colours, { sight, depth: depth + 1 })
      return true
    }
    if (hasText(child, depth)) sight.passages++
    return false
  })
}

function isHidden(element: Tree.Element, { text, under }: Colours): boolean {
  return (
    attribute(element, 'hidden') !== undefined ||
    NOT_SHOWN.test(attribute(element, 'style') ?? '') ||
    text === 'transparent' ||
    (text !== null && text === under)
  )
}

/** Its own style goes before a sheet. What is in it may be of another size and visibility. */
function isHiddenBySheet(element: Tree.Element, declared: Declared, sheets: Sheets): boolean {
  const style = attribute(element, 'style') ?? ''
  return [...declared].some(([property, value]) => {
    if (!hides(property, value) || new RegExp(`(?:^|;)\\s*${property}\\s*:`, 'i').test(style))
      return false
    if (sheets.canShow(element, property)) return false
    return (
      property === 'display' ||
      property === 'opacity' ||
      !isShownWithin(element, { property, sheets, depth: 0 })
    )
  })
}

function isShownWithin(
  element: Tree.Element,
  {
    property,
    sheets,
    depth,
  }: { readonly property: Property; readonly sheets: Sheets; readonly depth: number },
): boolean {
  return element.childNodes.filter(isElement).some((child) => {
    const value = sheets.declaredFor(child).get(property)
    const isOwn = (attribute(child, 'style') ?? '').includes(property)
    if (isOwn || (value !== undefined && !hides(property, value))) return true
    return depth < MAX_DEPTH && isShownWithin(child, { property, sheets, depth: depth + 1 })
  })
}

interface Painted {
  readonly declared: Declared
  /** Where elements may lie over each other, only what one element says of itself is compared. */
  readonly isFlat: boolean
}

function coloursOf(element: Tree.Element, around: Colours, { declared, isFlat }: Painted): Colours {
  const style = attribute(element, 'style') ?? ''
  const own = (pattern: RegExp): string | undefined => pattern.exec(style)?.[1]
  const text =
    own(/(?:^|;)\s*color\s*:\s*([^;!]+)/i) ?? declared.get('color') ?? attribute(element, 'color')
  const inSheet = declared.get('background')
  const under =
    own(/(?:^|;)\s*background(?:-color)?\s*:\s*([^;!]+)/i) ??
    inSheet ??
    attribute(element, 'bgcolor')
  const picture = /background-image/i.test(style) || attribute(element, 'background') !== undefined
  // A colour that a sheet gives holds beneath all that is within only where nothing can come between.
  const isSure = isFlat || inSheet === undefined || declared.has('color')
  return {
    text: text === undefined ? around.text : colourOf(text),
    under: picture || !isSure ? null : under === undefined ? around.under : colourOf(under),
  }
}

/** One way of writing each; null for what is more than a colour. */
function colourOf(written: string): string | null {
  const colour = written.trim().toLowerCase().replace(/\s+/g, '')
  if (/^(?:#fff(?:fff)?|white|rgba?\(255,255,255(?:,1(?:\.0)?)?\))$/.test(colour)) return 'white'
  if (/^(?:#000(?:000)?|black|rgba?\(0,0,0(?:,1(?:\.0)?)?\))$/.test(colour)) return 'black'
  if (/^rgba\(\d+,\d+,\d+,0(?:\.0+)?\)$/.test(colour)) return 'transparent'
  return /^(?:#[\da-f]{3,8}|[a-z]+|rgb\([\d,]+\))$/.test(colour) && colour !== 'inherit'
    ? colour
    : null
}

function hasText(node: Tree.ParentNode, depth: number): boolean {
  return node.childNodes.some(
    (child) =>
      ('value' in child && /[\p{L}\p{N}]/u.test(child.value)) ||
      (isElement(child) && depth < MAX_DEPTH && hasText(child, depth + 1)),
  )
}
