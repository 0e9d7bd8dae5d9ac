import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openTestEngine } from '../helpers/open-test-engine.ts'
import { jsonLines, pressCtrlC, runCli, startCli } from '../helpers/run-cli.ts'
import { writeFolder } from '../helpers/write-folder.ts'

const fileCount = 600

/** So many files, however small, that an import is still going on when it is hit. */
function manyFiles(): Record<string, string> {
  const letters = Array.from({ length: fileCount }, (_, n) => [
    `letter-${n}.txt`,
    `Letter ${n} speaks of the harbour, its cranes and its tides.`,
  ])
  return Object.fromEntries(letters) as Record<string, string>
}

/** Waits until a few documents are done, so that the import is hit in the middle. Goes on reading: a closed pipe ends a command. */
function untilUnderWay(stdout: NodeJS.ReadableStream | null): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  let seen = ''
  stdout?.on('data', (text: string) => {
    seen += text
    if (seen.split('"event":"document"').length > 5) resolve()
  })
  return promise
}

async function documentsOf(dataFolder: string) {
  await using library = await openTestEngine({ dataFolder })
  const status = await library.client.library.status()
  const { documents } = await library.client.library.list({})
  return { status, paths: new Set(documents.map(({ path }) => path)) }
}

test('after kill -9 in the middle of an import nothing finished is lost, and the next add goes on', async () => {
  const folder = await writeFolder(manyFiles())
  const dataFolder = await writeFolder({})
  const { child } = startCli(['--data', dataFolder, '--json', 'add', folder])
  await untilUnderWay(child.stdout)
  child.kill('SIGKILL')
  await once(child, 'exit')

  const before = await documentsOf(dataFolder)
  const resumed = await runCli(['--data', dataFolder, '--json', 'add'])
  const after = await documentsOf(dataFolder)
  expect(before.status.indexed).toBeGreaterThanOrEqual(4)
  expect(before.status.indexed).toBeLessThan(fileCount)
  expect(before.status.waiting).toBeGreaterThan(0)
  expect({
    code: resumed.code,
    summary: jsonLines(resumed).at(-1),
    after: { indexed: after.status.indexed, waiting: after.status.waiting },
    everyFile: after.paths.size,
  }).toMatchObject({
    code: 0,
    summary: { event: 'summary', failed: 0 },
    after: { indexed: fileCount, waiting: 0 },
    everyFile: fileCount,
  })
})

test('Ctrl-C ends an import in order, keeps what is done and says how to go on', async () => {
  const folder = await writeFolder(manyFiles())
  const dataFolder = await writeFolder({})
  const running = startCli(['--data', dataFolder, '--json', 'add', folder])
  await untilUnderWay(running.child.stdout)
  pressCtrlC(running)
  const stopped = await running.done
  const again = await runCli(['--data', dataFolder, '--json', 'add', folder])
  expect(stopped.stderr).toContain('run the same command again')
  expect(
    [stopped, again].map((run) => ({ code: run.code, ...(jsonLines(run).at(-1) as object) })),
  ).toMatchObject([
    { code: 1, event: 'summary', cancelled: expect.any(Number) },
    { code: 0, event: 'summary', unchanged: expect.any(Number), cancelled: 0, failed: 0 },
  ])
  expect((await documentsOf(dataFolder)).status).toMatchObject({ indexed: fileCount, waiting: 0 })
})

test('a second Ctrl-C ends it at once', async () => {
  const folder = await writeFolder(manyFiles())
  const dataFolder = await writeFolder({})
  const running = startCli(['--data', dataFolder, '--json', 'add', folder])
  await untilUnderWay(running.child.stdout)
  pressCtrlC(running)
  await delay(5)
  pressCtrlC(running)
  expect((await running.done).code).toBe(1)
  expect((await documentsOf(dataFolder)).status.indexed).toBeGreaterThanOrEqual(4)
})

test('nothing of a document can be read in the files of the library', async () => {
  const secret = 'The lighthouse keeper hides his key beneath the third stone.'
  const folder = await writeFolder({ 'secret.txt': secret })
  const dataFolder = await writeFolder({})
  await runCli(['--data', dataFolder, 'add', folder])
  await runCli(['--data', dataFolder, 'ask', 'Where is the key hidden?'])
  const files = readdirSync(dataFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  const readable = files.filter((file) => {
    const bytes = readFileSync(file)
    return bytes.includes('lighthouse') || bytes.includes('SQLite format 3')
  })
  expect({ hasDatabase: files.some((file) => file.endsWith('library.db')), readable }).toEqual({
    hasDatabase: true,
    readable: [],
  })
})
