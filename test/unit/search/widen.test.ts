import { expect, test } from 'vitest'
import { peekable } from '../../../src/main/search/peekable.ts'
import { widen } from '../../../src/main/search/widen.ts'
import { getChunks } from '../../../src/main/store/chunks.ts'
import { addText, openTestDatabase } from '../../helpers/test-database.ts'

test('what only other words find comes behind the twenty leading chunks, in turns with the others', async () => {
  await using database = await openTestDatabase()
  for (let index = 0; index < 26; index++)
    addText(database.writer, `/${index}.txt`, `Text ${index}.`)
  const reader = database.openReader()
  const ids = reader.prepare<[], number>('SELECT id FROM chunks ORDER BY id').pluck().all()
  const own = getChunks(reader, ids.slice(0, 23)).map((chunk, index) => ({
    ...{ chunk, score: 1 - index / 100, semanticScore: null, keywordScore: null },
  }))
  const found = { keyword: [ids[0] ?? 0, ids[24] ?? 0], semantic: [ids[25] ?? 0] }
  const widened = widen(reader, peekable(own), [found]).take(30)
  const places = widened.map(({ chunk }) => ids.indexOf(chunk.chunkId))
  const numbers = Array.from({ length: 20 }, (_, index) => index)
  expect(places).toEqual([...numbers, 25, 20, 24, 21, 22])
  for (const { score, because } of widened.slice(20)) {
    const parts = Object.values(because ?? { none: score })
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(score)
  }
})

test('where other words find nothing new, the ranking stays as it is', async () => {
  await using database = await openTestDatabase()
  addText(database.writer, '/a.txt', 'One text.')
  const reader = database.openReader()
  const [id = 0] = reader.prepare<[], number>('SELECT id FROM chunks').pluck().all()
  const own = getChunks(reader, [id]).map((chunk) => ({
    ...{ chunk, score: 1, semanticScore: null, keywordScore: null },
  }))
  const otherwise = [{ keyword: [id], semantic: [] }]
  expect(widen(reader, peekable(own), otherwise).take(5)).toEqual(own)
  expect(widen(reader, peekable([]), []).take(5)).toEqual([])
})
