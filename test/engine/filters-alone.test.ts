import { join } from 'node:path'
import { utimes } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { collect } from '../helpers/collect.ts'
import { openTestEngine } from '../helpers/open-test-engine.ts'
import { writeFolder } from '../helpers/write-folder.ts'

test('filters and exclusions without a word list the documents they mean, newest first', async () => {
  await using engine = await openTestEngine()
  const { client } = engine
  const folder = await writeFolder({
    'old.md': 'The garage is let for 90 euros.',
    'new.md': 'The deposit is two months of rent, by type: pdf or paper.',
    'note.txt': 'Bread and milk.',
  })
  for (const [name, date] of [
    ['old.md', '2020-01-01'],
    ['new.md', '2024-01-01'],
    ['note.txt', '2022-01-01'],
  ] as const)
    await utimes(join(folder, name), new Date(date), new Date(date))
  await collect(await client.library.add({ paths: [folder] }))
  const found = async (query: string, by: 'passage' | 'document' = 'passage') => {
    const { hits, searched } = await client.search.passages({ query, by })
    return [...hits.map(({ path }) => path.slice(folder.length + 1)), searched.documents]
  }
  expect([
    await found('type:md'),
    await found('-garage', 'document'),
    await found('type:md before:2021'),
    await found('type:pdf'),
    await found('😀'),
  ]).toEqual([['new.md', 'old.md', 2], ['new.md', 'note.txt', 2], ['old.md', 1], [0], [3]])
})
