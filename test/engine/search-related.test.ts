import { expect, test } from 'vitest'
import { withRelated } from '../../src/main/search/related-words.ts'
import { explain, understandQuery } from '../../src/main/search/understand-query.ts'
import { createWordCounts } from '../../src/main/search/word-counts.ts'
import type { ReadDb } from '../../src/main/store/open.ts'
import type { Scope } from '../../src/main/store/scope.ts'
import { matchText } from '../../src/main/store/text-index.ts'
import { hasMatchIn } from '../../src/main/store/word-frequency.ts'
import { addText, openTestDatabase } from '../helpers/test-database.ts'

function ask(reader: ReadDb, question: string, scope: Scope = null) {
  return withRelated(understandQuery(question), {
    chunks: 3,
    countWord: createWordCounts(reader),
    has: hasMatchIn(reader, scope),
  })
}

test('a word that no text has is looked for as its relatives that are there', async () => {
  await using database = await openTestDatabase()
  addText(database.writer, '/costs.txt', 'The power bill came to 212 euros.\nThe cellar is damp.')
  const reader = database.openReader()
  const asked = ask(reader, 'How much was electricity?')
  expect(asked.words).toEqual([
    { word: 'electricity', why: 'asked' },
    { word: 'power', why: 'related', from: 'electricity' },
  ])
  const [hit] = matchText(reader, asked.expression ?? '', { limit: 1 })
  const text = database.writer.prepare('SELECT text FROM chunks WHERE id = ?').pluck()
  expect(text.get(hit?.chunkId)).toMatch(/power bill/)
})

test('words that are there, names, codes and phrases are left as they are', async () => {
  await using database = await openTestDatabase()
  addText(database.writer, '/a.txt', 'The electric power bill.\nA hound and a domestic animal.')
  const reader = database.openReader()
  const related = (question: string): string[] =>
    ask(reader, question)
      .words.filter(({ why }) => why === 'related')
      .map(({ word }) => word)
  expect({
    there: related('the power of electrics'),
    name: related('What did Electricity play?'),
    phrase: related('"electricity"'),
    german: related('Wie viel kostet uns die electricity?'),
    unseen: related('any dogs here'),
  }).toEqual({
    there: [],
    name: [],
    phrase: [],
    german: [],
    unseen: ['hound'],
  })
})

test('what only texts outside the scope have is unseen, and a related word must be inside', async () => {
  await using database = await openTestDatabase()
  const versionOf = (path: string, text: string): number => {
    addText(database.writer, path, text)
    return Number(database.writer.prepare('SELECT max(id) FROM versions').pluck().get())
  }
  const bill = versionOf('/bill.txt', 'The power bill.')
  const lease = versionOf('/lease.txt', 'Electricity is paid by the tenant.')
  const reader = database.openReader()
  const words = (scope: Scope) => ask(reader, 'electricity', scope).words.map(({ word }) => word)
  expect([words(null), words([bill]), words([lease])]).toEqual([
    ['electricity'],
    ['electricity', 'power'],
    ['electricity'],
  ])
})

test('the rarest words that are there are what a search turns on', async () => {
  await using database = await openTestDatabase()
  addText(database.writer, '/a.txt', 'The power bill.\nThe water bill.\nAnother bill.')
  const reader = database.openReader()
  const countWord = createWordCounts(reader)
  const { keyTerms, entities } = explain(
    ask(reader, 'How much is the electricity bill of Maria Okafor?'),
    { countWord },
  )
  expect({ keyTerms, entities }).toEqual({
    keyTerms: [
      { word: 'power', chunks: 1 },
      { word: 'bill', chunks: 3 },
    ],
    entities: [{ text: 'Maria Okafor', kind: 'name' }],
  })
})
