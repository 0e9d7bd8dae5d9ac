import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { requeueRunning, waitingJobs } from '../../src/main/store/jobs.ts'
import { openDatabase, type ReadDb } from '../../src/main/store/open.ts'

const WRITER = fileURLToPath(new URL('../helpers/endless-writer.ts', import.meta.url))

/** Starts a writer, kills it a moment after its `count`th document, and returns what it said was finished. */
async function writeAndDie(file: string, key: Buffer, count: number): Promise<string[]> {
  const child = spawn(process.execPath, [WRITER, file, key.toString('hex')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const finished: string[] = []
  for await (const path of createInterface({ input: child.stdout })) {
    finished.push(path)
    if (finished.length === count) setTimeout(() => child.kill('SIGKILL'), Math.random() * 30)
  }
  return finished
}

/** What is wrong inside: failed checks, and documents whose chunks, index terms or vectors are not all there. */
function faults(db: ReadDb): unknown {
  const incomplete = `SELECT path FROM documents d WHERE status = 'indexed' AND 40 !=
    (SELECT count(*) FROM chunks c JOIN chunk_vectors v ON v.rowid = c.id WHERE c.version_id = d.version_id)`
  return {
    integrity: db.pragma('integrity_check', { simple: true }),
    foreignKeys: db.pragma('foreign_key_check'),
    incomplete: db.prepare(incomplete).all(),
    terms: db.prepare(`SELECT count(*) AS n FROM chunk_text WHERE chunk_text MATCH 'otter'`).get(),
  }
}

test('killed in the middle of saving, it keeps every finished document whole and has the rest to do again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'carrel-crash-'))
  const file = join(folder, 'library.db')
  const key = randomBytes(32)
  const finished: string[] = []
  for (const count of [3, 7, 12]) finished.push(...(await writeAndDie(file, key, count)))
  const { writer, close } = await openDatabase({ file, key })
  const stored = writer.prepare<[], { path: string }>('SELECT path FROM documents').all()
  const paths = new Set(stored.map(({ path }) => path))
  requeueRunning(writer)
  const undone = waitingJobs(writer).map(({ path }) => path)
  writer.exec(`INSERT INTO chunk_text (chunk_text, rank) VALUES ('integrity-check', 1)`)
  const owners = await readdir(join(folder, 'owners'))
  expect({
    owners: owners.length,
    lost: finished.filter((path) => !paths.has(path)),
    both: undone.filter((path) => paths.has(path)),
    faults: faults(writer),
  }).toEqual({
    owners: 1, // the killed ones' are cleared away
    lost: [],
    both: [],
    faults: { integrity: 'ok', foreignKeys: [], incomplete: [], terms: { n: 40 * paths.size } },
  })
  close()
  await rm(folder, { recursive: true, force: true })
})

test('two processes write into one workspace and neither loses a document', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'carrel-two-'))
  const file = join(folder, 'library.db')
  const key = randomBytes(32)
  const finished = (
    await Promise.all([writeAndDie(file, key, 10), writeAndDie(file, key, 10)])
  ).flat()
  const { writer, close } = await openDatabase({ file, key })
  const stored = writer.prepare<[], { path: string }>('SELECT path FROM documents').all()
  const paths = new Set(stored.map(({ path }) => path))
  expect([finished.length >= 20, finished.filter((path) => !paths.has(path))]).toEqual([true, []])
  close()
  await rm(folder, { recursive: true, force: true })
})
