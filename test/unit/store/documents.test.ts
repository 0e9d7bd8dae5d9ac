import { expect, test } from 'vitest'
import { matchText } from '../../../src/main/store/text-index.ts'
import {
  countByStatus,
  countDocuments,
  documentsOfVersion,
  documentsUnder,
  findDocument,
  getDocument,
  listDocuments,
  removeDocuments,
  upsertDocument,
} from '../../../src/main/store/documents.ts'
import { getOriginal, saveOriginal } from '../../../src/main/store/originals.ts'
import { findVersion, getVersion } from '../../../src/main/store/versions.ts'
import { addText, openTestDatabase, saveText } from '../../helpers/test-database.ts'

const failure = { code: 'damaged', message: '"a.pdf" is damaged.', hint: 'Repair it.' } as const

test('a document is found by its path and says what is known of it', async () => {
  await using database = await openTestDatabase()
  const documentId = addText(database.writer, '/notes/rent.txt', 'Rent is due.\nPay it early.')
  const found = findDocument(database.openReader(), '/notes/rent.txt')
  expect(found).toEqual({
    documentId,
    path: '/notes/rent.txt',
    versionId: 1,
    title: 'A title',
    format: 'txt',
    language: 'eng',
    status: 'indexed',
    pages: 1,
    chunks: 2,
    facts: null,
    sizeBytes: 26,
    modifiedMs: 1_700_000_000_000.25,
    addedAt: expect.stringMatching(/^\d{4}-.*Z$/) as string,
    updatedAt: expect.stringMatching(/^\d{4}-.*Z$/) as string,
  })
})

test('failed new content keeps the old one searchable, and complete new content takes its place', async () => {
  await using database = await openTestDatabase()
  const { writer } = database
  const state = { path: '/a.txt', failure: null, sizeBytes: 1, modifiedMs: 1 }
  addText(writer, '/a.txt', 'The otter sleeps.')
  upsertDocument(writer, { ...state, status: 'failed', failure, versionId: null })
  const whileFailed = {
    hits: matchText(writer, 'otter', { limit: 9 }).length,
    row: findDocument(writer, '/a.txt'),
  }
  upsertDocument(writer, {
    ...state,
    status: 'indexed',
    versionId: saveText(writer, 'The badger sleeps.'),
  })
  expect({
    whileFailed: [whileFailed.hits, whileFailed.row?.status, whileFailed.row?.failure],
    after: [
      matchText(writer, 'otter', { limit: 9 }).length,
      matchText(writer, 'badger', { limit: 9 }).length,
    ],
    oldVersion: getVersion(writer, 1),
    failureAfter: findDocument(writer, '/a.txt')?.failure,
  }).toEqual({
    whileFailed: [1, 'failed', failure],
    after: [0, 1],
    oldVersion: null,
    failureAfter: undefined,
  })
})

test('content shared by two documents goes with the last of them', async () => {
  await using database = await openTestDatabase()
  const { writer } = database
  const first = addText(writer, '/a.txt', 'Shared words.')
  const versionId = getDocument(writer, first)?.versionId ?? 0
  const second = upsertDocument(writer, {
    path: '/b.txt',
    status: 'indexed',
    failure: null,
    sizeBytes: null,
    modifiedMs: null,
    versionId,
  })
  const before = documentsOfVersion(writer, versionId).map(({ path }) => path)
  removeDocuments(writer, [first])
  const between = getVersion(writer, versionId)?.text
  removeDocuments(writer, [second])
  expect([before, between, getVersion(writer, versionId)]).toEqual([
    ['/a.txt', '/b.txt'],
    'Shared words.',
    null,
  ])
})

test('records of a collection are documents of one path', async () => {
  await using database = await openTestDatabase()
  const { writer } = database
  for (const externalId of ['one', 'two'])
    upsertDocument(writer, {
      path: '/c.jsonl',
      externalId,
      status: 'empty',
      failure: null,
      sizeBytes: null,
      modifiedMs: null,
      versionId: null,
    })
  expect({
    under: documentsUnder(writer, '/c.jsonl').map(({ externalId, title }) => [externalId, title]),
    one: findDocument(writer, '/c.jsonl', 'one')?.externalId,
    whole: findDocument(writer, '/c.jsonl'),
    counts: countByStatus(writer),
  }).toEqual({
    under: [
      ['one', 'one'],
      ['two', 'two'],
    ],
    one: 'one',
    whole: null,
    counts: { waiting: 0, indexed: 0, empty: 2, failed: 0 },
  })
})

test('a list can be narrowed by words of path or title, taken literally', async () => {
  await using database = await openTestDatabase()
  const { writer } = database
  addText(writer, '/x/100%.txt', 'One.')
  addText(writer, '/x/1000.txt', 'Two.')
  const paths = (query: string): string[] =>
    listDocuments(writer, { query, limit: 9 }).map(({ path }) => path)
  expect([
    paths('100%'),
    paths('a TITLE'),
    countDocuments(writer, { query: '100' }),
    listDocuments(writer, { limit: 1 }).length,
  ]).toEqual([['/x/100%.txt'], ['/x/1000.txt', '/x/100%.txt'], 2, 1])
})

test('a kept original goes with its document, the failed one too', async () => {
  await using database = await openTestDatabase()
  const { writer } = database
  const indexed = addText(writer, '/a.txt', 'Some text.')
  const sha256 = getVersion(writer, 1)?.sha256 ?? ''
  const otherSha256 = 'f'.repeat(64)
  saveOriginal(writer, { sha256, name: 'a.txt', bytes: Buffer.from('Some text.') })
  saveOriginal(writer, { sha256: otherSha256, name: 'b.pdf', bytes: Buffer.from('broken') })
  const failed = upsertDocument(writer, {
    path: `upload/${otherSha256}/b.pdf`,
    status: 'failed',
    failure,
    sizeBytes: 6,
    modifiedMs: null,
    versionId: null,
  })
  const before = [getOriginal(writer, sha256)?.name, getOriginal(writer, otherSha256)?.name]
  const removed = removeDocuments(writer, [indexed, failed, 999])
  expect([before, removed, getOriginal(writer, sha256), getOriginal(writer, otherSha256)]).toEqual([
    ['a.txt', 'b.pdf'],
    2,
    null,
    null,
  ])
})

test('the same content made by another recipe is another version', async () => {
  await using database = await openTestDatabase()
  addText(database.writer, '/a.txt', 'Words.\nMore words.')
  const { sha256 } = getVersion(database.writer, 1) ?? { sha256: '' }
  expect([
    findVersion(database.writer, sha256, 'test'),
    findVersion(database.writer, sha256, 'other'),
  ]).toEqual([{ versionId: 1, chunkCount: 2, pageCount: 1 }, null])
})
