import fc from 'fast-check'
import { expect, test } from 'vitest'
import { meansAround, type Greys } from '../../../src/main/ingest/readers/greys.ts'

const pictures = fc
  .record({ width: fc.integer({ min: 1, max: 9 }), height: fc.integer({ min: 1, max: 9 }) })
  .chain(({ width, height }) =>
    fc
      .uint8Array({ minLength: width * height, maxLength: width * height })
      .map((data): Greys => ({ data, width, height })),
  )

function meanAt({ data, width }: Greys, reach: number, place: number): number {
  const [x, y] = [place % width, Math.floor(place / width)]
  const near = [...data].filter(
    (_, at) => Math.abs((at % width) - x) <= reach && Math.abs(Math.floor(at / width) - y) <= reach,
  )
  return Math.round(near.reduce((sum, grey) => sum + grey, 0) / near.length)
}

test('the mean around each pixel is that of the square that lies in the picture', () => {
  fc.assert(
    fc.property(pictures, fc.integer({ min: 0, max: 12 }), (picture, reach) => {
      expect([...meansAround(picture, reach)]).toEqual(
        Array.from(picture.data, (_, place) => meanAt(picture, reach, place)),
      )
    }),
  )
})
