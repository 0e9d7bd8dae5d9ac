import { countedAs, wholeNumber } from './number-formats.ts'
import { allNamed, elementsOf, type XmlElement } from './xml-tree.ts'

/** Numbers the items of lists and the headings of an OpenDocument text, to be told of them in their order. */
export interface OdfNumbers {
  enterList(list: XmlElement): void
  leaveList(): void
  /** The number of an item of the list entered last, such as "2.1"; '' for a bullet, or where the item begins with another list. */
  ofItem(item: XmlElement): string
  /** The number of a heading outside of lists; '' where the document does not number its headings. */
  ofHeading(heading: XmlElement): string
}

interface Level {
  readonly format: string
  readonly prefix: string
  readonly suffix: string
  /** How many levels the number shows, its own last. */
  readonly shown: number
  readonly start: number
}

type Levels = ReadonlyMap<number, Level>

/** What OpenDocument calls the formats (part 3, 19.500); others are written in digits. */
const FORMATS: Readonly<Record<string, string>> = {
  '': 'none',
  a: 'lowerLetter',
  A: 'upperLetter',
  i: 'lowerRoman',
  I: 'upperRoman',
  '一, 二, 三, ...': 'chineseCounting',
}
/** Programs offer ten. */
const MAX_LEVELS = 10
const OUTLINE = 'the outline'
const NO_LEVELS: Levels = new Map()

/** Takes the list styles from the parts in which they stand. */
export function createOdfNumbers(parts: readonly XmlElement[]): OdfNumbers {
  const styles = stylesIn(parts)
  const counters = new Map<string, number[]>()
  const open: string[] = []
  const count = (style: string, at: number, start: string | undefined): string => {
    const numbers = counters.get(style) ?? []
    counters.set(style, numbers)
    const level = Math.min(MAX_LEVELS, at)
    return countUp(numbers, { at: level, start, levels: styles.get(style) ?? NO_LEVELS })
  }
  return {
    enterList({ attributes }) {
      const style = attributes['text:style-name'] ?? open.at(-1) ?? ''
      const goesOn =
        attributes['text:continue-numbering'] === 'true' ||
        attributes['text:continue-list'] !== undefined
      if (open.length === 0 && !goesOn) counters.delete(style)
      open.push(style)
    },
    leaveList: () => void open.pop(),
    ofItem(item) {
      const [first] = elementsOf(item)
      const isText = first?.name === 'p' || first?.name === 'h'
      return isText
        ? count(open.at(-1) ?? '', open.length, item.attributes['text:start-value'])
        : ''
    },
    ofHeading({ attributes }) {
      const isNumbered = attributes['text:is-list-header'] !== 'true' && styles.has(OUTLINE)
      const at = wholeNumber(attributes['text:outline-level'], 1)
      return isNumbered ? count(OUTLINE, at, attributes['text:start-value']) : ''
    },
  }
}

function stylesIn(parts: readonly XmlElement[]): ReadonlyMap<string, Levels> {
  const lists = parts.flatMap((part) => allNamed(part, 'list-style'))
  const outlines = parts.flatMap((part) => allNamed(part, 'outline-style'))
  return new Map([
    ...lists.map((style) => [style.attributes['style:name'] ?? '', levelsOf(style)] as const),
    ...outlines.map((style) => [OUTLINE, levelsOf(style)] as const),
  ])
}

/** Raises the number of a level, from 1, and begins those below anew. */
function countUp(
  numbers: number[],
  {
    at,
    start,
    levels,
  }: { readonly at: number; readonly start: string | undefined; readonly levels: Levels },
): string {
  const startOf = (level: number): number => levels.get(level)?.start ?? 1
  for (let above = 1; above < at; above++) numbers[above] ??= startOf(above)
  numbers[at] = start === undefined ? (numbers[at] ?? startOf(at) - 1) + 1 : wholeNumber(start, 1)
  numbers.length = at + 1
  const level = levels.get(at)
  if (!level || level.format === 'none') return ''
  const shown = numbers.slice(at - level.shown + 1).map((number, index) => {
    const format = levels.get(at - level.shown + 1 + index)?.format ?? 'decimal'
    return countedAs(format, number)
  })
  return `${level.prefix}${shown.filter((each) => each !== '').join('.')}${level.suffix}`.trim()
}

function levelsOf(style: XmlElement): Levels {
  return new Map(
    elementsOf(style)
      .filter(({ name }) => /^(?:list-level-style-number|outline-level-style)$/.test(name))
      .map(({ attributes }) => {
        const at = wholeNumber(attributes['text:level'], 1)
        const format = attributes['style:num-format'] ?? ''
        const level: Level = {
          format: FORMATS[format] ?? 'decimal',
          prefix: attributes['style:num-prefix'] ?? '',
          suffix: attributes['style:num-suffix'] ?? '',
          shown: Math.min(at, Math.max(1, wholeNumber(attributes['text:display-levels'], 1))),
          start: wholeNumber(attributes['text:start-value'], 1),
        }
        return [at, level]
      }),
  )
}
