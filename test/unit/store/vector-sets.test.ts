import { expect, test } from 'vitest'
import { removeDocuments } from '../../../src/main/store/documents.ts'
import { getVectors, matchVectors } from '../../../src/main/store/vector-index.ts'
import {
  activateVectorSet,
  activeVectorSet,
  addVectors,
  beginVectorSet,
  chunksWithoutVector,
  countVectors,
  dropVectorSet,
  vectorSetBeside,
} from '../../../src/main/store/vector-sets.ts'
import { addText, openTestDatabase, saveText, vectorOf } from '../../helpers/test-database.ts'

const other = { recipe: 'other/int8', dimensions: 8 }
const eight = (seed: number): Float32Array =>
  Float32Array.from({ length: 8 }, (_, i) => (i === seed ? 1 : 0))
const all = { afterId: 0, limit: 100 }

test('a new set takes the place of the active one as soon as it is complete, and not before', async () => {
  await using database = await openTestDatabase()
  const { writer } = database
  const reader = database.openReader()
  addText(writer, '/a.txt', 'Otters sleep.\nCrows fly.')
  const [first, second] = chunksWithoutVector(reader, 'beside', all).map(({ chunkId }) => chunkId)
  beginVectorSet(writer, other)
  addVectors(writer, { place: 'beside', ...other }, new Map([[first ?? 0, eight(0)]]))
  const early = activateVectorSet(writer, other.recipe)
  const before = matchVectors(reader, vectorOf('Crows fly.'), { limit: 1 })
  addVectors(writer, { place: 'beside', ...other }, new Map([[second ?? 0, eight(1)]]))
  const late = activateVectorSet(writer, other.recipe)
  expect({
    early,
    before: before.map(({ chunkId }) => chunkId),
    late,
    active: activeVectorSet(reader),
    beside: vectorSetBeside(reader)?.recipe,
    nearest: matchVectors(reader, eight(0), { limit: 1 }),
  }).toEqual({
    early: false,
    before: [second],
    late: true,
    active: { id: 2, ...other, state: 'active' },
    beside: 'all-MiniLM-L6-v2/int8',
    nearest: [{ chunkId: first, similarity: 1 }],
  })
})

test('a removed document loses its vectors of both sets, also after they changed places', async () => {
  await using database = await openTestDatabase()
  const { writer } = database
  const removed = addText(writer, '/a.txt', 'Otters sleep.')
  addText(writer, '/b.txt', 'Crows fly.')
  beginVectorSet(writer, other)
  const chunks = chunksWithoutVector(writer, 'beside', all)
  const vectors = new Map(chunks.map(({ chunkId }, i) => [chunkId, eight(i)]))
  addVectors(writer, { place: 'beside', ...other }, vectors)
  activateVectorSet(writer, other.recipe)
  removeDocuments(writer, [removed])
  expect([countVectors(writer, 'active'), countVectors(writer, 'beside')]).toEqual([1, 1])
})

test('going back to the set that was used before needs only what came since', async () => {
  await using database = await openTestDatabase()
  const { writer } = database
  addText(writer, '/a.txt', 'Otters sleep.')
  const before = activeVectorSet(writer)
  beginVectorSet(writer, other)
  const [chunk] = chunksWithoutVector(writer, 'beside', all)
  const vectors = new Map([[chunk?.chunkId ?? 0, eight(0)]])
  addVectors(writer, { place: 'beside', ...other }, vectors)
  activateVectorSet(writer, other.recipe)
  beginVectorSet(writer, before)
  expect(activateVectorSet(writer, before.recipe)).toBe(true)
  expect(getVectors(writer, [chunk?.chunkId ?? 0])).toEqual(
    new Map([[chunk?.chunkId, vectorOf('Otters sleep.')]]),
  )
})

test('vectors of an embedder that is no longer the active one are left out and can be made later', async () => {
  await using database = await openTestDatabase()
  const { writer } = database
  addText(writer, '/a.txt', 'Otters sleep.')
  const recipe = activeVectorSet(writer).recipe
  saveText(writer, 'Crows fly.', 'Birds', 'another/int8')
  const missing = chunksWithoutVector(writer, 'active', all)
  const number = activeVectorSet(writer).id
  const vectors = new Map(missing.map(({ chunkId, text }) => [chunkId, vectorOf(text)]))
  const isStored = addVectors(writer, { place: 'active', recipe }, vectors)
  expect({
    missing: missing.map(({ text }) => text),
    isStored,
    isRenumbered: activeVectorSet(writer).id > number,
    still: chunksWithoutVector(writer, 'active', all),
  }).toEqual({ missing: ['Crows fly.'], isStored: true, isRenumbered: true, still: [] })
})

test('a set that is dropped leaves nothing, and vectors that come late are not stored', async () => {
  await using database = await openTestDatabase()
  const { writer } = database
  addText(writer, '/a.txt', 'Otters sleep.')
  beginVectorSet(writer, other)
  const [chunk] = chunksWithoutVector(writer, 'beside', all)
  const vectors = new Map([[chunk?.chunkId ?? 0, eight(0)]])
  addVectors(writer, { place: 'beside', ...other }, vectors)
  for (const _ of dropVectorSet(writer));
  const isStored = addVectors(writer, { place: 'beside', ...other }, vectors)
  expect([isStored, vectorSetBeside(writer), countVectors(writer, 'beside')]).toEqual([
    false,
    null,
    0,
  ])
})
