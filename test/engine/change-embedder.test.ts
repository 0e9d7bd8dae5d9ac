import { join } from 'node:path'
import { expect, test } from 'vitest'
import { EmbedderChanges } from '../../src/main/ingest/change-embedder.ts'
import { findEmbedder, openWorkspaceEmbedder } from '../../src/main/ingest/workspace-embedder.ts'
import { createSearch } from '../../src/main/search/search.ts'
import { activeVectorSet, countVectors, vectorSetBeside } from '../../src/main/store/vector-sets.ts'
import { collect } from '../helpers/collect.ts'
import { addText, openTestDatabase, saveText, type TestDatabase } from '../helpers/test-database.ts'
import { writeTinyEmbedder } from '../helpers/tiny-onnx.ts'
import { wordEmbedder } from '../helpers/word-embedder.ts'

const signal = new AbortController().signal
const TEXTS = ['Otters sleep in the river.', 'Taxes on imported wine rose.', 'The rent is due.']

async function openWorkspace(database: TestDatabase) {
  writeTinyEmbedder(database.folder)
  const modelFolders = [database.folder]
  const reader = database.openReader()
  const embedder = await openWorkspaceEmbedder({ reader, bundled: wordEmbedder, modelFolders })
  const changes = new EmbedderChanges({ database, open: embedder.open })
  const model = await findEmbedder('tiny-embedder', modelFolders)
  const target = { name: model.recipe, dimensions: model.dimensions }
  return { reader, embedder, changes, target }
}

async function lastOf<T>(events: AsyncIterable<T>): Promise<T | undefined> {
  let last: T | undefined
  for await (const event of events) last = event
  return last
}

test('a library changes to an embedder of another width, and is searched by it from then on', async () => {
  await using database = await openTestDatabase()
  for (const [i, text] of TEXTS.entries()) addText(database.writer, `/${i}.txt`, text)
  const { reader, embedder, changes, target } = await openWorkspace(database)
  await changes.start(target)
  const whileChanging = embedder.name
  const end = await lastOf(changes.follow(signal))
  const search = createSearch({ reader, embedder })
  const { passages } = await search.search({ query: 'otter river', limit: 1, mode: 'semantic' })
  await changes.close()
  await embedder[Symbol.asyncDispose]()
  expect({
    whileChanging,
    end,
    name: embedder.name,
    dimensions: embedder.dimensions,
    first: passages[0]?.path,
    retired: vectorSetBeside(reader)?.state,
  }).toEqual({
    whileChanging: wordEmbedder.name,
    end: { state: 'done', recipe: target.name, done: 3, total: 3 },
    name: target.name,
    dimensions: 32,
    first: '/0.txt',
    retired: 'retired',
  })
})

test('a change that was cut short is found by the next start, which embeds only what is missing', async () => {
  await using database = await openTestDatabase()
  for (let i = 0; i < 200; i++) addText(database.writer, `/${i}.txt`, `Otter number ${i}.`)
  const { reader, embedder, changes, target } = await openWorkspace(database)
  await changes.start(target)
  while (countVectors(reader, 'beside') === 0) await new Promise((wake) => setTimeout(wake, 5))
  await changes.close()
  const next = new EmbedderChanges({ database, open: embedder.open })
  const found = next.current()
  await next.start(target)
  const end = await lastOf(next.follow(signal))
  await embedder[Symbol.asyncDispose]()
  expect(found).toMatchObject({ state: 'interrupted', recipe: target.name, total: 200 })
  expect(found?.done).toBeGreaterThanOrEqual(64)
  expect(end).toEqual({ state: 'done', recipe: target.name, done: 200, total: 200 })
})

test('a change that is dropped leaves the library as it was', async () => {
  await using database = await openTestDatabase()
  for (const [i, text] of TEXTS.entries()) addText(database.writer, `/${i}.txt`, text)
  const { reader, embedder, changes, target } = await openWorkspace(database)
  const before = activeVectorSet(reader)
  await changes.start(target)
  await changes.drop()
  await embedder[Symbol.asyncDispose]()
  expect([activeVectorSet(reader), changes.current(), countVectors(reader, 'beside')]).toEqual([
    before,
    null,
    0,
  ])
})

test('going back is a change that has hardly anything to do', async () => {
  await using database = await openTestDatabase()
  for (const [i, text] of TEXTS.entries()) addText(database.writer, `/${i}.txt`, text)
  const { reader, embedder, changes, target } = await openWorkspace(database)
  await changes.start(target)
  await lastOf(changes.follow(signal))
  await changes.start(wordEmbedder)
  const [first] = await collect(changes.follow(signal))
  await changes.close()
  await embedder[Symbol.asyncDispose]()
  expect(first).toMatchObject({ recipe: wordEmbedder.name, done: 3, total: 3 })
  expect(activeVectorSet(reader).recipe).toBe(wordEmbedder.name)
})

test('a model that is taken away is named when something is embedded, and searching by words goes on', async () => {
  await using database = await openTestDatabase()
  addText(database.writer, '/a.txt', TEXTS[0] ?? '')
  const { reader, embedder, changes, target } = await openWorkspace(database)
  await changes.start(target)
  await lastOf(changes.follow(signal))
  await embedder[Symbol.asyncDispose]()
  const without = await openWorkspaceEmbedder({
    reader,
    bundled: wordEmbedder,
    modelFolders: [join(database.folder, 'elsewhere')],
  })
  const search = createSearch({ reader, embedder: without })
  const byMeaning = search.search({ query: 'otter', limit: 1, mode: 'semantic' })
  await expect(byMeaning).rejects.toMatchObject({ code: 'model-missing' })
  const byWords = await search.search({ query: 'otters', limit: 1, mode: 'keyword' })
  expect(byWords.passages.map(({ path }) => path)).toEqual(['/a.txt'])
})

test('what an import stored without vectors while the library changed is embedded when the change goes on', async () => {
  await using database = await openTestDatabase()
  addText(database.writer, '/a.txt', TEXTS[0] ?? '')
  const { reader, embedder, changes, target } = await openWorkspace(database)
  await changes.start(target)
  await lastOf(changes.follow(signal))
  // Embedded by the old one, stored after the change.
  saveText(database.writer, 'The crow flew over the hill.', 'Birds', wordEmbedder.name)
  const before = countVectors(reader, 'active')
  await changes.start(target)
  while (countVectors(reader, 'active') === before) await new Promise((wake) => setTimeout(wake, 5))
  await changes.close()
  await embedder[Symbol.asyncDispose]()
  expect([before, countVectors(reader, 'active')]).toEqual([1, 2])
})
