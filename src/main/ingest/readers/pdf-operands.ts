import type { Box, Matrix } from './matrix.ts'

/** pdf.js' own numbers for the parts of a path. */
const MOVE = 0
const LINE = 1
const CLOSE = 4

export function numberOf(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0
}

export function matrixOf(value: unknown): Matrix | null {
  const numbers = numbersOf(value)
  if (numbers.length < 6) return null
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbers
  return [a, b, c, d, e, f]
}

/** From least x, least y, greatest x, greatest y. */
export function boxOfBounds(value: unknown): Box | null {
  const numbers = numbersOf(value)
  if (numbers.length < 4) return null
  const [left = 0, top = 0, right = 0, bottom = 0] = numbers
  return left <= right && top <= bottom ? { left, top, right, bottom } : null
}

/** Numbers of a path of four hundred lines: the rules of a large table, drawn at once. */
const MAX_SHORT_PATH = 3_000

export function isShortPath(path: unknown): boolean {
  return numbersOf(path).length <= MAX_SHORT_PATH
}

const CURVE = 2
const QUADRATIC_CURVE = 3

/** The points that a path (pdf.js' numbers) goes through, and where it closes. */
export function pathParts(path: unknown): {
  readonly kind: 'move' | 'line' | 'curve' | 'close'
  readonly x: number
  readonly y: number
}[] {
  const numbers = numbersOf(path)
  const parts: { kind: 'move' | 'line' | 'curve' | 'close'; x: number; y: number }[] = []
  let at = 0
  while (at < numbers.length) {
    const operator = numbers[at]
    const count = operator === CURVE ? 6 : operator === QUADRATIC_CURVE ? 4 : 2
    if (operator === CLOSE) parts.push({ kind: 'close', x: 0, y: 0 })
    else
      parts.push({
        kind: operator === MOVE ? 'move' : operator === LINE ? 'line' : 'curve',
        x: numbers[at + count - 1] ?? 0,
        y: numbers[at + count] ?? 0,
      })
    at += operator === CLOSE ? 1 : count + 1
  }
  return parts
}

/** Whether a path (pdf.js' numbers) is one upright rectangle: four corners of which neighbours share a coordinate. */
export function isRectangle(path: unknown): boolean {
  const numbers = numbersOf(path)
  const corners: [number, number][] = []
  let at = 0
  while (at < numbers.length) {
    const operator = numbers[at]
    if (operator === CLOSE && at === numbers.length - 1) break
    if (operator !== (at === 0 ? MOVE : LINE) || corners.length === 5) return false
    corners.push([numbers[at + 1] ?? 0, numbers[at + 2] ?? 0])
    at += 3
  }
  const [first, , , , fifth] = corners
  if (corners.length === 5 && (first?.[0] !== fifth?.[0] || first?.[1] !== fifth?.[1])) return false
  const sides = corners.slice(0, 4)
  return (
    sides.length === 4 &&
    sides.every(([x, y], index) => {
      const [nextX, nextY] = sides[(index + 1) % 4] ?? [x, y]
      return (x === nextX) !== (y === nextY)
    })
  )
}

export interface Spacing {
  readonly font: { readonly unit: number; readonly isVertical: boolean }
  readonly fontSize: number
  readonly charSpacing: number
  readonly wordSpacing: number
  readonly scale: number
}

/** A letter, or a step without one. */
export interface Glyph {
  readonly unicode: string
  /** Of the letter itself, and how far the next one stands from it, in units of text. */
  readonly width: number
  readonly step: number
}

/** The letters and steps that one operator shows (ISO 32000-1, 9.4.4). */
export function glyphsOf(items: unknown, spacing: Spacing): Glyph[] {
  const { font, fontSize, charSpacing, wordSpacing } = spacing
  const scale = font.isVertical ? 1 : spacing.scale
  const glyphs: Glyph[] = []
  for (const item of Array.isArray(items) ? (items as unknown[]) : []) {
    if (typeof item === 'number')
      glyphs.push({ unicode: '', width: 0, step: ((-item * fontSize) / 1000) * scale })
    if (typeof item !== 'object' || item === null) continue
    const { unicode, width, vmetric, isSpace } = item as Partial<Record<string, unknown>>
    const units = font.isVertical && Array.isArray(vmetric) ? numberOf(vmetric[0]) : numberOf(width)
    const own = units * font.unit * fontSize * scale
    const apart = (charSpacing + (isSpace === true ? wordSpacing : 0)) * scale
    const written = typeof unicode === 'string' ? unicode : ''
    glyphs.push({ unicode: written, width: own, step: own + apart })
  }
  return glyphs
}

export function advanceOf(glyphs: readonly Glyph[]): number {
  return glyphs.reduce((sum, { step }) => sum + step, 0)
}

function numbersOf(value: unknown): readonly number[] {
  if (Array.isArray(value)) return value as number[]
  return value instanceof Float32Array || value instanceof Float64Array ? Array.from(value) : []
}
