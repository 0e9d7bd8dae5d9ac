import { compile } from 'css-select'
import type { DefaultTreeAdapterTypes as Tree } from 'parse5'
import type { CssRule, CssRules, Declared, Property } from './css-rules.ts'
import { attribute, isElement } from './html-tree.ts'

/** What the style sheets of a page say of its elements. */
export interface Sheets {
  /** What holds for an element; empty where nothing does. */
  declaredFor(element: Tree.Element): Declared
  /** Whether a rule shows again what another one hides, in another state of the page: it is a click away. */
  canShow(element: Tree.Element, property: Property): boolean
  /** Nothing in them moves one element over another, or paints more than plain colours. */
  readonly isFlat: boolean
}

/** Comparisons of an element with a rule, for a page as a whole; beyond them no rule counts. */
const MAX_MATCHES = 2_000_000
const NOTHING: Declared = new Map()
export const NO_SHEETS: Sheets = {
  declaredFor: () => NOTHING,
  canShow: () => false,
  isFlat: true,
}

const HIDING: Readonly<Partial<Record<Property, RegExp>>> = {
  display: /^none$/,
  visibility: /^(?:hidden|collapse)$/,
  opacity: /^0?\.?0+$/,
  'font-size': /^0(?:\.0+)?(?:px|pt|em|rem|%)?$/,
}

export function hides(property: Property, value: string | undefined): boolean {
  return value !== undefined && HIDING[property]?.test(value) === true
}

type Matcher = CssRule & { readonly matches: (element: Tree.Element) => boolean }

/** Of sheets in the order in which they stand. */
export function sheetsOf(read: readonly CssRules[]): Sheets {
  if (read.length === 0) return NO_SHEETS
  const rules = read.flatMap((sheet) => sheet.rules)
  const isFlat = read.every((sheet) => sheet.isFlat)
  const byKey = new Map<string, Matcher[]>()
  for (const rule of rules) {
    if (!rule.isPlain) continue
    const alike = byKey.get(rule.key) ?? []
    alike.push({ ...rule, matches: matcherOf(rule.selector) })
    byKey.set(rule.key, alike)
  }
  const shown = new Set(rules.flatMap(shownBy))
  let left = MAX_MATCHES
  return {
    isFlat,
    canShow: (element, property) =>
      marksOf(element).some((mark) => shown.has(`${property} ${mark}`)),
    declaredFor(element) {
      const keys = ['*', element.tagName, ...marksOf(element)]
      const candidates = keys.flatMap((key) => byKey.get(key) ?? [])
      left -= candidates.length
      if (candidates.length === 0 || left < 0) return NOTHING
      const matching = candidates.filter(({ matches }) => matches(element))
      const ordered = matching.sort((a, b) => a.specificity - b.specificity)
      return new Map(ordered.flatMap(({ declared }) => [...declared]))
    },
  }
}

/** What a rule shows: "display .note" where it sets the display of `.note` to something else than none. */
function shownBy({ declared, marks }: CssRule): string[] {
  return [...declared].flatMap(([property, value]) =>
    hides(property, value) ? [] : marks.map((mark) => `${property} ${mark}`),
  )
}

function marksOf(element: Tree.Element): string[] {
  const classes = (attribute(element, 'class') ?? '').split(/\s+/).filter((name) => name !== '')
  const id = attribute(element, 'id')
  return [...classes.map((name) => `.${name}`), ...(id === undefined ? [] : [`#${id}`])]
}

/** Made when it is first asked. A selector that only some browsers know matches nothing, as in the others. */
function matcherOf(selector: string): (element: Tree.Element) => boolean {
  let compiled: ((element: Tree.Element) => boolean) | null = null
  const make = (): ((element: Tree.Element) => boolean) => {
    try {
      return compile<Tree.Node, Tree.Element>(selector, { adapter: ADAPTER, cacheResults: false })
    } catch {
      return () => false
    }
  }
  return (element) => (compiled ??= make())(element)
}

/** parse5's tree for css-select. */
const ADAPTER = {
  isTag: isElement,
  getAttributeValue: (element: Tree.Element, name: string) => attribute(element, name),
  hasAttrib: (element: Tree.Element, name: string) => attribute(element, name) !== undefined,
  getName: ({ tagName }: Tree.Element) => tagName,
  getParent: ({ parentNode }: Tree.Element): Tree.Node | null => parentNode,
  getChildren: (node: Tree.Node): Tree.Node[] => ('childNodes' in node ? node.childNodes : []),
  getSiblings: (node: Tree.Node): Tree.Node[] =>
    'parentNode' in node && node.parentNode ? node.parentNode.childNodes : [node],
  getText: () => '',
  removeSubsets: (nodes: Tree.Node[]) => nodes,
}
