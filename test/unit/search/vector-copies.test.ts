import { expect, test } from 'vitest'
import { VectorCopies } from '../../../src/main/search/vector-copies.ts'
import { dot } from '../../../src/main/search/vectors.ts'
import { vectorOf } from '../../helpers/test-database.ts'

const query = vectorOf('What do otters eat?')
const vectors = new Map(Array.from({ length: 500 }, (_, i) => [3 * i + 1, vectorOf(`text ${i}`)]))
const stored = [...vectors].map(([chunkId, embedding]) => ({ chunkId, embedding }))
const ids = [...vectors.keys()]
const byCloseness = ids.toSorted(
  (a, b) => dot(vectors.get(b) ?? query, query) - dot(vectors.get(a) ?? query, query),
)

test('the nearest by their copies hold the nearest by their vectors', () => {
  const copies = new VectorCopies()
  copies.append(stored.slice(0, 200))
  copies.append(stored.slice(200))
  const narrowed = copies.narrow(query, ids.toReversed(), 60)
  expect({
    count: narrowed.length,
    missing: byCloseness.slice(0, 40).filter((id) => !narrowed.includes(id)),
    lastId: copies.lastId,
  }).toEqual({ count: 60, missing: [], lastId: ids.at(-1) })
})

test('what has no copy stays beside the nearest of the rest, however much it is', () => {
  const copies = new VectorCopies()
  copies.append(stored.slice(0, 400))
  const copied = new Set(ids.slice(0, 400))
  const narrowed = copies.narrow(query, [...ids, 2000], 30)
  expect({
    withoutCopy: narrowed.filter((id) => !copied.has(id)),
    nearest: byCloseness
      .filter((id) => copied.has(id))
      .slice(0, 20)
      .filter((id) => !narrowed.includes(id)),
    count: narrowed.length,
  }).toEqual({ withoutCopy: [...ids.slice(400), 2000], nearest: [], count: 131 })
})

test('vectors of any length can be copied', () => {
  const copies = new VectorCopies()
  copies.append(
    [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, -1],
    ].map((numbers, i) => ({ chunkId: i + 1, embedding: new Float32Array(numbers) })),
  )
  expect(copies.narrow(new Float32Array([0.6, 0.8, 0]), [1, 2, 3], 1)).toEqual([2])
})
