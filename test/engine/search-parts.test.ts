import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { createSearch } from '../../src/main/search/search.ts'
import { collect } from '../helpers/collect.ts'
import { openTestEngine } from '../helpers/open-test-engine.ts'
import { addText, openTestDatabase } from '../helpers/test-database.ts'
import { wordEmbedder } from '../helpers/word-embedder.ts'
import { writeFolder } from '../helpers/write-folder.ts'

test('words that begin as one asked for are those of the folder that is searched', async () => {
  await using database = await openTestDatabase()
  for (const name of ['eins', 'zwei', 'drei'])
    addText(database.writer, `/b/${name}.txt`, `Der Kündigungsschutz, Teil ${name}.`)
  addText(database.writer, '/a/vertrag.txt', 'Die Kündigungsfrist beträgt drei Monate.')
  const search = createSearch({ reader: database.openReader(), embedder: wordEmbedder })
  const alike = async (scope?: string): Promise<string[] | undefined> => {
    const query = 'Wie lang ist die Kündigung?'
    const found = await search.search({ query, limit: 5, mode: 'keyword', scope })
    return found.explanation?.words.flatMap(({ word, why }) => (why === 'alike' ? [word] : []))
  }
  expect([await alike('/a/*'), await alike('/b/*'), await alike()]).toEqual([
    ['kündigungsfrist'],
    ['kündigungsschutz'],
    ['kündigungsschutz'],
  ])
})

test('a word that stands only at the end of compounds is found by them, in the scope that is searched', async () => {
  await using engine = await openTestEngine()
  const { client } = engine
  const folder = await writeFolder({
    'lease/end.txt': 'Die Kündigungsfristen betragen drei Monate zum Ende des Jahres.',
    'bills/due.txt': 'Bei der Zahlungsfrist gelten die Tage der Woche nicht.',
    'bills/lunch.txt': 'Der Mittagstisch ist in der Küche, und das Reis ist heiß.',
  })
  await collect(await client.library.add({ paths: [folder] }))
  const asked = async (query: string, scope?: string): Promise<unknown> => {
    const { hits, explanation } = await client.search.passages({ query, scope, mode: 'keyword' })
    const words = explanation?.words ?? []
    return [
      words.flatMap(({ word, why }) => (why === 'alike' ? [word] : [])).sort(),
      hits.map(({ path }) => basename(path)).sort(),
    ]
  }
  expect([
    await asked('Wie lang ist die Frist?'),
    await asked('Wie lang ist die Frist?', '*lease*'),
    await asked('Wo steht der Tisch?', '*lease*'),
    await asked('Wo ist das Eis?'),
  ]).toEqual([
    [
      ['kündigungsfristen', 'zahlungsfrist'],
      ['due.txt', 'end.txt'],
    ],
    [['kündigungsfristen'], ['end.txt']],
    [[], []],
    [[], []],
  ])
})
