import { join } from 'node:path'
import { expect, test } from 'vitest'
import { collect } from '../helpers/collect.ts'
import { openTestEngine } from '../helpers/open-test-engine.ts'
import { writeFolder } from '../helpers/write-folder.ts'

test('documents are tagged by path and pattern, and searches are narrowed to them', async () => {
  await using engine = await openTestEngine()
  const { client } = engine
  const folder = await writeFolder({
    'leases/flat.md': 'The deposit is two months of rent.',
    'leases/garage.md': 'The deposit for the garage is 90 euros.',
    'bank.md': 'The deposit at the bank earns 2 % a year.',
  })
  await collect(await client.library.add({ paths: [folder] }))
  const paths = (...names: string[]) => names.map((name) => join(folder, name))
  const outcomes = [
    await client.tags.add({ name: 'Home', paths: paths('leases') }),
    await client.tags.add({ name: 'home', paths: paths('leases/flat.md', 'bank.md') }),
    await client.tags.remove({ name: 'HOME', paths: ['*/garage.md'] }),
    await client.tags.add({ name: 'home', paths: paths('none.md') }),
  ]
  expect(outcomes.map(({ documents, changedIds }) => [documents, changedIds.length])).toEqual([
    [2, 2],
    [2, 1],
    [1, 1],
    [0, 0],
  ])
  expect(await client.tags.list()).toEqual([{ name: 'Home', documents: 2 }])
  for (const name of ['–', 'my "own"'])
    await expect(client.tags.add({ name, documentIds: [1] })).rejects.toMatchObject({
      data: { code: 'bad-input' },
    })

  const found = async (query: string, within = {}) =>
    (await client.search.passages({ query, within })).hits
      .map(({ path }) => path.slice(folder.length + 1))
      .sort()
  const garage = (await client.library.list({ query: 'garage' })).documents[0]?.documentId ?? 0
  expect([
    await found('deposit tag:home'),
    await found('deposit', { tags: ['HOME'] }),
    await found('deposit tag:home', { folders: [join(folder, 'leases')] }),
    await found('deposit', { folders: ['bank.md'], documentIds: [garage] }),
    await found(`deposit in:#${garage}`),
    await found('deposit tag:none'),
  ]).toEqual([
    ['bank.md', 'leases/flat.md'],
    ['bank.md', 'leases/flat.md'],
    ['leases/flat.md'],
    ['bank.md', 'leases/garage.md'],
    ['leases/garage.md'],
    [],
  ])
  const listed = await client.library.list({ tag: 'home' })
  expect([listed.total, listed.documents.map(({ tags }) => tags)]).toEqual([
    2,
    [['Home'], ['Home']],
  ])
})
