import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createSearch } from '../../src/main/search/search.ts'
import {
  activateVectorSet,
  addVectors,
  beginVectorSet,
  chunksWithoutVector,
} from '../../src/main/store/vector-sets.ts'
import { addText, openTestDatabase, vectorOf } from '../helpers/test-database.ts'

test('a question embedded for the vectors of before is embedded again for those of now, though they are as long', async () => {
  await using database = await openTestDatabase()
  addText(database.writer, '/a.txt', 'otters')
  addText(database.writer, '/b.txt', 'badgers')
  const reader = database.openReader()
  const embedder = {
    ...{ name: 'before', dimensions: 384, isMultilingual: true },
    embed: async ([text]: readonly string[]) => {
      const embedding = vectorOf(`${embedder.name} ${text}`)
      await setImmediate()
      if (embedder.name === 'before') change()
      return [embedding]
    },
    [Symbol.asyncDispose]: async () => undefined,
  }
  const change = (): void => {
    const [otters, badgers] = chunksWithoutVector(reader, 'beside', { afterId: 0, limit: 2 })
    beginVectorSet(database.writer, { recipe: 'now', dimensions: 384 })
    addVectors(
      database.writer,
      { place: 'beside', recipe: 'now' },
      new Map([
        [otters?.chunkId ?? 0, vectorOf('now Who swims?')],
        [badgers?.chunkId ?? 0, vectorOf('before Who swims?')],
      ]),
    )
    activateVectorSet(database.writer, 'now')
    embedder.name = 'now'
  }
  const { search } = createSearch({ reader, embedder })
  const { passages } = await search({ query: 'Who swims?', limit: 1, mode: 'semantic' })
  expect(passages.map(({ path }) => path)).toEqual(['/a.txt'])
})
