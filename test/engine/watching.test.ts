import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Library } from '../../src/main/library/library.ts'
import type { FolderEvent } from '../../src/main/library/sync-folder.ts'
import { collect } from '../helpers/collect.ts'
import { openCountingLibrary } from '../helpers/counting-library.ts'
import { until } from '../helpers/until.ts'
import { writeFolder } from '../helpers/write-folder.ts'

const forever = new AbortController().signal

/** The texts that the library knows, by path below `folder`. */
function textsOf(library: Library, folder: string): Record<string, string> {
  const { documents } = library.list({ limit: 100 })
  const texts = documents.map(({ path, documentId }): [string, string] => [
    path.slice(folder.length + 1),
    library.document.view({ documentId }).text,
  ])
  return Object.fromEntries(texts.sort(([a], [b]) => (a < b ? -1 : 1)))
}

async function untilTexts(library: Library, folder: string, expected: Record<string, string>) {
  const isRight = (seen: unknown) => JSON.stringify(seen) === JSON.stringify(expected)
  expect(await until(async () => textsOf(library, folder), isRight)).toEqual(expected)
}

function idsByName(library: Library): Record<string, number> {
  const { documents } = library.list({ limit: 100 })
  return Object.fromEntries(documents.map(({ path, documentId }) => [path, documentId]))
}

const kinds = (events: readonly FolderEvent[]) =>
  events.filter(({ kind }) => kind !== 'queued' && kind !== 'started' && kind !== 'progress')

test('a watched folder is brought in, then followed: new, changed, moved and deleted files', async () => {
  await using counting = await openCountingLibrary()
  const { library, embedded } = counting
  const folder = await writeFolder({ 'a.txt': 'Otters swim.', 'b/b.txt': 'Gulls fly.' })
  const first = await collect(library.watch({ path: folder }, forever))
  expect(first.at(-1)).toEqual({ kind: 'in-step', path: folder })
  await untilTexts(library, folder, { 'a.txt': 'Otters swim.', 'b/b.txt': 'Gulls fly.' })

  await writeFile(join(folder, 'c.txt'), 'Cranes lift.')
  await writeFile(join(folder, 'a.txt'), 'Otters dive deep.')
  await untilTexts(library, folder, {
    'a.txt': 'Otters dive deep.',
    'b/b.txt': 'Gulls fly.',
    'c.txt': 'Cranes lift.',
  })

  const before = idsByName(library)
  const embeddedBefore = embedded.length
  await rename(join(folder, 'a.txt'), join(folder, 'b/renamed.txt'))
  await rename(join(folder, 'b'), join(folder, 'moved'))
  await rm(join(folder, 'c.txt'))
  await untilTexts(library, folder, {
    'moved/b.txt': 'Gulls fly.',
    'moved/renamed.txt': 'Otters dive deep.',
  })
  expect({ embeddings: embedded.length - embeddedBefore, ids: idsByName(library) }).toEqual({
    embeddings: 0,
    ids: {
      [join(folder, 'moved/b.txt')]: before[join(folder, 'b/b.txt')],
      [join(folder, 'moved/renamed.txt')]: before[join(folder, 'a.txt')],
    },
  })
})

test('what happened while Carrel was closed is found on the next start', async () => {
  const place = { dataFolder: await writeFolder({}), key: randomBytes(32) }
  const folder = await writeFolder({ 'a.txt': 'Otters.', 'b.txt': 'Gulls.', 'c.txt': 'Cranes.' })
  {
    await using counting = await openCountingLibrary(place)
    await collect(counting.library.watch({ path: folder }, forever))
  }
  await rename(join(folder, 'a.txt'), join(folder, 'z.txt'))
  await rm(join(folder, 'b.txt'))
  await writeFile(join(folder, 'c.txt'), 'Cranes lift.')
  await writeFile(join(folder, 'd.txt'), 'Ropes.')

  await using counting = await openCountingLibrary(place)
  const events: FolderEvent[] = []
  for await (const event of counting.library.follow(undefined, forever)) {
    events.push(event)
    if (event.kind === 'in-step') break
  }
  const indexed = (name: string) =>
    expect.objectContaining({ kind: 'document', path: join(folder, name), status: 'indexed' })
  expect(kinds(events).filter(({ kind }) => kind === 'document')).toEqual(
    expect.arrayContaining([indexed('c.txt'), indexed('d.txt')]),
  )
  expect(kinds(events).filter(({ kind }) => kind !== 'document')).toEqual([
    { kind: 'moved', path: join(folder, 'z.txt'), from: join(folder, 'a.txt') },
    expect.objectContaining({ kind: 'summary', indexed: 2, unchanged: 1 }),
    { kind: 'removed', path: join(folder, 'b.txt'), documents: 1 },
    { kind: 'in-step', path: folder },
  ])
  expect(counting.embedded).toHaveLength(2)
})

test('a folder whose disk is gone keeps its documents, says so, and is followed again when it is back', async () => {
  await using counting = await openCountingLibrary()
  const { library } = counting
  const folder = await writeFolder({ 'disk/a.txt': 'Otters.', 'disk/b.txt': 'Gulls.' })
  const disk = join(folder, 'disk')
  await collect(library.watch({ path: disk }, forever))

  await rename(disk, join(folder, 'elsewhere'))
  await mkdir(disk) // as an unmounted disk leaves its mount point
  const gone = await until(
    async () => library.watched()[0],
    (row) => row?.unavailableSince !== null,
  )
  expect({
    gone: gone?.documents,
    said: library.list({ limit: 9 }).documents.map(({ unavailable }) => unavailable),
    summary: library.status().summary,
  }).toEqual({
    gone: 2,
    said: [
      `"${disk}" is not there. Connect its disk; until then this is what it last said.`,
      `"${disk}" is not there. Connect its disk; until then this is what it last said.`,
    ],
    summary: '2 of 2 files ready, 2 not there',
  })

  await rm(disk, { recursive: true })
  await writeFile(join(folder, 'elsewhere/c.txt'), 'Cranes.')
  await rename(join(folder, 'elsewhere'), disk)
  await untilTexts(library, disk, { 'a.txt': 'Otters.', 'b.txt': 'Gulls.', 'c.txt': 'Cranes.' })
  const ready = '3 of 3 files ready'
  const summary = async () => library.status().summary
  expect(await until(summary, (seen) => seen === ready)).toBe(ready)
})

test('a disk inside a watched folder that is gone keeps its documents, and is followed again when it is back', async (context) => {
  const elsewhere = await mkdtemp('/dev/shm/carrel-disk-').catch(() => null)
  if (elsewhere === null) return context.skip('no second file system: /dev/shm')
  await using counting = await openCountingLibrary()
  const { library } = counting
  const folder = await writeFolder({ 'a.txt': 'Otters.', 'b.txt': 'Gulls.' })
  const disk = join(folder, 'disk')
  await writeFile(join(elsewhere, 'c.txt'), 'Cranes.')
  await symlink(elsewhere, disk)
  await collect(library.watch({ path: folder }, forever))
  const summary = async () => library.status().summary

  await rename(elsewhere, `${elsewhere}-gone`)
  await rm(join(folder, 'b.txt'))
  const dangling = await until(summary, (seen) => seen === '2 of 2 files ready, 1 not there')
  await rm(disk)
  await mkdir(disk) // as an unmounted disk leaves its mount point
  await writeFile(join(folder, 'd.txt'), 'Ropes.')
  const empty = await until(summary, (seen) => seen === '3 of 3 files ready, 1 not there')
  const said = library.list({ limit: 9, query: 'c.txt' }).documents[0]?.unavailable

  await rm(disk, { recursive: true })
  await rename(`${elsewhere}-gone`, elsewhere)
  await writeFile(join(elsewhere, 'c.txt'), 'Cranes lift.')
  await symlink(elsewhere, disk)
  await untilTexts(library, folder, {
    'a.txt': 'Otters.',
    'd.txt': 'Ropes.',
    'disk/c.txt': 'Cranes lift.',
  })
  await rm(elsewhere, { recursive: true })
  expect([dangling, empty, said]).toEqual([
    '2 of 2 files ready, 1 not there',
    '3 of 3 files ready, 1 not there',
    `"${disk}" is not there. Connect its disk; until then this is what it last said.`,
  ])
})

test('hidden files, big files and what .carrelignore names are left out, and newly named ones are erased', async () => {
  await using counting = await openCountingLibrary()
  const { library } = counting
  const folder = await writeFolder({
    '.carrelignore': '*.log\nprivate/\n',
    '.hidden.txt': 'Hidden.',
    'a.txt': 'Otters.',
    'a.log': 'Logged.',
    'private/p.txt': 'Private.',
    'deep/.carrelignore': '!kept.log\n',
    'deep/kept.log': 'Kept.',
    'big.txt': 'Big. '.repeat(1000),
  })
  const options = { ocr: 'auto' as const, languages: ['eng'], maxBytes: 1000 }
  await collect(library.watch({ path: folder, options }, forever))
  await untilTexts(library, folder, { 'a.txt': 'Otters.', 'deep/kept.log': 'Kept.' })
  await writeFile(join(folder, '.carrelignore'), '*.log\nprivate/\na.txt\n')
  await untilTexts(library, folder, { 'deep/kept.log': 'Kept.' })
})

test('an unwatched folder keeps its documents and is left alone', async () => {
  await using counting = await openCountingLibrary()
  const { library } = counting
  const folder = await writeFolder({ 'a.txt': 'Otters.' })
  await collect(library.watch({ path: folder }, forever))
  await library.unwatch({ path: folder })
  await writeFile(join(folder, 'b.txt'), 'Gulls.')
  await delay(1500)
  expect([library.watched(), textsOf(library, folder)]).toEqual([[], { 'a.txt': 'Otters.' }])
  await expect(library.unwatch({ path: folder })).rejects.toThrow('is not kept in step')
})

test('a folder, or what fits a pattern, is removed; a folder kept in step is then left alone', async () => {
  await using counting = await openCountingLibrary()
  const { library } = counting
  const folder = await writeFolder({
    'ab/a.txt': 'Otters.',
    'ab/b.log': 'Gulls.',
    'abc/c.txt': 'Cranes.',
    'd.log': 'Ropes.',
  })
  await collect(library.add({ paths: [folder] }, forever))
  await collect(library.watch({ path: join(folder, 'ab') }, forever))
  const removed = [
    await library.remove({ documentIds: [], scope: '*.log' }),
    await library.remove({ documentIds: [], scope: join(folder, 'ab') }),
  ]
  expect([removed, library.watched(), textsOf(library, folder)]).toEqual([
    [{ removed: 2 }, { removed: 1 }],
    [],
    { 'abc/c.txt': 'Cranes.' },
  ])
})

test('a single file that is removed stays out until it changes or is added by name', async () => {
  await using counting = await openCountingLibrary()
  const { library } = counting
  const folder = await writeFolder({ 'a.txt': 'Otters.', 'b.txt': 'Gulls.', 'c.txt': 'Cranes.' })
  await collect(library.watch({ path: folder }, forever))
  const ids = idsByName(library)
  const documentIds = ['a.txt', 'b.txt'].map((name) => ids[join(folder, name)] ?? 0)
  await library.remove({ documentIds })
  const again = await collect(library.watch({ path: folder }, forever))
  const stayedOut = textsOf(library, folder)
  await writeFile(join(folder, 'a.txt'), 'Otters swim.')
  await untilTexts(library, folder, { 'a.txt': 'Otters swim.', 'c.txt': 'Cranes.' })
  await collect(library.add({ paths: [join(folder, 'b.txt')] }, forever))
  expect({ stayedOut, summary: again.find(({ kind }) => kind === 'summary') }).toMatchObject({
    stayedOut: { 'c.txt': 'Cranes.' },
    summary: { indexed: 0, unchanged: 1 },
  })
  await untilTexts(library, folder, {
    'a.txt': 'Otters swim.',
    'b.txt': 'Gulls.',
    'c.txt': 'Cranes.',
  })
})
