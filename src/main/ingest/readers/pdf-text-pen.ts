import { isSameColour } from './colours.ts'
import { apply, multiply, type Matrix } from './matrix.ts'
import type { Background } from './pdf-background.ts'
import { ItemCollector, type Setting, type TextItem } from './pdf-items.ts'
import { advanceOf, glyphsOf, type Spacing } from './pdf-operands.ts'

/** A font as far as it decides how text is painted. */
export interface PaintedFont {
  /** pdf.js' name of it. */
  readonly name: string
  /** Its letters are drawings of their own, with colours of their own. */
  readonly isType3: boolean
  /** From its units to those of text: 0.001 but for Type 3. */
  readonly unit: number
  readonly isVertical: boolean
  /** Of its letters, in units of their nominal size, which for Type 3 may be a unit that says nothing. */
  readonly height: number
}

/** Why a text may not be seen. */
export interface Doubt {
  /** `unpainted` is decided by what else is on the page; the others are sure. */
  readonly kind: 'switched-off' | 'same-colour' | 'unpainted'
  /** Points along the text, from the page's top left. */
  readonly points: readonly Point[]
}

export type Point = readonly [number, number]

export interface PaintedText {
  readonly item: TextItem
  /** Null where it is seen. */
  readonly doubt: Doubt | null
}

/** What decides how and where letters are painted. */
export interface TextState extends Spacing {
  readonly matrix: Matrix
  readonly font: PaintedFont
  readonly rise: number
}

/** How letters are painted at the moment. */
export interface Paint {
  /** Of fill and outline, as 0xrrggbb; null for patterns and whatever else is of more than one colour. Empty when nothing is painted. */
  readonly colours: readonly (number | null)[]
  /** In a layer that is switched off. */
  readonly isSwitchedOff: boolean
  /** What is painted is the shape through which other things are seen: text in it is no text of the page. */
  readonly isMask: boolean
}

export interface PageSize {
  readonly width: number
  readonly height: number
}

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0]
/** Where on a text it is looked what lies beneath: shares of its length, and above the base line in units of its size. */
const ALONG = [0.15, 0.5, 0.85]
const ABOVE = 0.3
/** Points: letters reach over their base line and the edge. */
const MARGIN = 6

/** Writes the letters of a page, one operator after the other, and collects them as items. */
export class TextPen {
  readonly texts: PaintedText[] = []
  /** Pieces of text outside of the page, one after the other as one. They are in no item. */
  offPage = 0
  readonly #page: PageSize
  readonly #background: Background
  readonly #items = new ItemCollector((item) => this.texts.push({ item, doubt: this.#doubt }))
  #doubt: Doubt | null = null
  #wasOff = false
  #at = { matrix: IDENTITY, x: 0, y: 0, lineX: 0, lineY: 0 }

  constructor(page: PageSize, background: Background) {
    this.#page = page
    this.#background = background
  }

  setMatrix(matrix: Matrix): void {
    this.#at = { matrix, x: 0, y: 0, lineX: 0, lineY: 0 }
  }

  move(x: number, y: number): void {
    const [lineX, lineY] = [this.#at.lineX + x, this.#at.lineY + y]
    this.#at = { matrix: this.#at.matrix, x: lineX, y: lineY, lineX, lineY }
  }

  /** What comes next is no part of the word before. */
  lift(): void {
    this.#items.flush()
  }

  /** Letters and steps between them, as pdf.js gives them. */
  show(items: unknown, state: TextState, paint: Paint): void {
    const place = multiply(state.matrix, this.#at.matrix)
    const glyphs = glyphsOf(items, state)
    const points = this.#pointsAlong(place, state, advanceOf(glyphs))
    const isText = !paint.isMask && glyphs.some(({ unicode }) => /\S/u.test(unicode))
    if (isText) this.#startText(points, paint)
    const setting = settingOf(place, state)
    for (const { unicode, width, step } of glyphs) {
      const [x, y] = apply(place, this.#at.x, this.#at.y + state.rise)
      this.#advance(state, width)
      const [endX, endY] = apply(place, this.#at.x, this.#at.y + state.rise)
      this.#advance(state, step - width)
      if (isText && unicode !== '' && isOn(this.#page, [x, y], [endX, endY]))
        this.#items.add(unicode, setting, { x, y }, { x: endX, y: endY })
    }
  }

  #advance({ font }: TextState, by: number): void {
    if (font.isVertical) this.#at.y += by
    else this.#at.x += by
  }

  #pointsAlong(place: Matrix, state: TextState, advance: number): Point[] {
    const { x, y } = this.#at
    return ALONG.map((share) =>
      state.font.isVertical
        ? apply(place, x, y + advance * share)
        : apply(place, x + advance * share, y + state.rise + state.fontSize * ABOVE),
    )
  }

  #startText(points: readonly Point[], paint: Paint): void {
    const isOff = points.every((point) => !isOn(this.#page, point, point, MARGIN))
    if (isOff && !this.#wasOff) this.offPage++
    this.#wasOff = isOff
    const doubt = this.#doubtOf(points, paint)
    if (doubt !== null || this.#doubt !== null) this.#items.flush()
    this.#doubt = doubt
  }

  #doubtOf(points: readonly Point[], { colours, isSwitchedOff }: Paint): Doubt | null {
    if (isSwitchedOff) return { kind: 'switched-off', points }
    if (colours.length === 0) return { kind: 'unpainted', points }
    const isSame = points.every(([x, y]) => {
      const beneath = this.#background.colourAt(x, y)
      return colours.every((colour) => isSameColour(colour, beneath))
    })
    return isSame ? { kind: 'same-colour', points } : null
  }
}

function settingOf(place: Matrix, { font, fontSize, scale }: TextState): Setting {
  const [a, b, c, d] = place
  const across = fontSize * scale
  const up = fontSize * (Math.abs(fontSize) <= 1 ? font.height : 1)
  return {
    font: font.name,
    fontSize,
    isVertical: font.isVertical,
    matrix: [a * across, b * across, c * up, d * up, 0, 0],
    em: (font.isVertical ? Math.hypot(c, d) : Math.hypot(a, b)) * Math.abs(fontSize),
  }
}

/** Whether any part of the way from one point to another lies on the page. */
function isOn(
  { width, height }: PageSize,
  [x, y]: Point,
  [endX, endY]: Point,
  margin = 0,
): boolean {
  return (
    Math.max(x, endX) >= -margin &&
    Math.min(x, endX) <= width + margin &&
    Math.max(y, endY) >= -margin &&
    Math.min(y, endY) <= height + margin
  )
}
