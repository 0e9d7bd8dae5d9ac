import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nthHighest } from '../../../src/main/search/nth-highest.ts'

test('the nth highest of numbers is the nth of them in order, also where many are equal', () => {
  const numbers = fc.array(
    fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double({ noNaN: true, min: -9, max: 9 })),
    { minLength: 1, maxLength: 80 },
  )
  fc.assert(
    fc.property(numbers, fc.nat(), (given, at) => {
      const n = (at % given.length) + 1
      const expected = given.toSorted((a, b) => b - a)[n - 1]
      expect(nthHighest(Float64Array.from(given), n)).toEqual(expected)
    }),
  )
})
