import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { AddEvent } from '../../src/main/ingest/add-event.ts'
import { beginPause, endPause } from '../../src/main/store/jobs.ts'
import { openDatabase } from '../../src/main/store/open.ts'
import { collect } from '../helpers/collect.ts'
import { openCountingLibrary } from '../helpers/counting-library.ts'
import { until } from '../helpers/until.ts'
import { writeFolder } from '../helpers/write-folder.ts'

const forever = new AbortController().signal

function letters(count: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, n) => [`${n}.txt`, `Letter ${n} of the harbour.`]),
  )
}

/** The kinds of events that say how an import fares, and the names of the documents in between. */
function story(events: readonly AddEvent[]): string[] {
  return events.flatMap((event) => {
    if (event.kind === 'paused') return [`paused by ${event.reason}`]
    if (event.kind === 'going-on') return ['going on']
    return event.kind === 'document' ? ['document'] : []
  })
}

test('an import that is paused rests over a restart, says so, and goes on when it may', async () => {
  const place = { dataFolder: await writeFolder({}), key: randomBytes(32) }
  const folder = await writeFolder(letters(5))
  {
    await using counting = await openCountingLibrary(place)
    counting.library.pause()
    const events = counting.library.add({ paths: [folder] }, forever)
    for await (const event of events) if (event.kind === 'queued') break
    expect(counting.library.status()).toMatchObject({ paused: { reason: 'user' } })
  }
  await using counting = await openCountingLibrary(place)
  const { library, embedded } = counting
  const resting = collect(library.add({ paths: [folder] }, forever))
  await delay(300)
  const before = { waiting: library.status().waiting, embedded: embedded.length }
  library.unpause()
  const events = await resting
  expect({ before, story: story(events), after: library.status() }).toMatchObject({
    before: { waiting: 5, embedded: 0 },
    story: ['paused by user', 'going on', ...Array<string>(5).fill('document')],
    after: { paused: null, indexed: 5, waiting: 0 },
  })
})

test('a pause by another process is noticed, and so is its end', async () => {
  await using counting = await openCountingLibrary()
  const { library, database } = counting
  const other = await openDatabase({ file: database.file, key: database.key })
  const folder = await writeFolder(letters(3))
  beginPause(other.writer)
  const resting = collect(library.add({ paths: [folder] }, forever))
  await delay(200)
  const waiting = library.status().waiting
  endPause(other.writer)
  other.close()
  expect([waiting, story(await resting)]).toEqual([
    3,
    ['paused by user', 'going on', 'document', 'document', 'document'],
  ])
})

test('on a low battery imports rest, until there is power or the user lets them go on', async () => {
  await using counting = await openCountingLibrary()
  const { library } = counting
  const states: unknown[] = []
  const note = (): void => void states.push(library.status().paused?.reason ?? null)
  library.batteryIsLow(true)
  note()
  library.batteryIsLow(false)
  note()
  library.batteryIsLow(true)
  library.unpause()
  note()
  library.pause()
  library.batteryIsLow(false)
  note()
  expect(states).toEqual(['battery', null, null, 'user'])
})

test('a file that is asked for, then one that was named, come before the rest of a folder', async () => {
  await using counting = await openCountingLibrary()
  const { library } = counting
  const folder = await writeFolder(letters(40))
  const single = join(await writeFolder({ 'single.txt': 'A single letter.' }), 'single.txt')
  const asked = join(folder, '39.txt')
  const started: string[] = []
  const importAll = async (path: string): Promise<void> => {
    for await (const event of library.add({ paths: [path] }, forever))
      if (event.kind === 'started') started.push(event.path)
  }
  library.pause()
  const running = [importAll(folder), importAll(single)]
  await until(
    async () => library.status().waiting,
    (waiting) => waiting === 41,
  )
  const { files } = library.putFirst({ path: asked })
  const queue = library.queue({ limit: 2 })
  library.unpause()
  await Promise.all(running)
  expect({ files, queue, first: started.slice(0, 2).toSorted() }).toEqual({
    files: 1,
    queue: {
      total: 41,
      files: [
        { path: asked, sizeBytes: 25, isFirst: true },
        { path: single, sizeBytes: 16, isFirst: false },
      ],
    },
    first: [asked, single].toSorted(),
  })
})

test('what failed is read again when it is asked for, an uploaded file as well, or only one of them', async () => {
  await using counting = await openCountingLibrary()
  const { library } = counting
  const folder = await writeFolder({ 'broken.pdf': '%PDF-1.7 and nothing more' })
  const base64 = Buffer.from('%PDF-1.7 and nothing else').toString('base64')
  await collect(library.add({ paths: [folder] }, forever))
  await collect(library.upload({ name: 'sent.pdf', base64 }, forever))
  const tried = async (documentIds?: readonly number[]): Promise<string[]> => {
    const events = await collect(library.retry({ documentIds }, forever))
    return events.flatMap((event) =>
      event.kind === 'document' ? [`${event.path.split('/').at(-1)} ${event.failure?.code}`] : [],
    )
  }
  const { documents } = library.list({ limit: 9 })
  const sent = documents.filter(({ path }) => path.endsWith('sent.pdf'))
  expect([(await tried()).sort(), await tried(sent.map(({ documentId }) => documentId))]).toEqual([
    ['broken.pdf damaged', 'sent.pdf damaged'],
    ['sent.pdf damaged'],
  ])
})
