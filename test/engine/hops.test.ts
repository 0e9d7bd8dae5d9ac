import { join } from 'node:path'
import { expect, test } from 'vitest'
import { collect } from '../helpers/collect.ts'
import { openTestEngine } from '../helpers/open-test-engine.ts'
import { writeFolder } from '../helpers/write-folder.ts'

const records = [
  ['Bubye River', 'The Bubye River is a tributary of the Limpopo in the south of Zimbabwe.'],
  ['Zimbabwe', 'Harare lies in the north. Heroes fall on the second Monday of August.'],
  ['Lantern festival', 'People celebrate the lantern festival on the first full moon of the year.'],
  ['River fishing', 'What people fish where a river flows is told at the town hall every spring.'],
  ['Harvest home', 'People celebrate harvest home where the corn is brought in.'],
  ['Water mills', 'A mill stands where a river flows fast, and people hear it from afar.'],
  ['River names', 'What people call a river often means water in an older language.'],
  ['Birthdays', 'What people celebrate most is the day on which they were born.'],
]

async function openLibrary(): Promise<Awaited<ReturnType<typeof openTestEngine>>> {
  const engine = await openTestEngine()
  const lines = records.map(([title, text], id) => JSON.stringify({ id: `${id}`, title, text }))
  const folder = await writeFolder({ 'notes.jsonl': lines.join('\n') })
  await collect(await engine.client.library.add({ paths: [join(folder, 'notes.jsonl')] }))
  return engine
}

test('a document that only another passage names is found, and says where the name stands', async () => {
  await using engine = await openLibrary()
  const { hits } = await engine.client.search.passages({
    query: 'What do people celebrate where the Bubye River flows?',
  })
  const followed = hits.slice(0, 3).filter(({ via }) => via !== undefined)
  expect(followed.map(({ title, via }) => ({ title, via }))).toEqual([
    { title: 'Bubye River', via: 'named in the question' },
    { title: 'Zimbabwe', via: 'named in “Bubye River”' },
  ])
})

test('what the passages name is not followed from a claim, nor from a question about something else', async () => {
  await using engine = await openLibrary()
  const queries = [
    'People celebrate heroes near the Bubye River.',
    'What tributary flows in the south?',
  ]
  const vias = queries.map(async (query) => {
    const { hits } = await engine.client.search.passages({ query })
    return hits.flatMap(({ via }) => via ?? [])
  })
  expect(await Promise.all(vias)).toEqual([['named in the question'], []])
})
