import { apply, type Matrix } from './matrix.ts'
import { pathParts } from './pdf-operands.ts'

/** A straight line along an edge of the page, in points from its top left; `from` is less than `to`. */
export interface Rule {
  readonly isHorizontal: boolean
  /** Its y when it is horizontal, else its x. */
  readonly at: number
  readonly from: number
  readonly to: number
}

/** Points: a filled rectangle as thin as this is a line; a line shorter than that is a tick or a piece of a letter. */
const MAX_THICKNESS = 3
const MIN_LENGTH = 6
/** How far the ends of a straight line may differ across it. */
const MAX_SLANT = 0.7
/** Of a page; drawings have tens of thousands. */
export const MAX_RULES = 3_000

/** The straight lines in a path (pdf.js' numbers) that is stroked, or the one that a thin filled rectangle is. */
export function rulesOf(path: unknown, matrix: Matrix, isStroked: boolean): Rule[] {
  const segments: Segment[] = []
  let start: readonly [number, number] | null = null
  let last: readonly [number, number] | null = null
  for (const { kind, x, y } of pathParts(path)) {
    if (kind === 'close') {
      if (last && start) segments.push([last, start])
      last = start
      continue
    }
    const point = apply(matrix, x, y)
    if (kind === 'line' && last) segments.push([last, point])
    if (kind === 'move') start = point
    last = point
  }
  return isStroked ? segments.flatMap(ruleOf) : thinRule(segments)
}

type Segment = readonly [readonly [number, number], readonly [number, number]]

function ruleOf([[fromX, fromY], [toX, toY]]: Segment): Rule[] {
  const [width, height] = [Math.abs(toX - fromX), Math.abs(toY - fromY)]
  if (Math.max(width, height) < MIN_LENGTH || Math.min(width, height) > MAX_SLANT) return []
  const isHorizontal = width > height
  const [one, other] = isHorizontal ? [fromX, toX] : [fromY, toY]
  const at = isHorizontal ? (fromY + toY) / 2 : (fromX + toX) / 2
  return [{ isHorizontal, at, from: Math.min(one, other), to: Math.max(one, other) }]
}

function thinRule(segments: readonly Segment[]): Rule[] {
  if (segments.length < 3 || segments.length > 5) return []
  const points = segments.flat()
  const xs = points.map(([x]) => x)
  const ys = points.map(([, y]) => y)
  const [left, right] = [Math.min(...xs), Math.max(...xs)]
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)]
  if (Math.min(right - left, bottom - top) > MAX_THICKNESS) return []
  const [x, y] = [(left + right) / 2, (top + bottom) / 2]
  return right - left > bottom - top
    ? ruleOf([
        [left, y],
        [right, y],
      ])
    : ruleOf([
        [x, top],
        [x, bottom],
      ])
}
