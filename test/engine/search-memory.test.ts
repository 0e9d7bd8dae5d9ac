import { expect, test } from 'vitest'
import { createSearch, type Search } from '../../src/main/search/search.ts'
import { createConversation } from '../../src/main/store/conversations.ts'
import { removeDocuments } from '../../src/main/store/documents.ts'
import { openDatabase } from '../../src/main/store/open.ts'
import { writeSettings } from '../../src/main/store/settings.ts'
import { tagDocuments } from '../../src/main/store/tags.ts'
import { openTestEngine } from '../helpers/open-test-engine.ts'
import { addText, openTestDatabase } from '../helpers/test-database.ts'
import { wordEmbedder } from '../helpers/word-embedder.ts'

const found = async (search: Search, query: string): Promise<string[]> =>
  (await search.search({ query, limit: 5, mode: 'hybrid' })).passages.map(({ path }) => path)

test('what is asked again is answered from memory, and embedded once whatever its filters', async () => {
  await using database = await openTestDatabase()
  addText(database.writer, '/otters.txt', 'Otters sleep in the river.')
  const search = createSearch({ reader: database.openReader(), embedder: wordEmbedder })
  const first = await found(search, 'otters')
  const again = await found(search, 'otters')
  await search.search({ query: 'otters', limit: 1, mode: 'semantic' })
  expect({ first, again, memory: search.memory }).toEqual({
    first: ['/otters.txt'],
    again: ['/otters.txt'],
    memory: {
      embeddings: { entries: 1, hits: 1, misses: 1 },
      results: { entries: 2, hits: 1, misses: 2 },
    },
  })
})

test('whatever changes the library makes an end of what was remembered, in any process', async () => {
  await using database = await openTestDatabase()
  const { writer } = database
  const otters = addText(writer, '/otters.txt', 'Otters sleep in the river.')
  const search = createSearch({ reader: database.openReader(), embedder: wordEmbedder })
  const before = await found(search, 'otters tag:zoo')
  tagDocuments(writer, 'zoo', [otters])
  const tagged = await found(search, 'otters tag:zoo')
  const alone = await found(search, 'otters river')
  const other = await openDatabase(database)
  addText(other.writer, '/more.txt', 'More otters sleep in the river.')
  const added = await found(search, 'otters river')
  removeDocuments(other.writer, [otters])
  other.close()
  const removed = await found(search, 'otters river')
  expect({ before, tagged, alone, added: added.sort(), removed }).toEqual({
    before: [],
    tagged: ['/otters.txt'],
    alone: ['/otters.txt'],
    added: ['/more.txt', '/otters.txt'],
    removed: ['/more.txt'],
  })
})

test('settings make an end of it too, conversations do not', async () => {
  await using database = await openTestDatabase()
  const { writer } = database
  addText(writer, '/otters.txt', 'Otters sleep in the river.')
  const search = createSearch({ reader: database.openReader(), embedder: wordEmbedder })
  await found(search, 'otters')
  createConversation(writer, 'Otters')
  await found(search, 'otters')
  const afterConversation = search.memory.results
  writeSettings(writer, { answerLength: 'short' })
  await found(search, 'otters')
  expect({ afterConversation, afterSetting: search.memory.results }).toEqual({
    afterConversation: { entries: 1, hits: 1, misses: 1 },
    afterSetting: { entries: 1, hits: 1, misses: 2 },
  })
})

test('the status says how often memory spared a search', async () => {
  await using carrel = await openTestEngine()
  const ask = () => carrel.client.search.passages({ query: 'otters', limit: 5, mode: 'keyword' })
  await ask()
  await ask()
  const { searchMemory } = await carrel.client.library.status()
  expect(searchMemory).toEqual({
    embeddings: { entries: 0, hits: 0, misses: 0 },
    results: { entries: 1, hits: 1, misses: 1 },
  })
})
