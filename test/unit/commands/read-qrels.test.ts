import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readQrels } from '../../../src/main/commands/read-qrels.ts'

async function read(content: string): Promise<Record<string, Record<string, number>>> {
  const folder = await mkdtemp(join(tmpdir(), 'carrel-qrels-'))
  try {
    const file = join(folder, 'qrels.tsv')
    await writeFile(file, content)
    const qrels = await readQrels(file)
    return Object.fromEntries([...qrels].map(([id, judged]) => [id, Object.fromEntries(judged)]))
  } finally {
    await rm(folder, { recursive: true })
  }
}

test.each([
  ['tabs', 'q1\ta file.pdf\t2\nq1\tb\t0\nq2\tb\t1\n', { q1: { 'a file.pdf': 2 }, q2: { b: 1 } }],
  ['TREC’s columns', 'q1 0 a 1\nq1 0 b 3', { q1: { a: 1, b: 3 } }],
  ['a first line of names', 'query-id\tcorpus-id\tscore\nq1\ta\t1', { q1: { a: 1 } }],
])('judgements are read from %s', async (_name, content, expected) => {
  expect(await read(content)).toEqual(expected)
})

test('a line that is no judgement is named', async () => {
  await expect(read('q1\ta\t1\nq1\ta\n')).rejects.toMatchObject({
    code: 'bad-input',
    message: expect.stringContaining('Line 2') as string,
  })
})
