import { execFileSync } from 'node:child_process'
import { appendFile, chmod, mkdir, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { AddEvent } from '../../src/main/ingest/add-event.ts'
import { openDatabase } from '../../src/main/store/open.ts'
import { upsertDocument } from '../../src/main/store/documents.ts'
import { collect } from '../helpers/collect.ts'
import { openCountingLibrary } from '../helpers/counting-library.ts'
import { docx, paragraph } from '../helpers/docx.ts'
import { pdf, pdfPage } from '../helpers/pdf.ts'
import { addText, openTestDatabase } from '../helpers/test-database.ts'
import { writeFolder } from '../helpers/write-folder.ts'

const forever = new AbortController().signal
const isRoot = process.getuid?.() === 0

/** What became of each file: its status, or why it failed. */
function outcomes(events: readonly AddEvent[], folder: string): Record<string, string> {
  const ends = events.flatMap((event): [string, string][] =>
    event.kind === 'document'
      ? [[event.path.slice(folder.length + 1), event.failure?.code ?? event.status]]
      : [],
  )
  return Object.fromEntries(ends.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** A PNG of 40,000 by 40,000 pixels by its header, in fewer than a hundred bytes. */
function gigapixelHeader(): Buffer {
  const bytes = Buffer.from(
    '89504e470d0a1a0a0000000d49484452000000000000000008020000000000000000',
    'hex',
  )
  bytes.writeUInt32BE(40_000, 16)
  bytes.writeUInt32BE(40_000, 20)
  return bytes
}

test('loops, pipes, cut-off files, a line of 3 MB and a gigapixel header end in a clear state, and the rest is read', async () => {
  await using counting = await openCountingLibrary()
  const whole = { pdf: pdf([pdfPage('Rent is due.')]), docx: docx(paragraph('Rent is due.')) }
  const folder = await writeFolder({
    'good.txt': 'Otters swim.',
    'line.txt': 'harbour tide crane '.repeat(160_000),
    'cut.pdf': whole.pdf.subarray(0, whole.pdf.length / 3),
    'cut.docx': whole.docx.subarray(0, whole.docx.length / 2),
    'huge.png': gigapixelHeader(),
  })
  execFileSync('mkfifo', [join(folder, 'pipe.txt')])
  await mkdir(join(folder, 'loop'))
  await symlink(folder, join(folder, 'loop/back'))
  await symlink(join(folder, 'self.txt'), join(folder, 'self.txt'))
  const events = await collect(counting.library.add({ paths: [folder] }, forever))
  expect(outcomes(events, folder)).toEqual({
    'cut.docx': 'damaged',
    'cut.pdf': 'damaged',
    'good.txt': 'indexed',
    'huge.png': expect.stringMatching(/^(too-large|damaged)$/),
    'line.txt': 'indexed',
    'pipe.txt': 'unsupported-format',
    'self.txt': 'unreadable',
  })
})

test('a file that failed three times is left alone until it changes, is named or is tried again by hand', async () => {
  await using counting = await openCountingLibrary()
  const { library } = counting
  const folder = await writeFolder({ 'cut.pdf': '%PDF-1.7 and nothing more' })
  const add = (path: string) => collect(library.add({ paths: [path] }, forever))
  const runs = [await add(folder), await add(folder), await add(folder), await add(folder)]
  runs.push(await add(join(folder, 'cut.pdf')), await collect(library.retry({}, forever)))
  await writeFolder({ 'cut.pdf': pdf([pdfPage('Rent is due.')]) }, folder)
  runs.push(await add(folder))
  expect(
    runs.map((events) => [
      events.some(({ kind }) => kind === 'started') ? 'read' : 'left alone',
      outcomes(events, folder)['cut.pdf'],
    ]),
  ).toEqual([
    ['read', 'damaged'],
    ['read', 'damaged'],
    ['read', 'damaged'],
    ['left alone', 'damaged'],
    ['read', 'damaged'],
    ['read', 'damaged'],
    ['read', 'indexed'],
  ])
})

test('files that vanish or grow while a folder is imported stop nothing', async () => {
  await using counting = await openCountingLibrary()
  const { library } = counting
  const names = Array.from({ length: 60 }, (_, n) => [`${n + 10}.txt`, `Letter ${n}.`] as const)
  const folder = await writeFolder(Object.fromEntries(names))
  const last = join(folder, '69.txt')
  const seen: AddEvent[] = []
  for await (const event of library.add({ paths: [folder] }, forever)) {
    seen.push(event)
    if (event.kind !== 'started' || !event.path.endsWith('10.txt')) continue
    await rm(last)
    await appendFile(join(folder, '68.txt'), ' It grew.')
  }
  const ends = outcomes(seen, folder)
  expect([ends['69.txt'], ends['68.txt'], seen.at(-1)]).toEqual([
    'not-found',
    'indexed',
    expect.objectContaining({ kind: 'summary', indexed: 59, failed: 1 }),
  ])
})

test('what may not be read is told, with what to do', async (context) => {
  context.skip(isRoot, 'root may read everything')
  await using counting = await openCountingLibrary()
  const folder = await writeFolder({ 'closed.txt': 'Otters.', 'open.txt': 'Gulls.' })
  await chmod(join(folder, 'closed.txt'), 0)
  const events = await collect(counting.library.add({ paths: [folder] }, forever))
  expect(outcomes(events, folder)).toEqual({ 'closed.txt': 'unreadable', 'open.txt': 'indexed' })
})

test('a data folder that may not be written is told', async (context) => {
  context.skip(isRoot, 'root may write everywhere')
  const folder = await writeFolder({})
  await chmod(folder, 0o500)
  const opening = openDatabase({ file: join(folder, 'library.db'), key: Buffer.alloc(32, 1) })
  await expect(opening).rejects.toMatchObject({ code: 'unreadable' })
})

test('on a full disk the document at hand fails with what to do, and what was stored stays', async (context) => {
  const disk = await writeFolder({})
  const mounted = mountSmall(disk)
  context.skip(!mounted, 'no small file system can be mounted here')
  try {
    const file = join(disk, 'library.db')
    const database = await openDatabase({ file, key: Buffer.alloc(32, 1) })
    const { writer } = database
    addText(writer, '/first.txt', 'Otters swim.')
    const fill = (): void => {
      for (let n = 0; n < 1000; n++) addText(writer, `/${n}.txt`, `Line ${n} `.repeat(5000))
    }
    expect(fill).toThrow(expect.objectContaining({ code: 'disk-full' }))
    const stored = writer.prepare('SELECT count(*) FROM documents').pluck().get()
    database.close()
    const again = await openDatabase({ file, key: Buffer.alloc(32, 1) })
    expect([
      again.writer.prepare('SELECT count(*) FROM documents').pluck().get(),
      again.writer.pragma('integrity_check', { simple: true }),
    ]).toEqual([stored, 'ok'])
    again.close()
  } finally {
    execFileSync('umount', [disk])
  }
})

test('a database that another process holds is told, and nothing is lost', async () => {
  await using database = await openTestDatabase()
  const other = await openDatabase({ file: database.file, key: database.key })
  addText(database.writer, '/first.txt', 'Otters swim.')
  other.writer.pragma('busy_timeout = 50')
  database.writer.exec('BEGIN IMMEDIATE')
  const write = (): number =>
    upsertDocument(other.writer, {
      path: '/second.txt',
      status: 'waiting',
      failure: null,
      sizeBytes: 1,
      modifiedMs: 1,
      versionId: null,
    })
  expect(write).toThrow(expect.objectContaining({ code: 'locked' }))
  database.writer.exec('COMMIT')
  write()
  expect(other.writer.prepare('SELECT path FROM documents ORDER BY id').pluck().all()).toEqual([
    '/first.txt',
    '/second.txt',
  ])
  other.close()
})

/** Whether a file system of 3 MB could be mounted there; only root may. */
function mountSmall(folder: string): boolean {
  if (!isRoot || process.platform !== 'linux') return false
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', folder], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
