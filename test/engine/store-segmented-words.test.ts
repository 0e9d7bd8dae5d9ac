import { expect, test } from 'vitest'
import { removeDocuments } from '../../src/main/store/documents.ts'
import { migrate } from '../../src/main/store/migrate.ts'
import { segmentWords } from '../../src/main/store/segment-words.ts'
import { checkIndex, findText } from '../helpers/find-text.ts'
import { openOldWorkspace } from '../helpers/old-workspace.ts'
import { addText, openTestDatabase } from '../helpers/test-database.ts'

const chinese = '租金应在每月第三个工作日支付。'
const thai = 'ค่าเช่าครบกำหนดชำระในวันทำการที่สามของทุกเดือน'
const japanese = '家賃は毎月の第三営業日に支払われます。Carrel'

test('text without spaces is found by its words, as long as it is there', async () => {
  await using database = await openTestDatabase()
  const { writer } = database
  const documents = [chinese, thai, japanese].map((text, index) =>
    addText(writer, `/${index}.txt`, text),
  )
  const reader = database.openReader()
  const ask = () => ['租金', 'ชำระ', '家賃', 'carrel'].map((word) => findText(reader, word))
  const before = ask()
  checkIndex(writer)
  removeDocuments(writer, documents)
  writer.exec(`CREATE VIRTUAL TABLE temp.terms USING fts5vocab (main, chunk_text, 'row')`)
  expect([before, ask(), writer.prepare('SELECT term FROM temp.terms').all()]).toEqual([
    [[1], [2], [3], [3]],
    [[], [], [], []],
    [],
  ])
  checkIndex(writer)
})

test('a workspace from before finds such text after the upgrade, and everything else as before', async () => {
  await using workspace = await openOldWorkspace(1, [{ text: chinese }, { text: 'Otters sleep.' }])
  const { db } = workspace
  const before = [findText(db, '租金'), findText(db, 'otters')]
  migrate(db)
  checkIndex(db)
  const after = [findText(db, '租金'), findText(db, 'otters')]
  const kept = db.prepare('SELECT search_text FROM chunks ORDER BY id').pluck().all()
  expect([before, after, kept]).toEqual([
    [[], [2]],
    [[1], [2]],
    [segmentWords(chinese), null],
  ])
})
