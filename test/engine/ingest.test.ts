import { execFileSync } from 'node:child_process'
import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { AddEvent } from '../../src/main/commands/add-event.ts'
import { collect } from '../helpers/collect.ts'
import { docx, paragraph } from '../helpers/docx.ts'
import { openTestEngine } from '../helpers/open-test-engine.ts'
import { pdf, pdfPage } from '../helpers/pdf.ts'
import { pictureOfText } from '../helpers/picture.ts'
import { writeFolder } from '../helpers/write-folder.ts'

const rent = 'Rent is due on the third day of each month.'

/** What became of each document, by its path in the folder and its id. */
function outcomes(events: readonly AddEvent[], folder: string): Record<string, string> {
  return Object.fromEntries(
    events.flatMap((event) =>
      event.kind === 'document'
        ? [
            [
              event.path.slice(folder.length + 1) + (event.externalId ?? ''),
              event.failure?.code ?? event.status,
            ],
          ]
        : [],
    ),
  )
}

function records(...entries: readonly (readonly [string, string])[]): string {
  return entries.map(([id, text]) => JSON.stringify({ id, text })).join('\n')
}

test('a folder of all formats is read; what cannot be is reported, and stops nothing', async () => {
  await using library = await openTestEngine()
  const { client } = library
  const folder = await writeFolder({
    'a/lease.pdf': pdf([pdfPage(rent)]),
    'a/locked.pdf': pdf([pdfPage(rent)], { password: 'secret' }),
    'a/broken.pdf': '%PDF-1.7 and nothing more',
    'b/lease.docx': docx(paragraph(rent)),
    'b/lease.html': `<p>${rent}</p>`,
    'b/lease.md': rent,
    'b/lease.csv': 'Year,Rent\n2024,900\n',
    'b/scan.png': pictureOfText(['Rent is due on the third day']),
    'c/blank.pdf': pdf([{ texts: [] }]),
    'c/empty.txt': '',
    'c/program.bin': Buffer.from('7f454c4602010100', 'hex'),
    '.hidden/secret.txt': 'never read',
    'cases.jsonl': `${records(['one', rent], ['two', 'Dogs are allowed.'])}\n{"id":"three"}`,
  })
  execFileSync('mkfifo', [join(folder, 'c/pipe.txt')])
  await symlink(folder, join(folder, 'c/loop'))

  const events = await collect(client.library.add({ paths: [folder] }))
  expect(outcomes(events, folder)).toEqual({
    'a/lease.pdf': 'indexed',
    'a/locked.pdf': 'password-protected',
    'a/broken.pdf': 'damaged',
    'b/lease.docx': 'indexed',
    'b/lease.html': 'indexed',
    'b/lease.md': 'indexed',
    'b/lease.csv': 'indexed',
    'b/scan.png': 'indexed',
    'c/blank.pdf': 'empty',
    'c/empty.txt': 'empty',
    'c/program.bin': 'unsupported-format',
    'c/pipe.txt': 'unsupported-format',
    'cases.jsonlone': 'indexed',
    'cases.jsonltwo': 'indexed',
    'cases.jsonl#3': 'bad-input',
  })
  expect(events.at(-1)).toMatchObject({
    kind: 'summary',
    indexed: 8,
    empty: 2,
    failed: 5,
    cancelled: 0,
  })
  expect((await client.library.status()).summary).toBe(
    '8 of 14 files ready, 2 without text, 4 failed',
  )
})

test('the same content is done once, wherever it is, and a missing file is told', async () => {
  await using library = await openTestEngine()
  const { client } = library
  const folder = await writeFolder({ 'one.txt': rent, 'two.txt': rent })
  const first = await collect(client.library.add({ paths: [folder] }))
  const missing = join(folder, 'gone.txt')
  const again = await collect(client.library.add({ paths: [folder, missing] }))
  expect({
    first: outcomes(first, folder),
    chunks: (await client.library.status()).chunks,
    again: outcomes(again, folder),
  }).toEqual({
    first: { 'one.txt': 'indexed', 'two.txt': 'indexed' },
    chunks: 1,
    again: { 'one.txt': 'unchanged', 'two.txt': 'unchanged', 'gone.txt': 'not-found' },
  })
})

test('a content that fails leaves the one before it searchable', async () => {
  await using library = await openTestEngine()
  const { client } = library
  const folder = await writeFolder({ 'lease.pdf': pdf([pdfPage(rent)]) })
  await collect(client.library.add({ paths: [folder] }))
  await writeFolder({ 'lease.pdf': pdf([pdfPage(rent)], { password: 'secret' }) }, folder)
  const events = await collect(client.library.add({ paths: [folder] }))
  const { hits } = await client.search.passages({ query: 'When is the rent due?' })
  expect([outcomes(events, folder), hits.map(({ text }) => text)]).toEqual([
    { 'lease.pdf': 'password-protected' },
    [rent],
  ])
})

test('a changed collection gains, keeps and loses records', async () => {
  await using library = await openTestEngine()
  const { client } = library
  const folder = await writeFolder({
    'cases.jsonl': records(['a', 'First.'], ['b', 'Second.'], ['c', 'Third.']),
  })
  await collect(client.library.add({ paths: [folder] }))
  await writeFolder(
    {
      'cases.jsonl': records(
        ['a', 'First.'],
        ['b', 'Second, changed.'],
        ['d', 'Fourth.'],
        ['a', 'Again.'],
      ),
    },
    folder,
  )
  const events = await collect(client.library.add({ paths: [folder] }))
  const { documents } = await client.library.list({})
  expect({
    told: events.flatMap((event) =>
      event.kind === 'document' ? [[event.externalId, event.status]] : [],
    ),
    kept: documents.map(({ externalId, status }) => [externalId, status]).sort(),
  }).toEqual({
    told: [
      ['a', 'unchanged'],
      ['a', 'failed'],
      ['b', 'indexed'],
      ['d', 'indexed'],
    ],
    kept: [
      ['a', 'indexed'],
      ['b', 'indexed'],
      ['d', 'indexed'],
    ],
  })
})

test('ending the stream cancels what is not done, and what is done stays', async () => {
  await using library = await openTestEngine()
  const { client } = library
  const files = Object.fromEntries(
    Array.from({ length: 400 }, (_, index) => [`${index}.txt`, `Clause ${index}: ${rent}`]),
  )
  const folder = await writeFolder(files)
  const stop = new AbortController()
  const done: string[] = []
  try {
    for await (const event of await client.library.add(
      { paths: [folder] },
      { signal: stop.signal },
    )) {
      if (event.kind === 'document') done.push(event.path)
      if (done.length === 20) stop.abort()
    }
  } catch (error) {
    if (!stop.signal.aborted) throw error
  }
  await expect.poll(async () => (await client.library.status()).waiting).toBe(0)
  const { documents, indexed } = await client.library.status()
  expect(indexed).toBe(documents)
  expect(indexed).toBeGreaterThanOrEqual(20)
  expect(indexed).toBeLessThan(400)
})

test('what the engine was closed upon is done after the next start', async () => {
  const dataFolder = await writeFolder({})
  const files = Object.fromEntries(
    Array.from({ length: 200 }, (_, index) => [`${index}.txt`, `Clause ${index}: ${rent}`]),
  )
  const folder = await writeFolder(files)
  const first = await openTestEngine({ dataFolder })
  let closing: Promise<void> | null = null
  for await (const event of await first.client.library.add({ paths: [folder] }))
    if (event.kind === 'document') closing ??= first.engine.close()
  await closing

  await using library = await openTestEngine({ dataFolder })
  const { waiting } = await library.client.library.status()
  const events = await collect(library.client.library.resume())
  expect(waiting).toBeGreaterThan(0)
  expect(events.at(-1)).toMatchObject({ kind: 'summary', failed: 0, cancelled: 0 })
  expect(await library.client.library.status()).toMatchObject({
    indexed: 200,
    failed: 0,
    waiting: 0,
  })
})
