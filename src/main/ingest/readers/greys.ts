/** A picture in greys, a byte a pixel, row by row. */
export interface Greys {
  readonly data: Uint8Array
  readonly width: number
  readonly height: number
}

/**
 * For each pixel the mean of the square of `reach` pixels to each side, as far as that lies in the picture, rounded. One pass, with sums of
 * a row's columns only: a page's worth of numbers would be 64 MB.
 */
export function meansAround({ data, width, height }: Greys, reach: number): Uint8Array {
  const means = new Uint8Array(data.length)
  const columns = new Float64Array(width)
  const addRow = (row: number, sign: 1 | -1): void => {
    if (row < 0 || row >= height) return
    const start = row * width
    for (let x = 0; x < width; x++) columns[x] = (columns[x] ?? 0) + sign * (data[start + x] ?? 0)
  }
  for (let row = 0; row < reach; row++) addRow(row, 1)
  for (let row = 0; row < height; row++) {
    addRow(row + reach, 1)
    addRow(row - reach - 1, -1)
    const rows = Math.min(height - 1, row + reach) - Math.max(0, row - reach) + 1
    slideAlong(columns, reach, (x, sum, count) => {
      means[row * width + x] = Math.round(sum / (count * rows))
    })
  }
  return means
}

/** The sum of each value and its `reach` neighbours to both sides, and of how many that is. */
function slideAlong(
  values: Float64Array,
  reach: number,
  tell: (place: number, sum: number, count: number) => void,
): void {
  let sum = 0
  for (let place = 0; place < Math.min(reach, values.length); place++) sum += values[place] ?? 0
  for (let place = 0; place < values.length; place++) {
    sum += values[place + reach] ?? 0
    sum -= values[place - reach - 1] ?? 0
    const last = Math.min(values.length - 1, place + reach)
    tell(place, sum, last - Math.max(0, place - reach) + 1)
  }
}
