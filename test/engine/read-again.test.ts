import { copyFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { EngineClient } from '../../src/main/api/connect.ts'
import { failureOf } from '../../src/main/api/failure.ts'
import { must } from '../../src/main/lib/must.ts'
import { workspacePaths } from '../../src/main/store/key-file.ts'
import { openDatabase } from '../../src/main/store/open.ts'
import { collect } from '../helpers/collect.ts'
import { openTestEngine } from '../helpers/open-test-engine.ts'
import { pictureOfText } from '../helpers/picture.ts'
import { testKey } from '../helpers/test-library.ts'
import { until } from '../helpers/until.ts'
import { writeFolder } from '../helpers/write-folder.ts'

const scan = pictureOfText(['Die Kündigungsfrist beträgt drei Monate.'])

async function textsOf(client: EngineClient): Promise<Record<string, string>> {
  const { documents } = await client.library.list({})
  const views = documents.map(({ documentId }) => client.document.view({ documentId }))
  return Object.fromEntries(
    (await Promise.all(views)).map(({ path, text }) => [path.split(/[\\/]/).at(-1), text]),
  )
}

const german = 'Die Kündigungsfrist beträgt drei Monate.'

test('a scan is read again in its language, and stays so when it is added again; its copy stays as it was', async () => {
  await using library = await openTestEngine()
  const { client } = library
  const folder = await writeFolder({ 'lease.png': scan })
  await copyFile(join(folder, 'lease.png'), join(folder, 'copy.png'))
  await collect(client.library.add({ paths: [folder] }))
  const before = await textsOf(client)
  const { documents } = await client.library.list({ query: 'lease' })
  const documentIds = documents.map(({ documentId }) => documentId)
  await collect(client.library.readAgain({ documentIds, languages: ['deu'] }))
  const events = await collect(client.library.add({ paths: [join(folder, 'lease.png')] }))
  expect({
    wasGerman: before['lease.png'] === german,
    texts: await textsOf(client),
    again: events.flatMap((event) => (event.kind === 'document' ? [event.status] : [])),
  }).toEqual({
    wasGerman: false,
    texts: { 'lease.png': german, 'copy.png': before['copy.png'] },
    again: ['unchanged'],
  })
})

test('the language that a scan was added in holds for it when it is read again', async () => {
  await using library = await openTestEngine()
  const { client } = library
  const folder = await writeFolder({ 'lease.png': scan })
  const scope = join(folder, 'lease.png')
  await collect(client.library.add({ paths: [folder], options: { languages: ['deu'] } }))
  await collect(client.library.readAgain({ scope }))
  const again = (await textsOf(client))['lease.png']
  await collect(client.library.add({ paths: [folder], options: { languages: ['eng'] } }))
  const added = (await textsOf(client))['lease.png']
  expect([again, added === german]).toEqual([german, false])
})

test('what is read again by the same recipe takes the place of what was read before, in copies too', async () => {
  await using library = await openTestEngine()
  const { client } = library
  const folder = await writeFolder({ 'a.txt': 'Rent is due.', 'b.txt': 'Rent is due.' })
  await collect(client.library.add({ paths: [folder] }))
  const versions = async () => {
    const { documents } = await client.library.list({})
    const views = documents.map(({ documentId }) => client.document.view({ documentId }))
    return [...new Set((await Promise.all(views)).map(({ versionId }) => versionId))]
  }
  const before = await versions()
  const events = await collect(client.library.readAgain({ scope: join(folder, 'a.txt') }))
  const after = await versions()
  const { hits } = await client.search.passages({ query: 'when is rent due' })
  expect({
    versions: [before.length, after.length, before[0] === after[0]],
    read: events.filter(({ kind }) => kind === 'document').length,
    found: hits.map(({ text }) => text),
  }).toEqual({ versions: [1, 1, false], read: 1, found: ['Rent is due.'] })
})

test('a folder that is kept in step follows the languages of the library, but for a file with its own', async () => {
  await using library = await openTestEngine()
  const { client } = library
  const other = pictureOfText(['Le garçon a reçu les clés.'])
  const folder = await writeFolder({ 'lease.png': scan, 'keys.png': other })
  await collect(client.library.watch({ path: folder }))
  await collect(client.library.readAgain({ scope: join(folder, 'keys.png'), languages: ['fra'] }))
  await client.settings.set({ ocrLanguages: ['deu'] })
  const texts = await until(
    () => textsOf(client),
    (found) => found['lease.png'] === german,
  )
  expect(texts).toEqual({ 'lease.png': german, 'keys.png': 'Le garçon a reçu les clés.' })
})

test('a language that is not installed is refused before anything is changed', async () => {
  await using library = await openTestEngine()
  const { client } = library
  const set = client.settings.set({ ocrLanguages: ['tlh'] }).then(() => null, failureOf)
  const input = { scope: '/tmp', languages: ['eng', 'tlh'] }
  const again = collect(client.library.readAgain(input)).then(() => null, failureOf)
  expect([
    (await set)?.code,
    (await again)?.code,
    (await client.settings.get()).ocrLanguages,
    (await client.models.scanLanguages()).installed,
  ]).toEqual([
    'model-missing',
    'model-missing',
    ['eng'],
    [
      { code: 'eng', name: 'English' },
      { code: 'fra', name: 'French' },
      { code: 'deu', name: 'German' },
    ],
  ])
})

/** Has the library take what it has for read by an older Carrel. */
async function readByOlder(dataFolder: string): Promise<void> {
  const { database: file } = workspacePaths(dataFolder, 'default')
  const database = await openDatabase({ file, key: Buffer.from(testKey, 'hex') })
  database.writer
    .prepare(`UPDATE versions SET recipe = 'reader=0 chunker=0 named=.txt ocr=off'`)
    .run()
  // Otherwise the count of before would still hold: nothing but a reading changes a recipe.
  database.writer.prepare('UPDATE library_changes SET changes = changes + 1').run()
  database.close()
}

test('what an older Carrel read is counted and read again when that is asked for', async () => {
  await using library = await openTestEngine()
  const { client, dataFolder } = library
  const folder = await writeFolder({
    'a.txt': 'Otters.',
    'b.txt': 'Gulls.',
    'kept/c.txt': 'Ropes.',
  })
  await collect(client.library.add({ paths: [join(folder, 'a.txt'), join(folder, 'b.txt')] }))
  await collect(client.library.watch({ path: join(folder, 'kept') }))
  await readByOlder(dataFolder)
  const before = (await client.library.status()).outdated
  const events = await collect(client.library.readAgain({ outdated: true }))
  const summary = must(events.at(-1), 'a summary')
  expect([before, summary, (await client.library.status()).outdated]).toEqual([
    2,
    expect.objectContaining({ kind: 'summary', indexed: 2, failed: 0 }),
    0,
  ])
})

test('a scan whose text was not to be recognised stays so when an older Carrel read it, or when it is only to be read again', async () => {
  await using library = await openTestEngine()
  const { client, dataFolder } = library
  const folder = await writeFolder({ 'lease.png': scan })
  const scope = join(folder, 'lease.png')
  await collect(client.library.add({ paths: [scope], options: { ocr: 'off' } }))
  await readByOlder(dataFolder)
  await collect(client.library.readAgain({ outdated: true }))
  const outdated = (await textsOf(client))['lease.png']
  await collect(client.library.readAgain({ scope, ocr: 'force' }))
  await collect(client.library.readAgain({ scope }))
  expect([outdated, (await textsOf(client))['lease.png'] === '']).toEqual(['', false])
})

test('what an older Carrel read is read again by itself, answers meanwhile, and is kept where its file is gone', async () => {
  await using library = await openTestEngine()
  const { client, dataFolder } = library
  const folder = await writeFolder({ 'a.txt': 'Otters swim.', 'b.txt': 'Gulls fly.' })
  await collect(client.library.add({ paths: [join(folder, 'a.txt'), join(folder, 'b.txt')] }))
  await rm(join(folder, 'b.txt'))
  await readByOlder(dataFolder)
  const found = async (query: string) => (await client.search.passages({ query })).hits[0]?.text
  const before = await found('otters')
  const end = new AbortController()
  const events: string[] = []
  for await (const event of await client.library.follow(undefined, { signal: end.signal })) {
    if (event.kind === 'document')
      events.push(`${event.path.slice(folder.length + 1)} ${event.status}`)
    if (event.kind === 'summary') break
  }
  end.abort()
  expect({
    events,
    outdated: (await client.library.status()).outdated,
    found: [before, await found('otters'), await found('gulls')],
  }).toEqual({
    events: ['a.txt indexed'],
    outdated: 1,
    found: ['Otters swim.', 'Otters swim.', 'Gulls fly.'],
  })
})
