import { join } from 'node:path'
import { expect, test } from 'vitest'
import { failureOf } from '../../src/main/api/failure.ts'
import { collect } from '../helpers/collect.ts'
import { openTestEngine } from '../helpers/open-test-engine.ts'
import { writeFolder } from '../helpers/write-folder.ts'

const lease =
  '# Lease\n\nRent is due on the third day of each month.\n\n## Pets\n\nDogs are allowed.\n'
const boiler = 'The boiler must be serviced once a year, in October, by a certified engineer.\n'

test('what was added is found, answered with its source, and gone when removed', async () => {
  await using library = await openTestEngine()
  const { client } = library
  const folder = await writeFolder({ 'lease.md': lease, 'notes/boiler.txt': boiler })

  const added = await collect(client.library.add({ paths: [folder] }))
  expect(added.at(-1)).toMatchObject({ kind: 'summary', indexed: 2, failed: 0, cancelled: 0 })

  const { hits } = await client.search.passages({ query: 'When is the rent due?' })
  expect(hits[0]).toMatchObject({ rank: 1, path: join(folder, 'lease.md'), page: null })

  const events = await collect(client.answer.ask({ question: 'When is the rent due?' }))
  const last = events.at(-1)
  const answer = last?.kind === 'answer' ? last.answer : undefined
  expect(answer).toMatchObject({ abstained: false, engine: 'extractive' })
  const citation = answer?.citations[0]
  const view = await client.document.view({ documentId: citation?.documentId ?? 0 })
  expect(view.text.slice(citation?.start, citation?.end)).toBe(citation?.quote)
  expect(citation?.quote).toContain('third day of each month')

  const { documents } = await client.library.list({})
  const documentIds = documents.map((document) => document.documentId)
  expect(await client.library.remove({ documentIds })).toEqual({ removed: 2 })
  expect((await client.search.passages({ query: 'rent' })).hits).toEqual([])
  expect(await client.library.status()).toMatchObject({ documents: 0, chunks: 0, waiting: 0 })
})

test('the same content is not done twice, and changed content replaces the old', async () => {
  await using library = await openTestEngine()
  const { client } = library
  const folder = await writeFolder({ 'lease.md': lease })
  await collect(client.library.add({ paths: [folder] }))
  const again = await collect(client.library.add({ paths: [folder] }))
  await writeFolder({ 'lease.md': lease.replace('third', 'fifth') }, folder)
  const changed = await collect(client.library.add({ paths: [folder] }))
  const { hits } = await client.search.passages({ query: 'rent day', mode: 'keyword' })
  expect({
    again: again.at(-1),
    changed: changed.at(-1),
    texts: hits.filter(({ text }) => text.includes('Rent')).map(({ text }) => text),
  }).toMatchObject({
    again: { indexed: 0, unchanged: 1 },
    changed: { indexed: 1, unchanged: 0 },
    texts: [expect.stringContaining('fifth day')],
  })
})

test('a library keeps its settings and documents from one opening to the next', async () => {
  const dataFolder = await writeFolder({})
  const folder = await writeFolder({ 'boiler.txt': boiler })
  {
    await using first = await openTestEngine({ dataFolder })
    await first.client.settings.set({ appearance: 'dark', allowedHosts: ['api.openai.com'] })
    await collect(first.client.library.add({ paths: [folder] }))
  }
  await using second = await openTestEngine({ dataFolder })
  expect([await second.client.settings.get(), await second.client.library.status()]).toMatchObject([
    { engine: 'extractive', appearance: 'dark', allowedHosts: ['api.openai.com'] },
    { documents: 1, indexed: 1 },
  ])
})

test('a question in a conversation is kept with its answer, and can be rated', async () => {
  await using library = await openTestEngine()
  const { client } = library
  await collect(client.library.add({ paths: [await writeFolder({ 'boiler.txt': boiler })] }))
  const { conversationId } = await client.chat.create({ title: 'The boiler' })
  const question = 'How often must the boiler be serviced?'
  const events = await collect(client.answer.ask({ question, conversationId }))
  const last = events.at(-1)
  const messageId = (last?.kind === 'answer' ? last.messageId : null) ?? 0
  await client.feedback.rate({ messageId, rating: 'good' })
  const messages = await client.chat.messages({ conversationId })
  expect({
    messages: messages.map(({ role, text }) => [role, text.length > 0]),
    feedback: await client.feedback.list({}),
  }).toMatchObject({
    messages: [
      ['user', true],
      ['assistant', true],
    ],
    feedback: [{ messageId, conversationId, question, rating: 'good' }],
  })
})

test('the original is opened by the system’s own program', async () => {
  await using library = await openTestEngine()
  const folder = await writeFolder({ 'boiler.txt': boiler })
  await collect(library.client.library.add({ paths: [folder] }))
  const { documents } = await library.client.library.list({})
  await library.client.document.open({ documentId: documents[0]?.documentId ?? 0 })
  expect(library.opened).toEqual([join(folder, 'boiler.txt')])
})

test('the doctor finds that everything a library needs works', async () => {
  await using library = await openTestEngine()
  const checks = await library.client.settings.doctor()
  expect(checks.filter(({ status }) => status === 'missing')).toEqual([])
  expect(checks.find(({ name }) => name === 'Allowed hosts')).toMatchObject({ status: 'ok' })
})

test('the doctor lists the languages of scans that can be read, and where another one goes', async () => {
  await using library = await openTestEngine()
  const checks = await library.client.settings.doctor()
  expect(checks.find(({ name }) => name === 'Text recognition')).toEqual({
    name: 'Text recognition',
    status: 'ok',
    detail: 'English (eng), French (fra), German (deu)',
    advice: expect.stringContaining('carrel models languages') as string,
  })
})

test('a document that is gone is told as such', async () => {
  await using library = await openTestEngine()
  const failure = await library.client.document.view({ documentId: 99 }).catch(failureOf)
  expect(failure).toMatchObject({ code: 'not-found' })
})
