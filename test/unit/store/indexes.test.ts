import { expect, test } from 'vitest'
import { countChunks, getChunks, neighbours } from '../../../src/main/store/chunks.ts'
import { matchText } from '../../../src/main/store/text-index.ts'
import { getVectors, matchVectors } from '../../../src/main/store/vector-index.ts'
import { getBlocks, getPages, getVersion, saveVersion } from '../../../src/main/store/versions.ts'
import { addText, openTestDatabase, saveText, vectorOf } from '../../helpers/test-database.ts'

test('a chunk is found by its words whatever their endings and accents, and by its vector', async () => {
  await using database = await openTestDatabase()
  addText(database.writer, '/a.txt', 'The café opens early.\nCats sleep all day.\nNothing here.')
  const reader = database.openReader()
  expect({
    accent: matchText(reader, 'cafe', { limit: 5 }).map(({ chunkId }) => chunkId),
    ending: matchText(reader, 'sleeping', { limit: 5 }).map(({ chunkId }) => chunkId),
    positive: matchText(reader, 'cats', { limit: 5 }).every(({ score }) => score > 0),
    vector: matchVectors(reader, vectorOf('Cats sleep all day.'), { limit: 1 }),
    all: matchVectors(reader, vectorOf('Cats sleep all day.'), { limit: 5000 }).length,
  }).toEqual({
    accent: [1],
    ending: [2],
    positive: true,
    vector: [{ chunkId: 2, similarity: expect.closeTo(1, 5) as number }],
    all: 3,
  })
})

test('the better match comes first and its score is higher', async () => {
  await using database = await openTestDatabase()
  addText(
    database.writer,
    '/a.txt',
    'One otter in a long line about many other things.\notter otter\nNo such animal.',
  )
  const hits = matchText(database.openReader(), 'otter', { limit: 5 })
  expect([
    hits.map(({ chunkId }) => chunkId),
    (hits[0]?.score ?? 0) > (hits[1]?.score ?? 0),
  ]).toEqual([[2, 1], true])
})

test('chunks come back in the order asked for, with their place in the text', async () => {
  await using database = await openTestDatabase()
  const text = 'Zero 🙂 first.\nOne.\nTwo.\nThree.'
  addText(database.writer, '/a.txt', text)
  const reader = database.openReader()
  const found = getChunks(reader, [3, 99, 1])
  expect({
    ordinals: found.map(({ ordinal }) => ordinal),
    exact: found.every(({ start, end, text: words }) => text.slice(start, end) === words),
    around: neighbours(reader, 1, 1, 2).map(({ text: words }) => words),
    count: countChunks(reader),
    vectors: [...getVectors(reader, [3, 99])],
  }).toEqual({
    ordinals: [2, 0],
    exact: true,
    around: ['One.', 'Two.'],
    count: 4,
    vectors: [[3, vectorOf('Two.')]],
  })
})

test('a version keeps its text, pages and blocks as they were', async () => {
  await using database = await openTestDatabase()
  const text = 'Grüße, 世界 🙂'
  const runs = [{ start: 0, end: 5, x: 0.1, y: 0.2, width: 0.3, height: 0.05 }]
  const pages = [{ page: 1, start: 0, end: text.length, width: 595.5, height: null, runs }]
  const blocks = [{ kind: 'heading', level: 2, page: 1, start: 0, end: 5 }]
  const versionId = saveVersion(database.writer, {
    sha256: 'a',
    recipe: 'r',
    format: 'pdf',
    document: { title: 'T', language: null, text, pages, blocks },
    chunks: [],
    embeddings: [],
  })
  const reader = database.openReader()
  expect([
    getVersion(reader, versionId),
    getPages(reader, versionId),
    getBlocks(reader, versionId),
  ]).toEqual([
    {
      versionId,
      sha256: 'a',
      recipe: 'r',
      format: 'pdf',
      title: 'T',
      language: null,
      text,
      pageCount: 1,
      chunkCount: 0,
      createdAt: expect.any(String) as string,
    },
    pages,
    blocks,
  ])
})

test('a version that can not be stored whole is not stored at all', async () => {
  await using database = await openTestDatabase()
  const { writer } = database
  const attempt = (): number =>
    saveVersion(writer, {
      sha256: 'a',
      recipe: 'r',
      format: 'txt',
      document: { title: '', language: null, text: 'Words.', pages: [], blocks: [] },
      chunks: [{ start: 0, end: 6, page: null, headings: '', text: 'Words.', tokenCount: 1 }],
      embeddings: [new Float32Array(3)],
    })
  expect(attempt).toThrow()
  expect([
    countChunks(writer),
    getVersion(writer, 1),
    matchText(writer, 'words', { limit: 1 }),
  ]).toEqual([0, null, []])
  expect(saveText(writer, 'Words.')).toBe(1)
})
