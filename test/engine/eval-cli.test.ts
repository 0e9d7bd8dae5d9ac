import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCli } from '../helpers/run-cli.ts'
import { writeFolder } from '../helpers/write-folder.ts'

const files = {
  'docs.jsonl': [
    { id: 'rent', text: 'The rent is due on the third working day of each month.' },
    { id: 'otter', text: 'Otters sleep on their backs and hold hands.' },
  ],
  'queries.jsonl': [
    { id: '1', text: 'When must the rent be paid?' },
    { id: '2', text: 'How do otters sleep?' },
    { id: '3', text: 'On which working day is the rent due?' },
    { id: 'unjudged', text: 'What is the weather like?' },
  ],
}
const lines = (records: readonly object[]) => records.map((it) => JSON.stringify(it)).join('\n')

test('a collection is scored in a library that leaves nothing behind, and against an earlier run', async () => {
  const folder = await writeFolder({
    'docs.jsonl': lines(files['docs.jsonl']),
    'queries.jsonl': lines(files['queries.jsonl']),
    'qrels.tsv': '1\trent\t1\n2\totter\t1\n3\trent\t1\n3\tnowhere\t1\n',
  })
  const temporary = join(folder, 'temporary')
  await mkdir(temporary)
  const args = ['--data', join(folder, 'data'), '--json', 'eval', 'retrieval']
  const given = (name: string, file: string) => [`--${name}`, join(folder, file)]
  const collection = [...given('docs', 'docs.jsonl'), ...given('queries', 'queries.jsonl')]
  const all = [...args, ...collection, ...given('qrels', 'qrels.tsv')]
  const first = await runCli(all, { env: { TMPDIR: temporary } })
  await writeFile(join(folder, 'earlier.json'), first.stdout)
  const second = await runCli([...all, ...given('against', 'earlier.json')])
  const perfect = { mean: 1, low: 1, high: 1 }
  const left = (await readdir(temporary)).filter((name) => name.startsWith('carrel-'))
  expect([first.code, second.code, left]).toEqual([0, 0, []])
  expect(JSON.parse(second.stdout)).toMatchObject({
    documents: 2,
    queries: 3,
    mode: 'hybrid',
    metrics: {
      mrr10: perfect,
      recall10: { mean: expect.closeTo(5 / 6) },
      // Of the third query's two documents one is nowhere.
      allGold10: { mean: expect.closeTo(2 / 3) },
    },
    against: { queries: 3, metrics: { ndcg10: { mean: 0, verdict: 'no difference' } } },
  })
})

test('what cannot be scored is said, and judgements of queries that are not asked do not count', async () => {
  const folder = await writeFolder({
    'docs.jsonl': lines(files['docs.jsonl']),
    'queries.jsonl': lines(files['queries.jsonl'].slice(0, 1)),
    'qrels.tsv': '1\trent\t1\n2\totter\t1\n',
    'strange.tsv': '1\tnobody\t1\n',
  })
  const score = (qrels: string, ...docs: string[]) =>
    runCli([
      ...['--data', join(folder, 'data'), '--json', 'eval', 'retrieval', ...docs],
      ...['--queries', join(folder, 'queries.jsonl'), '--qrels', join(folder, qrels)],
    ])
  const empty = await score('qrels.tsv')
  const strange = await score('strange.tsv', '--docs', join(folder, 'docs.jsonl'))
  const fitting = await score('qrels.tsv', '--docs', join(folder, 'docs.jsonl'))
  expect([empty.code, empty.stderr]).toEqual([2, expect.stringContaining('no document to search')])
  expect(strange.stderr).toContain('No right document was found at all')
  expect(JSON.parse(fitting.stdout)).toMatchObject({ queries: 1, metrics: { mrr10: { mean: 1 } } })
})

test('own questions are told, asked, kept and compared from the command line', async () => {
  const folder = await writeFolder({
    'rent.txt': 'The rent is due on the third working day of each month.',
    'otter.txt': 'Otters sleep on their backs and hold hands.',
  })
  const data = join(folder, 'data')
  const carrel = (...args: string[]) => runCli(['--data', data, '--json', ...args])
  await carrel('add', join(folder, 'rent.txt'), join(folder, 'otter.txt'))
  const none = await carrel('eval', 'retrieval')
  await carrel('eval', 'mark', 'When must the rent be paid?', join(folder, 'rent.txt'))
  const saved = await carrel('eval', 'retrieval', '--save', 'base')
  const compared = await runCli(['--data', data, 'eval', 'retrieval', '--against', 'base'])
  const perfect = { mean: 1, low: 1, high: 1 }
  expect([none.code, none.stderr, JSON.parse(saved.stdout)]).toMatchObject([
    2,
    expect.stringContaining('There is no question whose right document is known.'),
    { queries: 1, metrics: { allGold10: perfect }, perQuestion: [{ firstRank: 1 }] },
  ])
  expect(compared.stdout).toMatch(/all-gold@10 +1\.000[^]+all-gold@10 +\+\.000.+no difference/)
})

test('a change of a setting that the search depends on tells what it did', async () => {
  const folder = await writeFolder({ 'rent.txt': 'The rent is due on the third working day.' })
  const carrel = (...args: string[]) => runCli(['--data', join(folder, 'data'), ...args])
  await carrel('add', join(folder, 'rent.txt'))
  await carrel('eval', 'mark', 'When must the rent be paid?', join(folder, 'rent.txt'))
  const changed = await carrel('settings', 'set', 'crossEncoder', 'none-of-this-name')
  expect([changed.code, changed.stderr]).toEqual([
    0,
    expect.stringMatching(
      /not installed[^]+crossEncoder: none → none-of-this-name[^]+nDCG@10 .+no difference/,
    ),
  ])
})
