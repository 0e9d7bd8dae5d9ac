import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { createBackground, type Background } from './pdf-background.ts'
import { boxAround, intersect, multiply, type Box, type Matrix } from './matrix.ts'
import { boxOfBounds, isRectangle, isShortPath, numberOf } from './pdf-operands.ts'
import { MAX_RULES, rulesOf, type Rule } from './pdf-rules.ts'
import { IDENTITY, TextPen, type PaintedFont } from './pdf-text-pen.ts'

export interface PaintOptions {
  /** From the page's own coordinates to points from the top left. */
  readonly transform: Matrix
  readonly width: number
  readonly height: number
  readonly fontOf: (name: string) => PaintedFont
  /** Whether a layer (the properties of its marked content) is shown. */
  readonly isLayerOn: (properties: unknown) => boolean
}

interface State {
  matrix: Matrix
  clip: Box
  /** Clipped by rectangles only, so that `clip` is exact. */
  isClipExact: boolean
  fill: number | null
  stroke: number | null
  alpha: number
  isBlended: boolean
  mode: number
  font: PaintedFont
  fontSize: number
  charSpacing: number
  wordSpacing: number
  scale: number
  leading: number
  rise: number
}

const START = {
  isClipExact: true,
  fill: 0,
  stroke: 0,
  alpha: 1,
  isBlended: false,
  mode: 0,
  font: { name: '', isType3: false, unit: 0.001, isVertical: false, height: 1 },
  fontSize: 0,
  charSpacing: 0,
  wordSpacing: 0,
  scale: 1,
  leading: 0,
  rise: 0,
}

const UNIT: Box = { left: 0, top: 0, right: 1, bottom: 1 }
const NEARLY_CLEAR = 0.02
const NEARLY_OPAQUE = 0.98
/** What the rendering modes paint; 4 to 7 are the same and clip as well. */
const PAINTED: readonly (readonly ('fill' | 'stroke')[])[] = [
  ['fill'],
  ['stroke'],
  ['fill', 'stroke'],
  [],
]
/** Only clips, so that what is painted next shows through the letters. */
const CLIP_MODE = 7
const FILLS: ReadonlySet<unknown> = new Set([
  OPS.fill,
  OPS.eoFill,
  OPS.fillStroke,
  OPS.eoFillStroke,
  OPS.closeFillStroke,
  OPS.closeEOFillStroke,
])

const STROKES: ReadonlySet<unknown> = new Set([
  OPS.stroke,
  OPS.closeStroke,
  OPS.fillStroke,
  OPS.eoFillStroke,
  OPS.closeFillStroke,
  OPS.closeEOFillStroke,
])

/** A painter that only notes what each text of a page is painted with and on: its state, and one method an operator of pdf.js. */
export class Painter {
  readonly pen: TextPen
  readonly background: Background
  /** The straight lines that are drawn, such as those of tables. */
  readonly rules: Rule[] = []
  readonly options: PaintOptions
  readonly #stack: State[] = []
  readonly #layers: boolean[] = []
  readonly #masks: boolean[] = []
  state: State
  isClipping = false

  constructor(options: PaintOptions) {
    const { transform, width, height } = options
    this.options = options
    this.background = createBackground(width, height)
    this.pen = new TextPen({ width, height }, this.background)
    const clip = { left: 0, top: 0, right: width, bottom: height }
    this.state = { ...START, matrix: transform, clip }
  }

  save(): void {
    this.#stack.push({ ...this.state })
  }

  restore(): void {
    this.state = this.#stack.pop() ?? this.state
  }

  beginContent(isShown: boolean): void {
    this.pen.lift()
    this.#layers.push(isShown)
  }

  endContent(): void {
    this.pen.lift()
    this.#layers.pop()
  }

  /** A group is painted by itself first: onto the page, or as a mask. */
  beginGroup(isMask: boolean): void {
    this.save()
    this.#masks.push(isMask)
  }

  endGroup(): void {
    this.#masks.pop()
    this.restore()
  }

  beginForm(matrix: Matrix | null, bounds: unknown): void {
    this.pen.lift()
    this.save()
    if (matrix !== null) this.state.matrix = multiply(this.state.matrix, matrix)
    const box = boxOfBounds(bounds)
    if (box !== null)
      this.state.clip = intersect(this.state.clip, boxAround(this.state.matrix, box))
  }

  setGraphics(pairs: unknown): void {
    for (const [key, value] of Array.isArray(pairs) ? (pairs as [string, unknown][]) : []) {
      if (key === 'ca') this.state.alpha = numberOf(value)
      if (key === 'BM') this.state.isBlended = value !== 'source-over' && value !== 'Normal'
      if (key === 'SMask') this.state.isBlended = Boolean(value)
      if (key === 'Font' && Array.isArray(value)) this.setFont(value[0], value[1])
    }
  }

  setFont(name: unknown, size: unknown): void {
    this.state.font = this.options.fontOf(String(name))
    this.state.fontSize = numberOf(size)
  }

  show(items: unknown): void {
    this.pen.show(items, this.state, {
      colours: this.#textColours(),
      isSwitchedOff: this.#layers.includes(false),
      isMask: this.#masks.includes(true),
    })
  }

  #textColours(): (number | null)[] {
    const { state } = this
    if (state.font.isType3 || state.mode === CLIP_MODE) return [null]
    if (state.alpha < NEARLY_CLEAR) return []
    return (PAINTED[state.mode & 3] ?? []).map((kind) => state[kind])
  }

  addPicture(matrix: Matrix = IDENTITY): void {
    const around = boxAround(multiply(this.state.matrix, matrix), UNIT)
    const box = intersect(around, this.state.clip)
    this.background.fill(box, null)
    this.background.addArt(box)
  }

  fillClip(): void {
    this.background.fill(this.state.clip, null)
  }

  /** Long paths are drawings. */
  #noteRules(operator: unknown, data: unknown, box: Box | null): void {
    const isStroked = STROKES.has(operator)
    if (box === null || (!isStroked && !FILLS.has(operator))) return
    if (this.rules.length >= MAX_RULES || !isShortPath(data)) return
    this.rules.push(...rulesOf(data, this.state.matrix, isStroked))
  }

  addPath(operator: unknown, data: unknown, bounds: unknown): void {
    const { state } = this
    const box = boxOfBounds(bounds)
    this.#noteRules(operator, data, box)
    if (box !== null) {
      const around = boxAround(state.matrix, box)
      const isPlain = isRectangle(data)
      const inside = intersect(around, state.clip)
      if (FILLS.has(operator) && state.alpha > NEARLY_CLEAR) {
        const isSure =
          isPlain && state.isClipExact && state.alpha > NEARLY_OPAQUE && !state.isBlended
        this.background.fill(inside, isSure ? state.fill : null)
        if (!isPlain) this.background.addArt(inside)
      }
      if (this.isClipping) {
        state.clip = inside
        state.isClipExact &&= isPlain
      }
    }
    this.isClipping = false
  }
}
