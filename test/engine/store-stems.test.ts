import { expect, test } from 'vitest'
import { mendFrom } from '../../src/main/search/mend-word.ts'
import { shareOfWords } from '../../src/main/search/share-of-words.ts'
import { understandQuery } from '../../src/main/search/understand-query.ts'
import { createWordCounts } from '../../src/main/search/word-counts.ts'
import { removeDocuments } from '../../src/main/store/documents.ts'
import { migrate } from '../../src/main/store/migrate.ts'
import { checkIndex, findText } from '../helpers/find-text.ts'
import { openOldWorkspace } from '../helpers/old-workspace.ts'
import { addText, openTestDatabase } from '../helpers/test-database.ts'

const russian = 'Арендатор обязан вернуть ключи по акту ГОСТ-2024.'
const greek = 'Οι συμβάσεις λήγουν τον Μάιο.'
const arabic = 'يدفع المستأجر الإيجار في بداية الشهر.'
const english = 'The tenant returns the keys.'

test('a word is found in each of its forms, by phrase and code too, as long as it is there', async () => {
  await using database = await openTestDatabase()
  const { writer } = database
  const documents = [russian, greek, arabic, english].map((text, index) =>
    addText(writer, `/${index}.txt`, text),
  )
  const reader = database.openReader()
  const queries = [
    'арендаторами',
    'АРЕНДАТОРУ',
    'σύμβασης',
    'ΣΥΜΒΑΣΗ',
    'مستأجر',
    'إيجار',
    '"вернуть ключ"',
    '"ключи вернуть"',
    'ГОСТ-2024',
    'tenants',
    'договор',
  ]
  const ask = () => queries.map((query) => findText(reader, query))
  const before = ask()
  checkIndex(writer)
  removeDocuments(writer, documents)
  writer.exec(`CREATE VIRTUAL TABLE temp.terms USING fts5vocab (main, chunk_text, 'row')`)
  expect([before, ask(), writer.prepare('SELECT term FROM temp.terms').all()]).toEqual([
    [[1], [1], [2], [2], [3], [3], [1], [], [1], [4], []],
    queries.map(() => []),
    [],
  ])
  checkIndex(writer)
})

test('spelling, word counts and the share of words go by the same stems', async () => {
  await using database = await openTestDatabase()
  addText(database.writer, '/a.txt', 'Договоры с арендатором.\nУсловия договора.')
  addText(database.writer, '/b.txt', 'المستأجر يدفع.\nالمستأجر يسكن.')
  const reader = database.openReader()
  const mend = mendFrom(reader)
  const countWord = createWordCounts(reader)
  const query = { ...understandQuery('договорами арендаторы'), countWord }
  expect({
    mended: ['даговора', 'договрра', 'المسنأجر'].map((word) => mend(word)),
    counts: ['договорами', 'арендаторы', 'مستأجر'].map(countWord),
    shares: [1, 2, 3].map((chunkId) => shareOfWords(reader, chunkId, query)),
  }).toEqual({
    mended: [null, 'договора', 'المستأجر'], // the first two letters are taken to be right
    counts: [2, 1, 2],
    shares: [1, 0.5, 0],
  })
})

test('a workspace from before finds every form after the upgrade, and is indexed anew only for it', async () => {
  await using workspace = await openOldWorkspace(10, [{ text: english }, { text: russian }])
  const { db } = workspace
  const ask = () => ['tenants', 'ключами'].map((word) => findText(db, word))
  const before = ask()
  migrate(db)
  checkIndex(db)
  const kept = db.prepare('SELECT search_text IS NULL FROM chunks ORDER BY id').pluck().all()
  expect([before, ask(), kept]).toEqual([
    [[1], []],
    [[1], [2]],
    [1, 0],
  ])
})
