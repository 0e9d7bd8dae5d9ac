import { expect, test } from 'vitest'
import type { GenerateRequest, LanguageModel } from '../../../src/main/inference/language-model.ts'
import { followModel } from '../../../src/main/search/follow-model.ts'
import { peekable } from '../../../src/main/search/peekable.ts'
import { understandQuery } from '../../../src/main/search/understand-query.ts'
import { getChunks } from '../../../src/main/store/chunks.ts'
import { addText, openTestDatabase } from '../../helpers/test-database.ts'

/** Writes the same whatever it is asked. */
function scripted(text: string, kind: 'chat' | 'base' = 'chat') {
  const received: GenerateRequest[] = []
  const model: LanguageModel = {
    name: 'scripted',
    kind,
    contextTokens: 1000,
    countTokens: (words) => words.length,
    async *generate(request) {
      received.push(request)
      yield text
    },
    [Symbol.asyncDispose]: async () => undefined,
  }
  return { model, received }
}

const question = 'Who is married to the director of Long Winter?'

async function follow(model: LanguageModel, later: readonly number[]) {
  await using database = await openTestDatabase()
  const { writer } = database
  addText(writer, '/0.txt', 'Long Winter is a film by Olga Petrova.')
  for (let index = 1; index < 14; index++) addText(writer, `/${index}.txt`, `Text ${index}.`)
  const reader = database.openReader()
  const ids = reader.prepare<[], number>('SELECT id FROM chunks ORDER BY id').pluck().all()
  const ranked = (places: readonly number[]) =>
    getChunks(
      reader,
      places.map((place) => ids[place] ?? 0),
    ).map((chunk) => ({ chunk, score: 1, semanticScore: null, keywordScore: null }))
  const sought: string[] = []
  const result = await followModel(
    peekable(ranked([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])),
    { open: async () => model, budgetMs: 60_000, mayRead: true },
    {
      query: understandQuery(question),
      find: async (text) => {
        sought.push(text)
        return { ranked: ranked(later) }
      },
      signal: new AbortController().signal,
    },
  )
  const places = result.ranked.take(20).map(({ chunk, via }) => [ids.indexOf(chunk.chunkId), via])
  return { places, sought, asked: result.asked }
}

test('what the names of a model find comes behind the fourth and the sixth document, where it is new', async () => {
  const { model, received } = scripted('Olga Petrova, Denver')
  const { places, sought, asked } = await follow(model, [0, 12, 3, 9, 13])
  const via = 'found for “Olga Petrova”'
  const own = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((place) => [place, undefined])
  expect({ places, sought, asked }).toEqual({
    places: [...own.slice(0, 4), [12, via], ...own.slice(4, 6), [9, via], ...own.slice(6)],
    sought: [`${question} Olga Petrova`],
    asked: { model: 'scripted', lines: [{ kind: 'next', text: 'Olga Petrova' }] },
  })
  expect(received[0]?.prompt).toContain('Long Winter is a film by Olga Petrova.')
})

test('a model that names nothing new, or takes no instructions, leaves the ranking as it is', async () => {
  const own = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((place) => [place, undefined])
  const nothing = await follow(scripted('Long Winter').model, [12])
  const base = scripted('Olga Petrova', 'base')
  expect([nothing, await follow(base.model, [12])]).toEqual([
    { places: own, sought: [], asked: null },
    { places: own, sought: [], asked: null },
  ])
  expect(base.received).toEqual([])
})
