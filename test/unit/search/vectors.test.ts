import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cosinesOfPairs, dot, meanOf } from '../../../src/main/search/vectors.ts'

test('the cosines of pairs are those of each two vectors by themselves, as exact as floats are', () => {
  const vector = (length: number) =>
    fc.float32Array({ minLength: length, maxLength: length, noNaN: true, min: -1, max: 1 })
  const vectors = fc
    .integer({ min: 1, max: 19 })
    .chain((length) => fc.array(vector(length), { maxLength: 8 }))
  fc.assert(
    fc.property(vectors, (several) => {
      const one = several.flatMap((a, row) =>
        several.map((b, column) => (row === column ? 0 : dot(a, b))),
      )
      const pairs = [...cosinesOfPairs(several)]
      expect(pairs).toHaveLength(one.length)
      for (const [i, cosine] of pairs.entries()) expect(cosine).toBeCloseTo(one[i] ?? NaN, 5)
    }),
  )
})

test('the mean of vectors is that of each of their numbers, and none have none', () => {
  const vectors = [Float32Array.of(1, 0), Float32Array.of(0, 0.5)]
  expect([meanOf(vectors), meanOf([])]).toEqual([Float32Array.of(0.5, 0.25), new Float32Array(0)])
})
