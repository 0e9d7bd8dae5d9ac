import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { jsonLines, runCli, startCli } from '../helpers/run-cli.ts'
import { writeFolder } from '../helpers/write-folder.ts'

const lease = '# Lease\n\nRent is due on the third day of each month.\n'
const records = [
  { id: 'b1', title: 'Boiler', text: 'The boiler is serviced once a year.' },
  { id: 'g1', title: 'Garden', text: 'The hedge is cut in February.' },
]

/** A new library with a note, a collection of two records and a file that cannot be read. */
async function newLibrary() {
  const folder = await writeFolder({
    'lease.md': lease,
    'house.jsonl': records.map((record) => JSON.stringify(record)).join('\n'),
    'broken.pdf': '%PDF-1.7 cut off',
  })
  const data = await writeFolder({})
  const carrel = (...args: string[]) => runCli(['--data', data, '--json', ...args])
  return { folder, data, carrel, added: await carrel('add', folder) }
}

let shared: Awaited<ReturnType<typeof newLibrary>>
beforeAll(async () => {
  shared = await newLibrary()
})

test('the commands print what the table promises, a bad file fails alone', async () => {
  const { folder, carrel, added } = shared
  const document = { event: 'document', pages: 0, ms: expect.any(Number), chunks: 1 }
  const events = jsonLines(added) as { path: string }[]
  expect(added.code).toBe(1)
  expect(events.at(-1)).toEqual({
    ...{ event: 'summary', indexed: 3, unchanged: 0, empty: 0, failed: 1, cancelled: 0 },
    ...{ chunks: 3, ms: expect.any(Number) },
  })
  const documentId = expect.any(Number)
  const path = join(folder, 'house.jsonl')
  expect(events.slice(0, -1)).toHaveLength(4)
  expect(events).toEqual(
    expect.arrayContaining([
      { ...document, path: join(folder, 'lease.md'), documentId, status: 'indexed' },
      { ...document, path, documentId, externalId: 'b1', status: 'indexed' },
      { ...document, path, documentId, externalId: 'g1', status: 'indexed' },
      {
        ...{ ...document, path: join(folder, 'broken.pdf'), documentId, status: 'failed' },
        ...{ chunks: 0, error: expect.objectContaining({ code: 'damaged' }) },
      },
    ]),
  )

  const search = await carrel('search', 'boiler', 'service', '-k', '1')
  expect(jsonLines(search)).toEqual([
    {
      query: 'boiler service',
      ms: expect.any(Number),
      hits: [
        {
          ...{ rank: 1, documentId, externalId: 'b1', path, title: 'Boiler', page: null },
          ...{ start: 0, end: expect.any(Number), text: expect.stringContaining('once a year') },
          ...{ score: expect.any(Number), semanticScore: expect.any(Number) },
          ...{ keywordScore: expect.any(Number), relevance: expect.closeTo(0.93, 1) },
        },
      ],
    },
  ])

  const asked = await carrel('ask', 'When is the rent due?')
  expect(jsonLines(asked)).toEqual([
    {
      ...{ question: 'When is the rent due?', answer: expect.stringContaining('third day') },
      ...{ abstained: false, engine: 'extractive', model: null, traceId: expect.any(String) },
      sentences: [{ text: expect.any(String), citations: [1], supported: true }],
      citations: [
        {
          ...{ n: 1, documentId, path: join(folder, 'lease.md'), page: null },
          ...{ start: expect.any(Number), end: expect.any(Number) },
          quote: expect.stringContaining('Rent is due on the third day of each month.'),
        },
      ],
      ms: { search: expect.any(Number), answer: expect.any(Number), total: expect.any(Number) },
    },
  ])
})

test('queries become a TREC run, questions a file of answers with their ids', async () => {
  const { folder, carrel } = shared
  const queries = join(folder, 'queries.jsonl')
  const questions = join(folder, 'questions.jsonl')
  await writeFile(queries, '{"id":"q1","text":"hedge"}\n')
  await writeFile(questions, '{"id":"a1","question":"When is the hedge cut?"}\n')
  const run = join(folder, 'out.trec')
  const out = join(folder, 'out.jsonl')
  const searched = await carrel('search', '--queries', queries, '--run', run, '-k', '100')
  const asked = await carrel('ask', '--questions', questions, '--out', out)
  const lines = (await readFile(run, 'utf8')).trim().split('\n')
  const answers = (await readFile(out, 'utf8')).trim().split('\n')
  expect([searched.code, asked.code]).toEqual([0, 0])
  expect(lines[0]).toMatch(/^q1 Q0 g1 1 \d\.\d+ carrel$/)
  expect(new Set(lines.map((line) => line.split(' ')[2])).size).toBe(lines.length)
  expect(answers.map((line) => JSON.parse(line) as object)).toMatchObject([
    { id: 'a1', question: 'When is the hedge cut?', citations: [{ externalId: 'g1' }] },
  ])
})

test('a reader that goes away ends a command quietly', async () => {
  const { data } = shared
  const { child, done } = startCli(['--data', data, 'list', '--help'])
  child.stdout?.destroy()
  expect(await done).toMatchObject({ code: 0, stderr: '' })
})

test('documents are listed, counted and removed', async () => {
  const { carrel } = await newLibrary()
  const [listed] = jsonLines(await carrel('list')) as [{ documents: { documentId: number }[] }]
  const ids = listed.documents.map(({ documentId }) => String(documentId))
  const [status] = jsonLines(await carrel('status'))
  const removed = await carrel('remove', ...ids, '999999')
  expect({ status, removed: jsonLines(removed), code: removed.code }).toMatchObject({
    status: { documents: 4, indexed: 3, failed: 1, waiting: 0 },
    removed: [{ removed: 4 }],
    code: 1,
  })
  expect(jsonLines(await carrel('list'))).toEqual([{ documents: [], total: 0 }])
})

test('a library without a key, and one with a wrong key, say what to do', async () => {
  const { data } = shared
  const wrong = await runCli(['--data', data, 'list'], { env: { CARREL_KEY: 'f'.repeat(64) } })
  const none = await runCli(['--data', await writeFolder({}), 'list'], {
    env: { CARREL_KEY: '', DBUS_SESSION_BUS_ADDRESS: '' },
  })
  expect([wrong.code, none.code, wrong.stdout + none.stdout]).toEqual([2, 2, ''])
  expect(wrong.stderr).toContain('Check the passphrase or CARREL_KEY')
  expect(none.stderr).toContain('set CARREL_KEY')
})

test('hosts are allowed and denied, and a key typed in is never shown', async () => {
  const { data, carrel } = shared
  const env = { DBUS_SESSION_BUS_ADDRESS: '' }
  const set = await runCli(['--data', data, 'key', 'set', 'openai'], { env, input: 'sk-secret\n' })
  const has = await runCli(['--data', data, '--json', 'key', 'has', 'openai'], { env })
  const removed = await runCli(['--data', data, '--json', 'key', 'remove', 'openai'], { env })
  const hasNot = await runCli(['--data', data, '--json', 'key', 'has', 'openai'], { env })
  const allowed = await carrel('key', 'allow', 'https://api.openai.com/v1')
  const denied = await carrel('key', 'deny', 'api.openai.com')
  expect([set.code, has.code, removed.code, hasNot.code]).toEqual([0, 0, 0, 1])
  expect(set.stdout + set.stderr).not.toContain('sk-secret')
  expect([...jsonLines(has), ...jsonLines(allowed), ...jsonLines(denied)]).toEqual([
    { provider: 'openai', hasKey: true },
    { allowedHosts: ['api.openai.com'] },
    { allowedHosts: [] },
  ])
})

test('browser mode prints an address that opens once, and another for each line it is given', async () => {
  const running = startCli(['--data', await writeFolder({}), '--json', 'serve'], { input: '\n' })
  let printed = ''
  for await (const text of running.child.stdout ?? []) {
    printed += String(text)
    if (printed.trim().split('\n').length === 2) break
  }
  const addresses = jsonLines({ code: 0, stdout: printed, stderr: '' }) as { address: string }[]
  const statuses: number[] = []
  for (const { address } of [...addresses, ...addresses])
    statuses.push((await fetch(address, { redirect: 'manual' })).status)
  running.child.kill('SIGINT')
  expect([statuses, (await running.done).code]).toEqual([[303, 303, 401, 401], 0])
})

test('watching adds what is new or changed until it is ended', async () => {
  const folder = await writeFolder({ 'lease.md': lease })
  const data = await writeFolder({})
  const running = startCli(['--data', data, '--json', 'add', '--watch', folder])
  let printed = ''
  for await (const text of running.child.stdout ?? []) {
    const before = printed
    printed += String(text)
    if (!before.includes('summary') && printed.includes('summary'))
      setTimeout(() => void writeFile(join(folder, 'note.md'), 'The hedge is cut.'), 300)
    if (printed.includes('note.md')) break
  }
  running.child.kill('SIGINT')
  await running.done
  expect(printed).toContain(join(folder, 'note.md'))
})
