import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { mendFrom } from '../../src/main/search/mend-word.ts'
import { shareOfWords } from '../../src/main/search/share-of-words.ts'
import { understandQuery } from '../../src/main/search/understand-query.ts'
import { createWordCounts } from '../../src/main/search/word-counts.ts'
import { libraryLanguages } from '../../src/main/store/library-languages.ts'
import { migrate } from '../../src/main/store/migrate.ts'
import type { ReadDb } from '../../src/main/store/open.ts'
import { reindexWaiting } from '../../src/main/store/reindex-text.ts'
import { matchText } from '../../src/main/store/text-index.ts'
import { collect } from '../helpers/collect.ts'
import { checkIndex } from '../helpers/find-text.ts'
import { openOldWorkspace } from '../helpers/old-workspace.ts'
import { openTestEngine } from '../helpers/open-test-engine.ts'
import { writeFolder } from '../helpers/write-folder.ts'

const german =
  'Die Mieterin kündigt die Verträge der beiden Wohnungen im Hinterhof schriftlich zum Ende des Jahres, weil sie in eine andere Stadt zieht und dort ein Haus gekauft hat.'
const turkish =
  'Kiracı evlerin anahtarlarını yılın sonunda ev sahibine geri verir ve kirayı her ayın üçüncü gününde bankaya öder; bu sözleşme iki taraf için de geçerlidir.'
const english =
  'The tenant returns the keys of the flats at the end of the year, and pays the rent on the third of each month.'

function find(db: ReadDb, question: string): number[] {
  const { expression } = understandQuery(question, { languages: libraryLanguages(db) })
  return matchText(db, expression ?? '""', { limit: 5 }).map((hit) => hit.chunkId)
}

test('words of languages in Latin letters are found in each of their forms, and told so', async () => {
  await using engine = await openTestEngine()
  const { client } = engine
  const folder = await writeFolder({ 'de.txt': german, 'tr.txt': turkish, 'en.txt': english })
  await collect(await client.library.add({ paths: [folder] }))
  const found = async (query: string) => {
    const { hits, explanation } = await client.search.passages({ query, mode: 'keyword' })
    const names = hits.map(({ path }) => basename(path))
    return [names, explanation?.words.map(({ stems }) => stems), explanation?.language]
  }
  expect(await Promise.all(['Wohnung', 'evler', 'keys', '"Verträge der"'].map(found))).toEqual([
    [['de.txt'], [['wohnung']], 'de'], // by its stem alone
    [['tr.txt'], [['ev']], 'en'], // most documents are not Turkish
    [['en.txt'], [undefined], 'en'],
    [['de.txt'], [undefined], 'en'],
  ])
})

test('a workspace from before is indexed anew in the background, and goes on where it was cut short', async () => {
  await using workspace = await openOldWorkspace(12, [
    { text: german, language: 'de' },
    { text: english, language: 'en' },
    { text: turkish, language: 'tr' },
  ])
  const { db } = workspace
  migrate(db)
  const ask = () => ['Wohnung', 'Wohnungen', 'evler', 'keys'].map((word) => find(db, word))
  const waiting = () => db.prepare('SELECT version_id FROM reindexing').pluck().all()
  const states = [[ask(), waiting()]]
  const stop = new AbortController()
  const first = reindexWaiting(db, stop.signal)
  stop.abort()
  await first
  states.push([ask(), waiting()])
  await reindexWaiting(db, new AbortController().signal)
  states.push([ask(), waiting()])
  checkIndex(db)
  expect(states).toEqual([
    [
      [[], [1], [], [2]],
      [1, 3],
    ],
    [[[1], [1], [], [2]], [3]],
    [[[1], [1], [3], [2]], []],
  ])
  const words = { ...understandQuery('Wohnung Vertrag Garten', { languages: ['de'] }) }
  const countWord = createWordCounts(db)
  expect([
    shareOfWords(db, 1, { ...words, countWord }),
    mendFrom(db)('Wohnung', ['0dewohnung']),
  ]).toEqual([1, null]) // no document has a garden
  db.exec(
    `DELETE FROM versions; CREATE VIRTUAL TABLE temp.terms USING fts5vocab (main, chunk_text, 'row')`,
  )
  expect(db.prepare('SELECT term FROM temp.terms').all()).toEqual([])
})
