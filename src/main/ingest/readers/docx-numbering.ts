import { countedAs, wholeNumber } from './number-formats.ts'
import { allNamed, elementsOf, type XmlElement } from './xml-tree.ts'

/** How a paragraph says that it is numbered. */
export interface Numbered {
  readonly styleId?: string | undefined
  readonly numId?: string | undefined
  /** From 0. */
  readonly level?: number | undefined
}

interface Level {
  readonly format: string
  /** Such as "%1.%2": each per cent sign the number of a level, from 1. */
  readonly pattern: string
  readonly start: number
  /** The level, from 1, after which it begins anew; 0 for never; absent for every higher one. */
  readonly restartAfter: number | undefined
  readonly isLegal: boolean
  readonly styleId: string | undefined
}

interface Counting {
  /** Numberings of one kind count together. */
  readonly kind: string
  readonly levels: ReadonlyMap<number, Level>
  /** Where this numbering begins anew when it is first used, by level. */
  readonly restarts: ReadonlyMap<number, number>
}

interface Style {
  readonly basedOn: string | undefined
  readonly numId: string | undefined
  readonly level: number | undefined
}

/** Word has nine levels. */
const MAX_LEVELS = 9
/** Styles are based on each other a few deep; more is a circle. */
const MAX_STYLES_DEEP = 20

/**
 * Numbers the paragraphs of a Word document as it shows them (ECMA-376, part 1, 17.9): to be asked once for each, in their order. Gives
 * "2.1" or "(a)"; '' for what has no number or a bullet.
 */
export function createNumbering(
  numbering: XmlElement,
  styles: XmlElement,
): (paragraph: Numbered) => string {
  const countings = countingsOf(numbering)
  const styleOf = stylesOf(styles)
  const counters = new Map<string, number[]>()
  const used = new Set<string>()
  return (paragraph) => {
    const style = styleOf(paragraph.styleId)
    const numId = paragraph.numId ?? style.numId
    const counting = countings.get(numId ?? '')
    if (numId === undefined || !counting) return ''
    const at = paragraph.level ?? levelOfStyle(counting, paragraph.styleId) ?? style.level ?? 0
    const level = counting.levels.get(at)
    if (!level) return ''
    const numbers = counters.get(counting.kind) ?? []
    counters.set(counting.kind, numbers)
    if (!used.has(numId)) for (const [each, start] of counting.restarts) numbers[each] = start - 1
    used.add(numId)
    count(numbers, at, counting.levels)
    return label(level, numbers, counting.levels)
  }
}

/** Raises the number of a level; a level above that was left out counts as begun, and those below begin anew. */
function count(numbers: number[], at: number, levels: ReadonlyMap<number, Level>): void {
  const startOf = (level: number): number => levels.get(level)?.start ?? 1
  for (let above = 0; above < at; above++) numbers[above] ??= startOf(above)
  numbers[at] = (numbers[at] ?? startOf(at) - 1) + 1
  for (let below = at + 1; below < MAX_LEVELS; below++) {
    const after = levels.get(below)?.restartAfter
    if (after === undefined || (after > 0 && at < after)) delete numbers[below]
  }
}

function label(
  { format, pattern, isLegal }: Level,
  numbers: readonly number[],
  levels: ReadonlyMap<number, Level>,
): string {
  if (format === 'bullet') return ''
  return pattern
    .replace(/%([1-9])/g, (_, digit: string) => {
      const at = Number(digit) - 1
      const shown = isLegal ? 'decimal' : (levels.get(at)?.format ?? 'decimal')
      return countedAs(shown, numbers[at] ?? levels.get(at)?.start ?? 1)
    })
    .trim()
}

function levelOfStyle({ levels }: Counting, styleId: string | undefined): number | undefined {
  if (styleId === undefined) return undefined
  return [...levels].find(([, level]) => level.styleId === styleId)?.[0]
}

function countingsOf(numbering: XmlElement): Map<string, Counting> {
  const kinds = new Map(
    allNamed(numbering, 'abstractNum').map((kind) => [valueOf(kind, 'abstractNumId'), kind]),
  )
  const byStyle = new Map(
    [...kinds].map(([id, kind]) => [childValue(kind, 'styleLink') ?? '', id] as const),
  )
  return new Map(
    allNamed(numbering, 'num').map((num) => {
      const id = childValue(num, 'abstractNumId') ?? ''
      const link = childValue(kinds.get(id), 'numStyleLink')
      const kind = (link === undefined ? undefined : byStyle.get(link)) ?? id
      const overrides = elementsOf(num).filter(({ name }) => name === 'lvlOverride')
      const own = overrides.flatMap(levelsOf)
      const restarts = overrides.flatMap((each): [number, number][] => {
        const start = childValue(each, 'startOverride')
        return start === undefined ? [] : [[levelNumber(each), wholeNumber(start, 1)]]
      })
      const shared = kinds.get(kind)
      return [
        valueOf(num, 'numId'),
        {
          kind,
          levels: new Map([...(shared ? levelsOf(shared) : []), ...own]),
          restarts: new Map(restarts),
        },
      ]
    }),
  )
}

function levelsOf(holder: XmlElement): [number, Level][] {
  return elementsOf(holder)
    .filter(({ name }) => name === 'lvl')
    .map((level) => {
      const restart = childValue(level, 'lvlRestart')
      return [
        levelNumber(level),
        {
          format: childValue(level, 'numFmt') ?? 'decimal',
          pattern: childValue(level, 'lvlText') ?? '',
          start: wholeNumber(childValue(level, 'start'), 1),
          restartAfter: restart === undefined ? undefined : wholeNumber(restart, 0),
          isLegal: elementsOf(level).some(({ name }) => name === 'isLgl'),
          styleId: childValue(level, 'pStyle'),
        },
      ]
    })
}

function stylesOf(styles: XmlElement): (styleId: string | undefined) => Omit<Style, 'basedOn'> {
  const paragraphs = allNamed(styles, 'style').filter(
    (style) => valueOf(style, 'type') === 'paragraph',
  )
  const byId = new Map(
    paragraphs.map((style): [string, Style] => {
      const properties = elementsOf(style).find(({ name }) => name === 'pPr')
      const numbered = properties && elementsOf(properties).find(({ name }) => name === 'numPr')
      const level = childValue(numbered, 'ilvl')
      return [
        valueOf(style, 'styleId'),
        {
          basedOn: childValue(style, 'basedOn'),
          numId: childValue(numbered, 'numId'),
          level: level === undefined ? undefined : wholeNumber(level, 0),
        },
      ]
    }),
  )
  const byDefault = paragraphs.find((style) => valueOf(style, 'default') === '1')
  return (styleId) => {
    const none = { numId: undefined, level: undefined }
    let style = byId.get(styleId ?? (byDefault ? valueOf(byDefault, 'styleId') : ''))
    let level = style?.level
    for (let deep = 0; style && deep < MAX_STYLES_DEEP; deep++) {
      if (style.numId !== undefined) return { numId: style.numId, level: level ?? style.level }
      style = byId.get(style.basedOn ?? '')
      level ??= style?.level
    }
    return none
  }
}

/** From 0; one that Word has not got is its last. */
function levelNumber(level: XmlElement): number {
  return Math.min(MAX_LEVELS - 1, Math.max(0, wholeNumber(valueOf(level, 'ilvl'), 0)))
}

function valueOf({ attributes }: XmlElement, name: string): string {
  return attributes[`w:${name}`] ?? ''
}

function childValue(element: XmlElement | undefined, name: string): string | undefined {
  const child = element && elementsOf(element).find((each) => each.name === name)
  return child?.attributes['w:val']
}
