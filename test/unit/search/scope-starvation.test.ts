import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSearch, type Search } from '../../../src/main/search/search.ts'
import { NO_SCOPE, type RequestScope } from '../../../src/main/search/request-scope.ts'
import { tagDocuments } from '../../../src/main/store/tags.ts'
import { addText, openTestDatabase, type TestDatabase } from '../../helpers/test-database.ts'
import { wordEmbedder } from '../../helpers/word-embedder.ts'

/** Each part of the search takes a few hundred candidates: many more than that answer better than what is in a scope. */
const OTHERS = 1500
const FEW = 24
const question = 'deposit flat garage'

let database: TestDatabase
let search: Search
/** Documents that say little of what is asked. */
const few: { readonly documentId: number; readonly path: string }[] = []

beforeAll(async () => {
  database = await openTestDatabase()
  const { writer } = database
  database.writer.transaction(() => {
    for (let index = 0; index < OTHERS; index++)
      addText(writer, `/big/${index}.md`, `${question} ${question} number${index}`)
    for (let index = 0; index < FEW; index++) {
      const path = `/few/folder${index}/note${index}.txt`
      const text = `A long note about other matters ${index} that names the deposit once.`
      few.push({ documentId: addText(writer, path, text), path })
    }
  })()
  for (const [index, { documentId }] of few.entries())
    tagDocuments(writer, `tag ${index}`, [documentId])
  search = createSearch({ reader: database.openReader(), embedder: wordEmbedder })
}, 300_000)

afterAll(() => database[Symbol.asyncDispose]())

const ways: Readonly<Record<string, (index: number) => Partial<RequestScope>>> = {
  folder: (index) => ({ folders: [`/few/folder${index}`] }),
  file: (index) => ({ folders: [`note${index}.txt`] }),
  tag: (index) => ({ tags: [`TAG ${index}`] }),
  document: (index) => ({ documentIds: [few[index]?.documentId ?? 0] }),
}

test('a small scope in a big library gives all it has, however it is given', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.keys(ways)),
      fc.uniqueArray(fc.nat(FEW - 1), { minLength: 1, maxLength: 8 }),
      fc.constantFrom('hybrid', 'keyword', 'semantic'),
      async (way, chosen, mode) => {
        const parts = chosen.map((index) => ways[way]?.(index) ?? {})
        const within: RequestScope = {
          ...NO_SCOPE,
          folders: parts.flatMap(({ folders = [] }) => folders),
          tags: parts.flatMap(({ tags = [] }) => tags),
          documentIds: parts.flatMap(({ documentIds = [] }) => documentIds),
        }
        const found = await search.search({ query: question, mode, limit: 10, within })
        const expected = chosen.map((index) => few[index]?.documentId)
        expect(found.passages.map(({ documentId }) => documentId).sort()).toEqual(expected.sort())
        expect(found.searchedDocuments).toBe(chosen.length)
      },
    ),
    { numRuns: 40 },
  )
})

test('a type narrows like any other scope', async () => {
  const found = await search.search({
    query: `${question} in:few`,
    mode: 'hybrid',
    limit: 100,
    within: { ...NO_SCOPE, types: ['TXT'] },
  })
  expect(new Set(found.passages.map(({ path }) => path))).toEqual(
    new Set(few.map(({ path }) => path)),
  )
})
