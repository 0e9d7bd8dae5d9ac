import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { createChat } from '../../src/main/chat/chat.ts'
import { NOT_EMBEDDED } from '../../src/main/ingest/embed-content.ts'
import { createStoringThread } from '../../src/main/ingest/storing-thread.ts'
import { removeDocuments } from '../../src/main/store/documents.ts'
import { endErasing, eraseDocuments } from '../../src/main/store/erase-documents.ts'
import { listSnapshots, migrate } from '../../src/main/store/migrate.ts'
import { migrations } from '../../src/main/store/migrations/index.ts'
import { saveOriginal } from '../../src/main/store/originals.ts'
import { beginErasingTerms, isErasingTerms, matchText } from '../../src/main/store/text-index.ts'
import { saveTrace } from '../../src/main/store/traces.ts'
import { getVersion } from '../../src/main/store/versions.ts'
import { decryptFile } from '../helpers/decrypt.ts'
import { addText, openTestDatabase, vectorOf, type TestDatabase } from '../helpers/test-database.ts'

/** No English word begins like it, so that an index can't hold it as the rest of a neighbour's prefix. */
const RARE = 'zyxquokkafnord'
const LINE = `A line with ${RARE} in it.`

/** Which traces of the rare line the decrypted bytes of the file hold; the index keeps words without their first letters. */
async function traces(database: TestDatabase): Promise<Record<string, boolean>> {
  database.writer.pragma('wal_checkpoint(TRUNCATE)')
  const bytes = await decryptFile(database.file, database.key)
  const vector = Buffer.from(vectorOf(LINE).buffer)
  return {
    text: bytes.includes(LINE),
    term: bytes.includes(RARE.slice(3)),
    vector: bytes.includes(vector.subarray(0, 64)),
  }
}

/** The rare line as a document between two hundred others, quoted in a conversation, traced, and kept as an original. */
function fill(database: TestDatabase): number {
  const { writer } = database
  for (let number = 0; number < 100; number++)
    addText(writer, `/before/${number}.txt`, `Zebra ${number} sleeps.`)
  const documentId = addText(writer, '/rare.txt', `${LINE}\nAnd another line.`)
  const sha256 = getVersion(writer, 101)?.sha256 ?? ''
  saveOriginal(writer, { sha256, name: 'rare.txt', bytes: Buffer.from(LINE) })
  saveTrace(writer, 't', { passages: [{ documentId, text: LINE }] })
  const chat = createChat(database)
  chat.append(chat.create({ title: 'Otters' }).conversationId, {
    role: 'assistant',
    text: 'See there. [1]',
    answer: {
      question: 'Where?',
      answer: 'See there. [1]',
      abstained: false,
      sentences: [{ text: 'See there.', citations: [1], supported: true }],
      citations: [
        {
          n: 1,
          documentId,
          versionId: 101,
          path: '/rare.txt',
          title: LINE,
          page: 1,
          start: 0,
          end: LINE.length,
          quote: LINE,
        },
      ],
      engine: 'extractive',
      model: null,
      ms: { search: 1, answer: 1, total: 2 },
      traceId: 't',
    },
  })
  for (let number = 0; number < 100; number++)
    addText(writer, `/after/${number}.txt`, `Yak ${number} sleeps.`)
  return documentId
}

const ways: readonly { name: string; before: number }[] = [
  { name: 'one document of a hundred', before: 1 },
  { name: 'half of the library at once', before: 100 },
]

for (const { name, before: others } of ways)
  test(`what is removed leaves no text, index term or vector in the decrypted bytes: ${name}`, async () => {
    await using database = await openTestDatabase()
    const documentId = fill(database)
    const before = await traces(database)
    const removed = Array.from({ length: others }, (_, index) => documentId - index)
    await eraseDocuments(database.writer, removed)
    expect({
      before,
      after: await traces(database),
      left: matchText(database.writer, 'sleeps', { limit: 300 }).length,
      check: database.writer.pragma('integrity_check', { simple: true }),
    }).toEqual({
      before: { text: true, term: true, vector: true },
      after: { text: false, term: false, vector: false },
      left: 201 - others,
      check: 'ok',
    })
  })

test('removal empties the write-ahead log and takes the upgrade snapshots along', async () => {
  await using database = await openTestDatabase()
  const documentId = fill(database)
  migrate(database.writer, [...migrations, 'CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT'])
  removeDocuments(database.writer, [documentId])
  const log = await readFile(`${database.file}-wal`)
  expect([log.length, listSnapshots(database.file)]).toEqual([0, []])
})

test('an erasing that was cut short is ended by the next start', async () => {
  await using database = await openTestDatabase()
  const documentId = fill(database)
  beginErasingTerms(database.writer)
  removeDocuments(database.writer, [documentId])
  const cutShort = await traces(database)
  await endErasing(database.writer)
  expect([cutShort.term, await traces(database)]).toEqual([
    true,
    { text: false, term: false, vector: false },
  ])
})

test('a replacement that fails leaves no erasing behind, in which words of what is removed next would stay', async () => {
  await using database = await openTestDatabase()
  addText(database.writer, '/a.txt', LINE)
  const storing = createStoringThread(database)
  const place = { path: '/a.txt', externalId: '', sizeBytes: null, modifiedMs: null }
  const broken = { ...NOT_EMBEDDED, externalId: '', format: 'text', document: null, chunks: [] }
  const content = { ...broken, sha256: 'a', recipe: '', isAgain: false }
  const hasFailed = await storing.store(place, content).then(
    () => false,
    () => true,
  )
  await storing.close()
  expect([hasFailed, isErasingTerms(database.writer)]).toEqual([true, false])
})
