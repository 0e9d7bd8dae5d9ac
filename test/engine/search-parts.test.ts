import { expect, test } from 'vitest'
import { createSearch } from '../../src/main/search/search.ts'
import { addText, openTestDatabase } from '../helpers/test-database.ts'
import { wordEmbedder } from '../helpers/word-embedder.ts'

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
