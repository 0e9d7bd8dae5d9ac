import { must } from '../../lib/must.ts'
import type { Greys } from './greys.ts'

/** Pixels of the longer side that are enough to measure an angle to a tenth of a degree. */
export const SKEW_SIDE = 1000
/** People lay paper down this crookedly; more would be taken for it where there are just slanting things in a photo. */
const MAX_DEGREES = 12
/** Steps of the search, each within one step of the best angle before. */
const STEPS = [1, 0.25, 0.05]
/** Tesseract itself copes with lines that lean less. */
const LEAST_DEGREES = 0.4
/** How much sharper the lines must stand out at the angle found: a picture without lines is about as sharp at all angles. */
const LEAST_GAIN = 1.15
/** Ink is this much darker than what is around it, of 255. */
const INK_CONTRAST = 24
/** Pixels to each side that are "around": more than a stroke, less than a line. */
const AROUND = 8

/**
 * The angle in degrees, clockwise, at which lines of text run; 0 when none stand out. The projection of the ink on the upright is
 * sharpest at that angle (W. Postl, "Detection of linear oblique structures and skew scan in digitized documents", ICPR 1986). On a
 * page that lies on its side the lines run down: the sharper of both projections counts.
 */
export function skewOf(greys: Greys): number {
  const ink = inkOf(greys)
  const across = bestAngle(ink.x, ink.y)
  const down = bestAngle(ink.y, ink.x)
  const { degrees, gain } = down.sharpness > across.sharpness ? negated(down) : across
  return gain >= LEAST_GAIN && Math.abs(degrees) >= LEAST_DEGREES ? degrees : 0
}

interface Found {
  readonly degrees: number
  readonly sharpness: number
  /** Against the picture as it is. */
  readonly gain: number
}

/** With the axes swapped, clockwise became counterclockwise. */
function negated(found: Found): Found {
  return { ...found, degrees: -found.degrees }
}

function bestAngle(along: Float32Array, upright: Float32Array): Found {
  let best = { degrees: 0, sharpness: sharpnessAt(along, upright, 0) }
  const asItIs = best.sharpness
  let reach = MAX_DEGREES
  for (const step of STEPS) {
    const centre = best.degrees
    for (let degrees = centre - reach; degrees <= centre + reach; degrees += step) {
      const sharpness = sharpnessAt(along, upright, degrees)
      if (sharpness > best.sharpness) best = { degrees, sharpness }
    }
    reach = step
  }
  return { ...best, gain: asItIs === 0 ? 1 : best.sharpness / asItIs }
}

/** The sum of squared differences between neighbouring rows of ink, rows running at this angle. */
function sharpnessAt(along: Float32Array, upright: Float32Array, degrees: number): number {
  const sine = Math.sin((degrees * Math.PI) / 180)
  const cosine = Math.cos((degrees * Math.PI) / 180)
  const rows = new Float32Array(4 * SKEW_SIDE)
  for (let index = 0; index < along.length; index++) {
    const row = Math.round(at(upright, index) * cosine - at(along, index) * sine) + SKEW_SIDE
    rows[row] = at(rows, row) + 1
  }
  let sum = 0
  for (let row = 1; row < rows.length; row++) sum += (at(rows, row) - at(rows, row - 1)) ** 2
  return sum
}

/** The places of pixels that are darker than what is around them: strokes, whatever the light; no shadows and no dark table. */
function inkOf({ data, width, height }: Greys): { x: Float32Array; y: Float32Array } {
  const sums = sumTable({ data, width, height })
  const [x, y]: [number[], number[]] = [[], []]
  for (let row = AROUND; row < height - AROUND; row++)
    for (let column = AROUND; column < width - AROUND; column++) {
      const around =
        at(sums, (row + AROUND) * width + column + AROUND) -
        at(sums, (row - AROUND) * width + column + AROUND) -
        at(sums, (row + AROUND) * width + column - AROUND) +
        at(sums, (row - AROUND) * width + column - AROUND)
      const mean = around / (2 * AROUND) ** 2
      if (at(data, row * width + column) >= mean - INK_CONTRAST) continue
      x.push(column)
      y.push(row)
    }
  return { x: Float32Array.from(x), y: Float32Array.from(y) }
}

/** The sum of all pixels above and left of each, itself included. */
function sumTable({ data, width, height }: Greys): Float64Array {
  const sums = new Float64Array(width * height)
  for (let row = 0; row < height; row++) {
    let inRow = 0
    for (let column = 0; column < width; column++) {
      inRow += at(data, row * width + column)
      const above = row === 0 ? 0 : at(sums, (row - 1) * width + column)
      sums[row * width + column] = above + inRow
    }
  }
  return sums
}

function at(values: { readonly [index: number]: number }, index: number): number {
  return must(values[index], 'within the picture')
}
