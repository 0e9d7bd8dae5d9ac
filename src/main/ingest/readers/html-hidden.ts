import type { DefaultTreeAdapterTypes as Tree } from 'parse5'
import { attribute, hasElement, isElement, MAX_DEPTH } from './html-tree.ts'

/** Colours as written, in lower case; null for what is not known, as where a style sheet may set it. */
interface Colours {
  readonly text: string | null
  readonly under: string | null
}

const NOT_SHOWN =
  /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:!|;|$)|opacity\s*:\s*0(?:\.0+)?\s*(?:!|;|$))/i
/** Elements without text of the page, whatever they hold. */
const NO_TEXT = /^(?:head|script|style|template|noscript|svg|math|title)$/

/**
 * Takes the elements that no reader of the page sees out of a tree, and returns how many had text: those that are not displayed, of size
 * zero, or in the colour of what they stand on as their own styles say. Style sheets are not read: where there are some, only colours that
 * stand together in attributes are compared.
 */
export function removeHidden(root: Tree.ParentNode): number {
  const isPlain = !hasElement(root, /^(?:style|link)$/)
  return removeBelow(root, { text: null, under: isPlain ? 'white' : null }, 0)
}

function removeBelow(node: Tree.ParentNode, around: Colours, depth: number): number {
  if (depth >= MAX_DEPTH) return 0
  let passages = 0
  node.childNodes = node.childNodes.filter((child) => {
    if (!isElement(child) || NO_TEXT.test(child.tagName)) return true
    const colours = coloursOf(child, around)
    if (!isHidden(child, colours)) {
      passages += removeBelow(child, colours, depth + 1)
      return true
    }
    if (hasText(child, depth)) passages++
    return false
  })
  return passages
}

function isHidden(element: Tree.Element, { text, under }: Colours): boolean {
  return (
    attribute(element, 'hidden') !== undefined ||
    NOT_SHOWN.test(attribute(element, 'style') ?? '') ||
    text === 'transparent' ||
    (text !== null && text === under)
  )
}

function coloursOf(element: Tree.Element, around: Colours): Colours {
  const style = attribute(element, 'style') ?? ''
  const own = (pattern: RegExp): string | undefined => pattern.exec(style)?.[1]
  const text = own(/(?:^|;)\s*color\s*:\s*([^;!]+)/i) ?? attribute(element, 'color')
  const under =
    own(/(?:^|;)\s*background(?:-color)?\s*:\s*([^;!]+)/i) ?? attribute(element, 'bgcolor')
  const picture = /background-image/i.test(style) || attribute(element, 'background') !== undefined
  return {
    text: text === undefined ? around.text : colourOf(text),
    under: picture ? null : under === undefined ? around.under : colourOf(under),
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
