import createBidi, { type Bidi } from 'bidi-js'
import { normalizeUnicode } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Matrix } from './matrix.ts'

/** Letters that stand together on a page, as pdf.js' own text content has them. */
export interface TextItem {
  readonly text: string
  readonly isRightToLeft: boolean
  /** From units of the letters' size to points from the page's top left. */
  readonly matrix: Matrix
  readonly isVertical: boolean
  /** Along the direction of writing, in points. */
  readonly length: number
  readonly font: string
}

/** How the letters of one operator are set. */
export interface Setting {
  readonly font: string
  /** As the file says it: letters may be scaled besides. */
  readonly fontSize: number
  readonly isVertical: boolean
  /** From units of the letters' size to points from the page's top left, but for the place. */
  readonly matrix: Matrix
  /** Points that one unit of the letters' size takes along the direction of writing, without horizontal scaling. */
  readonly em: number
}

/** A point, from the page's top left. */
export interface Place {
  readonly x: number
  readonly y: number
}

/** In units of the letters' size, as pdf.js has them: a gap between a kerned letter and a space, the widest space, the longest step back. */
const SPACE_MIN = 0.102
const SPACE_MAX = 0.6
const STEP_BACK = -0.2
/** A space that takes no room is none. */
const NO_SPACE = 0.03
/** Shares of the letters' height: raised letters are an item of their own, another line is another item. */
const RISE = 0.25
/** Radians. */
const MAX_TURN = 0.02
/** Letters that are written from right to left, and the marks that turn the direction. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u
/** As pdf.js: a text with fewer such letters runs from left to right. */
const RIGHT_TO_LEFT_SHARE = 0.3

// Its types say that the function is a property of what it exports; it is that itself.
const bidi = (createBidi as unknown as () => Bidi)()

interface OpenItem {
  readonly setting: Setting
  readonly from: Place
  text: string
}

/**
 * Joins letters that are painted one after the other to items, with a space where there is room for one (after pdf.js' own
 * `getTextContent`, which takes a pass of its own over the page and knows nothing of colours). `emit` gets each item, and " " alone
 * where a gap stands between two.
 */
export class ItemCollector {
  readonly #emit: (item: TextItem) => void
  #open: OpenItem | null = null
  /** Where the last letter ended. */
  #end: Place | null = null
  #hasSpace = false

  constructor(emit: (item: TextItem) => void) {
    this.#emit = emit
  }

  /** A letter from one point of the base line to another. */
  add(unicode: string, setting: Setting, from: Place, to: Place): void {
    if (/^\s/u.test(unicode)) {
      this.#hasSpace = this.#end !== null
      return
    }
    if (this.#open !== null && !isSameSetting(this.#open.setting, setting)) this.flush()
    const isMark = /^\p{Mn}$/u.test(unicode)
    if (!isMark) this.#step(setting, from)
    this.#open ??= { setting, from, text: '' }
    if (this.#hasSpace && this.#open.text !== '') this.#open.text += ' '
    this.#hasSpace = false
    this.#open.text += unicode
    this.#end = isMark ? (this.#end ?? from) : to
  }

  /** What follows is no part of the same word or line. */
  flush(): void {
    if (this.#open !== null && this.#end !== null) this.#emit(finish(this.#open, this.#end))
    this.#open = null
  }

  /** What lies between the last letter and the next: nothing, a space in the same item, or the end of the item. */
  #step(setting: Setting, from: Place): void {
    if (this.#end === null) return
    const { along, across, height } = distance(setting, this.#end, from)
    if (along < STEP_BACK || across > height) {
      this.#hasSpace = false
      this.flush()
      return
    }
    if (along <= NO_SPACE) this.#hasSpace = false
    const isApart = along > SPACE_MIN
    if (along > SPACE_MAX || (isApart ? this.#open === null : this.#hasSpace)) this.#gap(setting)
    else if (isApart && this.#open !== null) {
      this.#hasSpace = false
      this.#open.text += ' '
    }
    if (across > height * RISE) this.flush()
  }

  #gap(setting: Setting): void {
    this.flush()
    this.#hasSpace = false
    this.#emit({ ...setting, text: ' ', isRightToLeft: false, length: 0 })
  }
}

/** Small capitals that are only scaled go on with a word; letters in another direction do not. */
function isSameSetting(one: Setting, other: Setting): boolean {
  if (one === other) return true
  const [[a, b], [c, d]] = [one.matrix, other.matrix]
  const turn = Math.abs(a * d - b * c) / (Math.hypot(a, b) * Math.hypot(c, d) || 1)
  return one.font === other.font && one.fontSize === other.fontSize && turn < MAX_TURN
}

/** From the end of the last letter to a point, in units of the letters' size along the line, and in points across it. */
function distance(
  { matrix: [a, b, c, d], em, isVertical }: Setting,
  last: Place,
  { x, y }: Place,
): { readonly along: number; readonly across: number; readonly height: number } {
  const [dx, dy] = [x - last.x, y - last.y]
  const [ux, uy] = isVertical ? [-c, -d] : [a, b]
  const length = Math.hypot(ux, uy) || 1
  return {
    along: (dx * ux + dy * uy) / length / (em || 1),
    across: Math.abs(dx * uy - dy * ux) / length,
    height: isVertical ? Math.hypot(a, b) : Math.hypot(c, d),
  }
}

function finish({ setting, from: { x, y }, text }: OpenItem, end: Place): TextItem {
  const [a, b, c, d] = setting.matrix
  const written = normalizeUnicode(text)
  return {
    ...inReadingOrder(setting.isVertical ? '' : written, written),
    matrix: [a, b, c, d, x, y],
    isVertical: setting.isVertical,
    length: Math.hypot(end.x - x, end.y - y),
    font: setting.font,
  }
}

/** Letters stand on a page as they are seen, from the left; in a text, as they are read. */
function inReadingOrder(
  turnable: string,
  text: string,
): { readonly text: string; readonly isRightToLeft: boolean } {
  if (!RIGHT_TO_LEFT.test(turnable)) return { text, isRightToLeft: false }
  const letters = [...text]
  const share = letters.filter((letter) => RIGHT_TO_LEFT.test(letter)).length / letters.length
  const isRightToLeft = share >= RIGHT_TO_LEFT_SHARE || text.length <= 4
  const levels = bidi.getEmbeddingLevels(text, isRightToLeft ? 'rtl' : 'ltr')
  return { text: bidi.getReorderedString(text, levels), isRightToLeft }
}
