import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { listSnapshots, migrate } from '../../src/main/store/migrate.ts'
import { migrations } from '../../src/main/store/migrations/index.ts'
import { openDatabase } from '../../src/main/store/open.ts'
import { addText, hashFiles, openTestDatabase } from '../helpers/test-database.ts'

const steps = [1, 2, 3, 4, 5].map(
  (number) => `CREATE TABLE later_${number} (id INTEGER PRIMARY KEY) STRICT`,
)

test('a new workspace needs no snapshot', async () => {
  await using database = await openTestDatabase()
  expect(listSnapshots(database.file)).toEqual([])
})

test('before each upgrade the whole file is copied, and the last three copies are kept', async () => {
  await using database = await openTestDatabase()
  addText(database.writer, '/a.txt', 'Otters sleep.')
  migrate(database.writer, [...migrations, ...steps])
  const snapshots = listSnapshots(database.file)
  const numbers = snapshots.map((path) => /before-(\d{4})/.exec(path)?.[1])
  const restored = join(database.folder, 'restored', 'library.db')
  const { close: closeMade } = await openDatabase({ file: restored, key: database.key })
  closeMade()
  await rename(snapshots[0] ?? '', restored)
  const refused = openDatabase({ file: restored, key: database.key })
  await expect(refused).rejects.toMatchObject({ code: 'unsupported-format' }) // it has tables that this Carrel does not know
  const last = migrations.length + steps.length
  expect(numbers).toEqual(
    [last - 2, last - 1, last].map((number) => String(number).padStart(4, '0')),
  )
})

test('a snapshot opens with the key of the workspace and holds what was there', async () => {
  await using database = await openTestDatabase()
  addText(database.writer, '/a.txt', 'Otters sleep.')
  migrate(database.writer, [...migrations, ...steps.slice(0, 1)])
  const [file = ''] = listSnapshots(database.file)
  const snapshot = await openDatabase({ file, key: database.key })
  const paths = snapshot.writer.prepare('SELECT path FROM documents').all()
  snapshot.close()
  expect(paths).toEqual([{ path: '/a.txt' }])
})

test('a failed upgrade leaves the database as it was', async () => {
  await using database = await openTestDatabase()
  addText(database.writer, '/a.txt', 'Otters sleep.')
  const half =
    'CREATE TABLE later_1 (id INTEGER PRIMARY KEY) STRICT; INSERT INTO no_such_table VALUES (1)'
  expect(() => migrate(database.writer, [...migrations, half])).toThrow(/no_such_table/)
  migrate(database.writer, [...migrations, ...steps])
  expect(database.writer.prepare('SELECT count(*) AS n FROM documents').get()).toEqual({ n: 1 })
})

test('a workspace that a newer Carrel wrote is refused and stays as it is', async () => {
  await using database = await openTestDatabase()
  migrate(database.writer, [...migrations, ...steps.slice(0, 1)])
  database.writer.pragma('wal_checkpoint(TRUNCATE)')
  const before = (await hashFiles(database.folder))[database.file]
  const opening = openDatabase({ file: database.file, key: database.key })
  await expect(opening).rejects.toMatchObject({ code: 'unsupported-format' })
  expect((await hashFiles(database.folder))[database.file]).toBe(before)
})
