import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Driver from 'better-sqlite3-multiple-ciphers'
import * as sqliteVec from 'sqlite-vec'
import { expect, test } from 'vitest'
import { removeDocuments } from '../../src/main/store/documents.ts'
import { migrate } from '../../src/main/store/migrate.ts'
import { migrations } from '../../src/main/store/migrations/index.ts'
import { segmentWords } from '../../src/main/store/segment-words.ts'
import { defineFunctions } from '../../src/main/store/sql-functions.ts'
import { checkIndex, findText } from '../helpers/find-text.ts'
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
  const folder = await mkdtemp(join(tmpdir(), 'carrel-upgrade-'))
  const db = new Driver(join(folder, 'library.db'))
  try {
    sqliteVec.load(db)
    defineFunctions(db)
    migrate(db, migrations.slice(0, 1))
    const insert = `INSERT INTO chunks (version_id, ordinal, start, "end", title, headings, text, token_count) VALUES (1, ?, 0, 1, '', '', ?, 1)`
    db.exec(
      `INSERT INTO versions (id, sha256, recipe, format, title, page_count, chunk_count, created_at, text) VALUES (1, '', '', '', '', 0, 2, '', '')`,
    )
    for (const [ordinal, text] of [chinese, 'Otters sleep.'].entries())
      db.prepare(insert).run(ordinal, text)
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
  } finally {
    db.close()
    await rm(folder, { recursive: true })
  }
})
