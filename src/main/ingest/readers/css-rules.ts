import type { CssNode, Rule, Selector } from 'css-tree'
// The whole of css-tree, with what it knows of every property, takes a quarter of a second to load.
import generate from 'css-tree/generator'
import parse from 'css-tree/parser'

/** What a rule says of whether elements are seen. */
export interface CssRule {
  readonly selector: string
  /** Of its last compound: ".note", "#top", "p" or "*": no element without it matches. */
  readonly key: string
  /** All classes and ids of its last compound. */
  readonly marks: readonly string[]
  /** Greater ones win; equal ones by order (Selectors Level 4, 17). */
  readonly specificity: number
  readonly declared: Declared
  /** Whether it holds for a page as it opens: no state such as `:hover`, no condition such as a narrow window. */
  readonly isPlain: boolean
}

/** Values in lower case by property; `background` for all that sets what an element stands on. */
export type Declared = ReadonlyMap<Property, string>

export const PROPERTIES = [
  'display',
  'visibility',
  'font-size',
  'opacity',
  'color',
  'background',
] as const

export type Property = (typeof PROPERTIES)[number]

export interface CssRules {
  readonly rules: readonly CssRule[]
  /** Nothing in them moves one element over another, or paints more than plain colours. */
  readonly isFlat: boolean
}

/** Letters and rules of a style sheet; what goes beyond is not looked at. */
const MAX_LETTERS = 2_000_000
const MAX_RULES = 5_000
/** Parts of one selector; longer ones are an attack. */
const MAX_PARTS = 24
const NOT_FLAT =
  /position\s*:\s*(?:absolute|fixed|sticky|relative)|url\(|gradient\(|margin[^;:{}]*:[^;:{}]*-|transform|filter|float\s*:|var\(|@import|grid-area/i

/** The rules of a style sheet that say whether something is seen, in their order. Damaged sheets give what there is; nothing is fetched. */
export function readCssRules(sheet: string): CssRules {
  const text = sheet.slice(0, MAX_LETTERS)
  const rules: CssRule[] = []
  const take = (node: CssNode, isPlain: boolean): void => {
    if (rules.length >= MAX_RULES) return
    if (node.type === 'StyleSheet' || node.type === 'Block')
      for (const child of node.children) take(child, isPlain)
    if (node.type === 'Rule') rules.push(...rulesOf(node, isPlain))
    if (node.type !== 'Atrule' || node.block === null) return
    const condition = node.prelude === null ? '' : generate(node.prelude).toLowerCase()
    const isMedia = node.name.toLowerCase() === 'media'
    if (isMedia && /^(?:only )?print$/.test(condition)) return
    if (!/^(?:media|supports|layer|container|scope)$/i.test(node.name)) return
    take(node.block, isPlain && isMedia && /^(?:only )?(?:screen|all)?$/.test(condition))
  }
  take(parse(text, { parseValue: false, onParseError: () => undefined }), true)
  return { rules, isFlat: !NOT_FLAT.test(text) && text.length < MAX_LETTERS }
}

function rulesOf({ prelude, block }: Rule, isPlain: boolean): CssRule[] {
  const declared = declaredIn(block.children.toArray())
  if (declared.size === 0 || prelude.type !== 'SelectorList') return []
  return prelude.children.toArray().flatMap((selector) => {
    if (selector.type !== 'Selector') return []
    const parts = selector.children.toArray()
    if (parts.length > MAX_PARTS || parts.some(({ type }) => type === 'PseudoElementSelector'))
      return []
    const hasState = parts.some(({ type }) => STATES.has(type))
    const last = parts.slice(parts.findLastIndex(({ type }) => type === 'Combinator') + 1)
    const marks = last.flatMap(markOf)
    const [tag] = last.flatMap((part) => (part.type === 'TypeSelector' ? [part.name] : []))
    const key = marks[0] ?? tag?.toLowerCase() ?? '*'
    const written = { selector: generate(selector), specificity: specificityOf(selector) }
    return [{ ...written, key, marks, declared, isPlain: isPlain && !hasState }]
  })
}

const STATES = new Set(['PseudoClassSelector', 'NestingSelector', 'Percentage'])

function markOf(part: CssNode): string[] {
  if (part.type === 'ClassSelector') return [`.${part.name}`]
  return part.type === 'IdSelector' ? [`#${part.name}`] : []
}

function specificityOf(selector: Selector): number {
  return selector.children.toArray().reduce((sum, { type }) => sum + (WEIGHTS[type] ?? 0), 0)
}

const WEIGHTS: Readonly<Partial<Record<CssNode['type'], number>>> = {
  IdSelector: 10_000,
  ClassSelector: 100,
  AttributeSelector: 100,
  PseudoClassSelector: 100,
  TypeSelector: 1,
}

function declaredIn(nodes: readonly CssNode[]): Declared {
  const declared = new Map<Property, string>()
  for (const node of nodes) {
    if (node.type !== 'Declaration') continue
    const name = node.property.toLowerCase()
    const property = PROPERTIES.find(
      (each) => each === name || (each === 'background' && name.startsWith('background-')),
    )
    // Where it repeats and how large it is painted says nothing of its colour.
    const isColour = !/^background-(?!color|image)/.test(name)
    if (property && isColour) declared.set(property, generate(node.value).trim().toLowerCase())
  }
  return declared
}
