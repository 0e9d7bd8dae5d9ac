import { Parser } from 'htmlparser2'
import { isSameColour, parseHex, WHITE } from './colours.ts'
import { allNamed, elementsOf, localName, type XmlElement } from './xml-tree.ts'

/** What decides whether letters are seen; absent where a style above decides. */
export interface RunLook {
  readonly isVanished?: boolean
  /** In half points. */
  readonly size?: number
  /** 0xrrggbb; null where it is the program's own choice. */
  readonly colour?: number | null
  /** What is painted beneath; null for more than one plain colour. */
  readonly beneath?: number | null
}

/** The looks that the styles of a document give. */
export interface DocxStyles {
  /** What holds where nothing else is said. */
  readonly basic: RunLook
  /** Of a paragraph's or letters' style, with what it is based on. */
  readonly of: (styleId: string | undefined) => RunLook
}

/** Letters of a point or less are specks. */
const MAX_SPECK = 2
/** Styles are based on each other a few deep; more is a circle. */
const MAX_STYLES_DEEP = 20

/** From the part that holds the styles (ECMA-376, part 1, 17.7). */
export function stylesOfDocx(styles: XmlElement): DocxStyles {
  const defaults = allNamed(styles, 'rPrDefault').flatMap((each) => allNamed(each, 'rPr'))[0]
  const all = allNamed(styles, 'style')
  const byId = new Map(all.map((style) => [style.attributes['w:styleId'] ?? '', style]))
  const known = new Map<string, RunLook>()
  const lookOf = (id: string | undefined, depth = 0): RunLook => {
    const style = byId.get(id ?? '')
    if (id === undefined || style === undefined || depth > MAX_STYLES_DEEP) return {}
    const own = Object.assign(
      {},
      ...elementsOf(style)
        .filter(({ name }) => name === 'rPr' || name === 'pPr')
        .map(lookOfProperties),
    ) as RunLook
    const parent = elementsOf(style).find(({ name }) => name === 'basedOn')
    const look = known.get(id) ?? { ...lookOf(parent?.attributes['w:val'], depth + 1), ...own }
    known.set(id, look)
    return look
  }
  const standard = all.find(
    ({ attributes }) =>
      attributes['w:type'] === 'paragraph' && isOn(attributes['w:default'] ?? 'false'),
  )
  return {
    basic: {
      beneath: WHITE,
      ...(defaults ? lookOfProperties(defaults) : {}),
      ...lookOf(standard?.attributes['w:styleId']),
    },
    of: (id) => lookOf(id),
  }
}

/** Of the properties of a run, a paragraph or a cell. What is only a proposal of a tracked change is not looked at. */
function lookOfProperties(properties: XmlElement): RunLook {
  return Object.assign({}, ...elementsOf(properties).map(lookOfProperty)) as RunLook
}

function lookOfProperty({ name, attributes }: Pick<XmlElement, 'name' | 'attributes'>): RunLook {
  const value = attributes['w:val'] ?? ''
  switch (name) {
    case 'vanish':
      return { isVanished: isOn(value) }
    case 'sz':
      return { size: Number(value) || Infinity }
    case 'color':
      return { colour: parseHex(value) }
    case 'highlight':
      return value === 'none' ? {} : { beneath: value === 'white' ? WHITE : null }
    case 'shd':
      return shadeOf(value, attributes['w:fill'])
    default:
      return {}
  }
}

/** Patterns are more than one colour; without a colour of its own there is none. */
function shadeOf(pattern: string, fill: string | undefined): RunLook {
  if (pattern !== 'clear' && pattern !== 'nil' && pattern !== '') return { beneath: null }
  return fill === undefined || fill === 'auto' ? {} : { beneath: parseHex(fill) }
}

function isOn(value: string): boolean {
  return !/^(?:0|false|off)$/.test(value)
}

/** An element on the way to a run, with the look that it gives to what it holds. */
interface Open {
  readonly name: string
  readonly from: number
  look: RunLook
  hasText: boolean
}

interface Cut {
  readonly from: number
  readonly to: number
}

/**
 * A part of a Word document without the runs that no reader sees, and how many pieces those were: what is in one paragraph is one.
 * Hidden in Word's own sense, a point high or less, or in the colour of the paper, shading or cell beneath; also where a style says so.
 * What stands on shapes, in styled tables or on coloured pages is judged by what it says itself.
 */
export function withoutHiddenRuns(
  xml: string,
  styles: DocxStyles,
): { readonly xml: string; readonly passages: number } {
  const cuts: Cut[] = []
  let passages = 0
  let last: number | null = null
  const paper = /<w:background\b/.test(xml) ? { beneath: null } : {}
  const open: Open[] = [{ name: '', from: 0, look: { ...styles.basic, ...paper }, hasText: false }]
  const parser = new Parser(
    {
      onopentag(qualified, attributes) {
        const name = localName(qualified)
        const above = open.at(-1)
        // Shapes have fills of their own.
        const fill = name === 'txbxContent' ? { beneath: null } : {}
        const look = { ...above?.look, ...fill }
        open.push({ name, from: parser.startIndex, look, hasText: false })
        takeProperty(open, { name, attributes }, styles)
      },
      ontext(text) {
        const run =
          open.at(-1)?.name === 't' ? open.findLast(({ name }) => name === 'r') : undefined
        if (run && /[\p{L}\p{N}]/u.test(text)) run.hasText = true
      },
      onclosetag() {
        const closed = open.length > 1 ? open.pop() : undefined
        if (closed?.name !== 'r' || !isUnseen(closed.look)) return
        const to = parser.endIndex + 1
        cuts.push({ from: closed.from, to })
        if (!closed.hasText) return
        if (last === null || xml.slice(last, closed.from).includes('</w:p>')) passages++
        last = to
      },
    },
    { xmlMode: true },
  )
  parser.end(xml)
  return { xml: cutOut(xml, cuts), passages }
}

const HOLDERS: Readonly<Record<string, string>> = { rPr: 'r', pPr: 'p', tcPr: 'tc', tblPr: 'tbl' }

/** What properties say holds for the element that they belong to, and for all that follows within it. */
function takeProperty(
  open: readonly Open[],
  property: Pick<XmlElement, 'name' | 'attributes'>,
  styles: DocxStyles,
): void {
  const [holder, properties] = [open.at(-3), open.at(-2)]
  if (!holder || !properties || HOLDERS[properties.name] !== holder.name) return
  // The properties of the mark at its end are none of the paragraph's text.
  if (property.name === 'rPr') return
  const { name, attributes } = property
  const isStyle = name === 'rStyle' || name === 'pStyle'
  const look = isStyle ? styles.of(attributes['w:val']) : lookOfProperty(property)
  const beneath = name === 'tblStyle' ? { beneath: null } : {}
  holder.look = { ...holder.look, ...look, ...beneath }
}

function isUnseen({ isVanished, size, colour, beneath }: RunLook): boolean {
  if (isVanished === true || (size ?? Infinity) <= MAX_SPECK) return true
  return isSameColour(colour ?? null, beneath ?? null)
}

/** Runs may hold others: the outer one takes them along. */
function cutOut(xml: string, cuts: readonly Cut[]): string {
  const parts: string[] = []
  let at = 0
  for (const { from, to } of [...cuts].sort((a, b) => a.from - b.from)) {
    if (from < at) continue
    parts.push(xml.slice(at, from))
    at = to
  }
  return parts.length === 0 ? xml : parts.join('') + xml.slice(at)
}
