import { createHash, randomBytes } from 'node:crypto'
import { copyFile, mkdir, readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createChat } from '../../src/main/chat/chat.ts'
import { migrate } from '../../src/main/store/migrate.ts'
import { migrations } from '../../src/main/store/migrations/index.ts'
import { openDatabase } from '../../src/main/store/open.ts'
import { decryptFile } from '../helpers/decrypt.ts'
import {
  addText,
  hashFiles,
  openTestDatabase,
  readFiles,
  type TestDatabase,
} from '../helpers/test-database.ts'

const SENTENCE = 'The quokka signed the lease on a rainy Thursday'

/** A closed database of 20 documents in a folder of its own, so that there is something to damage. */
async function filled(database: TestDatabase): Promise<{ folder: string; file: string }> {
  const folder = join(database.folder, 'copy')
  await mkdir(folder)
  for (let number = 0; number < 20; number++)
    addText(database.writer, `/${number}.txt`, `${SENTENCE} ${number}.`)
  database.writer.pragma('wal_checkpoint(TRUNCATE)')
  const file = join(folder, 'library.db')
  await copyFile(database.file, file)
  return { folder, file }
}

test('no file of the folder holds a stored sentence in the clear: database, log, shared memory, snapshot', async () => {
  await using database = await openTestDatabase()
  addText(database.writer, '/lease.txt', SENTENCE)
  const { conversationId } = createChat(database).create({ title: SENTENCE })
  createChat(database).append(conversationId, { role: 'user', text: SENTENCE, answer: null })
  migrate(database.writer, [...migrations, 'CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT'])
  const files = await readFiles(database.folder)
  const kinds = ['library.db', 'library.db-wal', 'library.db-shm', 'snapshots/before-']
  const has = (bytes: Buffer): boolean => bytes.includes(SENTENCE) || bytes.includes('quokka')
  database.writer.pragma('wal_checkpoint(TRUNCATE)')
  expect({
    looked: kinds.map((kind) => Object.keys(files).some((path) => path.includes(kind))),
    clear: Object.entries(files).filter(
      ([, bytes]) => has(bytes) || bytes.includes('SQLite format'),
    ),
    decrypted: has(await decryptFile(database.file, database.key)),
  }).toEqual({ looked: [true, true, true, true], clear: [], decrypted: true })
})

test('a wrong key is refused and no byte changes, with a write-ahead log waiting too', async () => {
  await using database = await openTestDatabase()
  addText(database.writer, '/lease.txt', SENTENCE)
  const folder = join(database.folder, 'copy')
  await mkdir(folder)
  for (const name of ['library.db', 'library.db-wal'])
    await copyFile(join(database.folder, name), join(folder, name))
  const before = await hashFiles(folder)
  const opening = openDatabase({ file: join(folder, 'library.db'), key: randomBytes(32) })
  await expect(opening).rejects.toMatchObject({ code: 'wrong-key' })
  const after = await hashFiles(folder)
  const right = await openDatabase({ file: join(folder, 'library.db'), key: database.key })
  const kept = right.writer.prepare('SELECT path FROM documents').all()
  right.close()
  delete after[join(folder, 'library.db-shm')] // holds no content: an index of the log, made by looking at it
  expect([after, kept]).toEqual([before, [{ path: '/lease.txt' }]])
})

const damages: readonly { name: string; harm: (file: string) => Promise<void> }[] = [
  {
    name: 'a byte of its first page turned over',
    harm: async (file) => {
      const bytes = await readFile(file)
      bytes.writeUInt8(bytes.readUInt8(1000) ^ 255, 1000)
      await writeFile(file, bytes)
    },
  },
  { name: 'its end cut off in the first page', harm: (file) => truncate(file, 3000) },
]

for (const { name, harm } of damages)
  test(`a damaged file is told from a wrong key and left as it is: ${name}`, async () => {
    await using database = await openTestDatabase()
    const { folder, file } = await filled(database)
    await harm(file)
    const before = await hashFiles(folder)
    await expect(openDatabase({ file, key: database.key })).rejects.toMatchObject({
      code: 'database-damaged',
    })
    expect(await hashFiles(folder)).toEqual(before)
  })

test('a file that is no database is refused and left as it is', async () => {
  await using database = await openTestDatabase()
  const file = join(database.folder, 'letter.txt')
  await writeFile(file, 'Dear reader, this is not a database. '.repeat(500))
  const before = createHash('sha256')
    .update(await readFile(file))
    .digest('hex')
  await expect(openDatabase({ file, key: database.key })).rejects.toMatchObject({
    code: expect.stringMatching(/wrong-key|database-damaged/) as string,
  })
  expect(
    createHash('sha256')
      .update(await readFile(file))
      .digest('hex'),
  ).toBe(before)
})

test('a reader can not write', async () => {
  await using database = await openTestDatabase()
  const reader = database.openReader()
  expect(() => reader.exec(`DELETE FROM documents`)).toThrow(/readonly/)
})
