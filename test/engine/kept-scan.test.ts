import { expect, test } from 'vitest'
import { chooseScan } from '../../src/main/search/choose-scan.ts'
import { KeptScan } from '../../src/main/search/kept-scan.ts'
import { openVectorScan } from '../../src/main/search/vector-scan.ts'
import { must } from '../../src/main/lib/must.ts'
import { removeDocuments } from '../../src/main/store/documents.ts'
import { openDatabase, type ReadDb } from '../../src/main/store/open.ts'
import { matchVectors, type VectorHit } from '../../src/main/store/vector-index.ts'
import {
  activateVectorSet,
  addVectors,
  beginVectorSet,
  chunksWithoutVector,
} from '../../src/main/store/vector-sets.ts'
import { addClusters, near } from '../helpers/clusters.ts'
import { addText, openTestDatabase, vectorOf } from '../helpers/test-database.ts'

const BUNDLED = { dimensions: 384 }
const whole = { limit: 10, scope: null }

test.for(['before', 'while', 'after'] as const)(
  'the nearest are those of an exact scan %s all vectors are read',
  async (when) => {
    await using database = await openTestDatabase()
    addClusters(database.writer, 3000)
    const reader = database.openReader()
    const scan = new KeptScan(reader)
    if (when === 'while') for (let i = 0; i < 3; i++) scan.keepMore()
    if (when === 'after') keepAll(scan)
    const queries = Array.from({ length: 20 }, (_, i) => near(`topic ${i}`, `question ${i}`))
    expect(queries.map((query) => idsOf(scan.nearest(query, whole).hits))).toEqual(
      queries.map((query) => idsOf(matchVectors(reader, query, whole))),
    )
  },
)

test('what was added is found and what was removed is gone at once, by any process', async () => {
  await using database = await openTestDatabase()
  addClusters(database.writer, 1500)
  const scan = new KeptScan(database.openReader())
  keepAll(scan)
  const query = vectorOf('Otters sleep holding hands.')
  const before = rounded(scan.nearest(query, whole).hits)
  const other = await openDatabase(database)
  const documentId = addText(other.writer, '/otters.txt', 'Otters sleep holding hands.')
  const [added] = rounded(scan.nearest(query, whole).hits)
  keepAll(scan)
  const [kept] = rounded(scan.nearest(query, whole).hits)
  removeDocuments(other.writer, [documentId])
  other.close()
  const after = rounded(scan.nearest(query, whole).hits)
  expect({ added: added?.similarity, kept, after }).toEqual({
    added: 1,
    kept: added,
    after: before,
  })
})

test('what was removed is forgotten, and the rest is found', async () => {
  await using database = await openTestDatabase()
  const documentIds = addClusters(database.writer, 3000)
  const reader = database.openReader()
  const scan = new KeptScan(reader)
  keepAll(scan)
  const query = near('topic 1', 'question')
  const before = matchVectors(reader, query, { limit: 3000, scope: null })
  removeDocuments(database.writer, documentIds.slice(0, -4))
  const { hits, vectors, versions } = scan.nearest(query, whole)
  const known = before.filter(({ chunkId }) => vectors.get(chunkId) && versions.get(chunkId))
  expect({ hits: rounded(hits), before: before.length, known: known.length }).toEqual({
    hits: rounded(matchVectors(reader, query, whole)),
    before: 3000,
    known: 200,
  })
})

test('after the library changed its embedder, the new vectors are scanned', async () => {
  await using database = await openTestDatabase()
  addClusters(database.writer, 1500)
  const reader = database.openReader()
  const scan = new KeptScan(reader)
  keepAll(scan)
  const [before] = scan.nearest(near('topic 1', 'question'), whole).hits
  beginVectorSet(database.writer, { recipe: 'other', dimensions: 384 })
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
  const reader = database.openReader()
  const scan = new KeptScan(reader)
  keepAll(scan)
  const query = near('topic 9', 'question')
  const bounds = { limit: 30, scope: [2, 5] }
  expect(rounded(scan.nearest(query, bounds).hits)).toEqual(
    rounded(matchVectors(reader, query, bounds)),
  )
})

test('a large library is searched by another thread, and one that grew and shrank by this one again', async () => {
  await using database = await openTestDatabase()
  await using beside = openVectorScan(database)
  const scanFor = chooseScan(database.openReader(), BUNDLED, beside)
  const isBeside = [1000, 30_000, 31_000, 30_000].map((chunks) => scanFor(chunks)?.isBeside)
  expect(isBeside).toEqual([false, false, true, false])
})

test('how much is kept follows the embedder', async () => {
  await using database = await openTestDatabase()
  await using beside = openVectorScan(database)
  const embedder = { dimensions: 1024 }
  const scanFor = chooseScan(database.openReader(), embedder, beside)
  const before = scanFor(30_000)?.isBeside
  embedder.dimensions = 384
  expect([before, scanFor(30_000)?.isBeside]).toEqual([true, false])
})

test('a vector that was taken stays as it is when others come and go', async () => {
  await using database = await openTestDatabase()
  addClusters(database.writer, 1500)
  const scan = new KeptScan(database.openReader())
  keepAll(scan)
  const query = near('topic 1', 'question')
  const { hits, vectors } = scan.nearest(query, whole)
  const first = must(hits[0], 'there are chunks').chunkId
  const taken = must(vectors.get(first), 'it is near')
  const copy = taken.slice()
  const documentIds = addClusters(database.writer, 3000)
  keepAll(scan)
  removeDocuments(database.writer, documentIds.slice(-4))
  const after = scan.nearest(query, whole)
  expect([taken, after.vectors.get(first)]).toEqual([copy, copy])
})

test('when the last chunks were removed before they were read, all that is left counts as read', async () => {
  await using database = await openTestDatabase()
  const documentIds = addClusters(database.writer, 1500)
  const scan = new KeptScan(database.openReader())
  scan.refresh()
  removeDocuments(database.writer, documentIds.slice(-4))
  while (scan.keepMore());
  expect(scan.keepMore()).toBe(false)
  const { hits, vectors } = scan.nearest(near('topic 1', 'question'), { limit: 2000, scope: null })
  const known = hits.filter(({ chunkId }) => vectors.get(chunkId))
  expect([hits.length, known.length]).toEqual([1300, 1300])
})

test('vectors that cannot be read meanwhile end nothing but the reading', async () => {
  await using database = await openTestDatabase()
  addClusters(database.writer, 1500)
  const scan = chooseScan(database.openReader(), BUNDLED, undefined)(1500)
  const found = await scan?.nearest(near('topic 1', 'question'), whole)
  database.writer.exec('DROP TABLE chunk_vectors')
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(found?.hits.length).toBe(10)
})

test('a library that is closed while vectors are read is no longer read', async () => {
  await using database = await openTestDatabase()
  addClusters(database.writer, 1500)
  const reader: ReadDb = database.openReader()
  const scan = chooseScan(reader, BUNDLED, undefined)(1500)
  const found = await scan?.nearest(near('topic 1', 'question'), whole)
  reader.close()
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect([found?.hits.length, reader.open]).toEqual([10, false])
})

function keepAll(scan: KeptScan): void {
  scan.refresh()
  while (scan.keepMore());
}

const idsOf = (hits: readonly VectorHit[]): number[] => hits.map(({ chunkId }) => chunkId)

/** Sums of 384 products differ a little by how they are summed. */
function rounded(hits: readonly VectorHit[]): VectorHit[] {
  return hits.map(({ chunkId, similarity }) => ({
    chunkId,
    similarity: Number(similarity.toFixed(3)),
  }))
}
