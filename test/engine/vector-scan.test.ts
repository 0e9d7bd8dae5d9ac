import { expect, test } from 'vitest'
import { toFailure } from '../../src/main/lib/failure.ts'
import { CodeScan } from '../../src/main/search/code-scan.ts'
import { openVectorScan } from '../../src/main/search/vector-scan.ts'
import { removeDocuments } from '../../src/main/store/documents.ts'
import { openDatabase } from '../../src/main/store/open.ts'
import { matchVectors } from '../../src/main/store/vector-index.ts'
import {
  activateVectorSet,
  addVectors,
  beginVectorSet,
  chunksWithoutVector,
} from '../../src/main/store/vector-sets.ts'
import { addClusters, near } from '../helpers/clusters.ts'
import { addText, openTestDatabase, vectorOf } from '../helpers/test-database.ts'

const whole = { limit: 10, scope: null }

test('the nearest of three thousand chunks are those of an exact scan, in its order', async () => {
  await using database = await openTestDatabase()
  addClusters(database.writer, 3000)
  const reader = database.openReader()
  await using scan = openVectorScan(database)
  const queries = Array.from({ length: 20 }, (_, i) => near(`topic ${i}`, `question ${i}`))
  const found = await Promise.all(queries.map((query) => scan.nearest(query, whole)))
  expect(found.map(({ hits }) => hits)).toEqual(
    queries.map((query) => matchVectors(reader, query, whole)),
  )
})

test('what was added is found and what was removed is gone at once, by any process', async () => {
  await using database = await openTestDatabase()
  addClusters(database.writer, 1500)
  await using scan = openVectorScan(database)
  const query = vectorOf('Otters sleep holding hands.')
  const { hits: before } = await scan.nearest(query, whole)
  const other = await openDatabase(database)
  const documentId = addText(other.writer, '/otters.txt', 'Otters sleep holding hands.')
  const {
    hits: [added],
  } = await scan.nearest(query, whole)
  removeDocuments(other.writer, [documentId])
  other.close()
  const { hits: after } = await scan.nearest(query, whole)
  expect({ similarity: added?.similarity, after }).toEqual({ similarity: 1, after: before })
})

test('when most of a library was removed, the rest is found', async () => {
  await using database = await openTestDatabase()
  const documentIds = addClusters(database.writer, 3000)
  const reader = database.openReader()
  const scan = new CodeScan(reader)
  const query = near('topic 1', 'question')
  scan.nearest(query, whole)
  removeDocuments(database.writer, documentIds.slice(0, -4))
  expect(scan.nearest(query, whole).hits).toEqual(matchVectors(reader, query, whole))
})

test('with copies of all vectors in memory, the nearest are those of an exact scan', async () => {
  await using database = await openTestDatabase()
  addClusters(database.writer, 3000)
  const reader = database.openReader()
  const scan = new CodeScan(reader)
  scan.refresh()
  while (scan.copyMore());
  const query = near('topic 1', 'question')
  const before = scan.nearest(query, whole).hits
  addText(database.writer, '/otters.txt', 'Otters sleep holding hands.')
  const added = vectorOf('Otters sleep holding hands.')
  expect([before, scan.nearest(added, whole).hits[0]?.similarity]).toEqual([
    matchVectors(reader, query, whole),
    1,
  ])
})

test('after the library changed its embedder, the new vectors are scanned', async () => {
  await using database = await openTestDatabase()
  addClusters(database.writer, 1500)
  const reader = database.openReader()
  const scan = new CodeScan(reader)
  const query = near('topic 1', 'question')
  const [before] = scan.nearest(query, whole).hits
  while (scan.copyMore());
  const other = { recipe: 'other', dimensions: 384 }
  beginVectorSet(database.writer, other)
  const chunks = chunksWithoutVector(reader, 'beside', { afterId: 0, limit: 2000 })
  const turned = new Map(chunks.map(({ chunkId }) => [chunkId, vectorOf(`new ${chunkId}`)]))
  addVectors(database.writer, { place: 'beside', recipe: 'other' }, turned)
  activateVectorSet(database.writer, 'other')
  const [after] = scan.nearest(vectorOf(`new ${before?.chunkId}`), whole).hits
  expect(after).toEqual({ chunkId: before?.chunkId, similarity: 1 })
})

test('a scope is searched as if nothing else were there', async () => {
  await using database = await openTestDatabase()
  addClusters(database.writer, 3000)
  const scope = [2, 5]
  const reader = database.openReader()
  const scan = new CodeScan(reader)
  const query = near('topic 9', 'question')
  const bounds = { limit: 30, scope }
  expect(scan.nearest(query, bounds).hits).toEqual(matchVectors(reader, query, bounds))
})

test('an empty library has nothing near', async () => {
  await using database = await openTestDatabase()
  await using scan = openVectorScan(database)
  expect((await scan.nearest(vectorOf('anything'), whole)).hits).toEqual([])
})

test('searches that wait when the thread is stopped get an answer or a reason', async () => {
  await using database = await openTestDatabase()
  addClusters(database.writer, 100)
  const scan = openVectorScan(database)
  const waiting = scan.nearest(vectorOf('anything'), whole)
  await scan[Symbol.asyncDispose]()
  expect((await waiting).hits).toHaveLength(10)
})

test('what the thread cannot read ends no more than the search that needs it, which tells why', async () => {
  await using database = await openTestDatabase()
  addClusters(database.writer, 1500)
  database.writer.exec('ALTER TABLE chunk_codes RENAME TO elsewhere')
  await using scan = openVectorScan(database)
  scan.load()
  const failed = await scan.nearest(near('topic 1', 'question'), whole).catch(toFailure)
  database.writer.exec('ALTER TABLE elsewhere RENAME TO chunk_codes')
  const { hits } = await scan.nearest(near('topic 1', 'question'), whole)
  expect([failed, hits.length]).toEqual([
    expect.objectContaining({ message: 'no such table: chunk_codes' }),
    10,
  ])
})
