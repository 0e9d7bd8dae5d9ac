import { scanKernel } from './scan-kernel.ts'

/** Numbers of a row are read eight at a time. */
const STEP = 8
const FLOAT_BYTES = Float32Array.BYTES_PER_ELEMENT
const PAGE_BYTES = 65_536

/** Where products are taken. One for all, since each that is made reserves gigabytes of addresses until it is collected. */
const memory = new WebAssembly.Memory({ initial: 1 })
const kernel = scanKernel(memory)

/** The inner product: of unit vectors, their cosine. Four sums side by side, because one addition need not wait for the last: 3 times faster. */
export function dot(a: Float32Array, b: Float32Array): number {
  const whole = a.length - (a.length % 4)
  let s0 = 0
  let s1 = 0
  let s2 = 0
  let s3 = 0
  for (let i = 0; i < whole; i += 4) {
    s0 += (a[i] ?? 0) * (b[i] ?? 0)
    s1 += (a[i + 1] ?? 0) * (b[i + 1] ?? 0)
    s2 += (a[i + 2] ?? 0) * (b[i + 2] ?? 0)
    s3 += (a[i + 3] ?? 0) * (b[i + 3] ?? 0)
  }
  for (let i = whole; i < a.length; i++) s0 += (a[i] ?? 0) * (b[i] ?? 0)
  return s0 + s1 + (s2 + s3)
}

/** The same direction, unit length. The zero vector stays zero. */
export function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector)) || 1
  const scaled = new Float32Array(vector.length)
  for (let i = 0; i < scaled.length; i++) scaled[i] = (vector[i] ?? 0) / length
  return scaled
}

/** The direction of the sum of vectors, unit length; empty for none. */
export function centreOf(vectors: readonly Float32Array[]): Float32Array {
  return unit(sumOf(vectors))
}

/** The mean of vectors: of unit vectors, the shorter the less they agree. Empty for none. */
export function meanOf(vectors: readonly Float32Array[]): Float32Array {
  return sumOf(vectors).map((value) => value / vectors.length)
}

function sumOf(vectors: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(vectors[0]?.length ?? 0)
  for (const vector of vectors)
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + (vector[i] ?? 0)
  return sum
}

/** The inner product of a vector and each of many, all of one length: of unit vectors, their cosines. */
export function dots(one: Float32Array, vectors: readonly Float32Array[]): Float32Array {
  const { length } = vectors
  const width = widthOf(one)
  const products = (length + 1) * width
  const numbers = writeRows([one, ...vectors], width, length)
  kernel.products(0, width * FLOAT_BYTES, length, width * FLOAT_BYTES, products * FLOAT_BYTES)
  return numbers.slice(products)
}

/** The cosine of each pair of unit vectors, row by row; 0 for a vector with itself. */
export function cosinesOfPairs(vectors: readonly Float32Array[]): Float32Array {
  const { length } = vectors
  const width = widthOf(vectors[0])
  const square = length * width
  const numbers = writeRows(vectors, width, length * length)
  kernel.pairs(0, length, width * FLOAT_BYTES, square * FLOAT_BYTES)
  return numbers.slice(square)
}

/** In floats, up to a whole step. */
const widthOf = (vector: Float32Array | undefined): number =>
  Math.ceil((vector?.length ?? 0) / STEP) * STEP

/** Writes rows to the kernel's memory, and noughts to the places of `results` numbers behind them. Returns all of it. */
function writeRows(vectors: readonly Float32Array[], width: number, results: number): Float32Array {
  const length = vectors.length * width + results
  const missing = length * FLOAT_BYTES - memory.buffer.byteLength
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES))
  const numbers = new Float32Array(memory.buffer, 0, length)
  for (const [row, vector] of vectors.entries()) {
    numbers.set(vector, row * width)
    numbers.fill(0, row * width + vector.length, (row + 1) * width)
  }
  numbers.fill(0, vectors.length * width)
  return numbers
}
