import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { CrossEncoder } from '../../src/main/inference/cross-encoder.ts'
import type { SearchHelp } from '../../src/main/search/extend.ts'
import { createSearch } from '../../src/main/search/search.ts'
import { removeDocuments } from '../../src/main/store/documents.ts'
import { collect } from '../helpers/collect.ts'
import { startOpenAiServer } from '../helpers/openai-server.ts'
import { openTestEngine, type TestEngine } from '../helpers/open-test-engine.ts'
import { writeTinyCrossEncoder, writeTinyEmbedder } from '../helpers/tiny-onnx.ts'
import { writeTinyGguf } from '../helpers/tiny-gguf.ts'
import { addText, openTestDatabase } from '../helpers/test-database.ts'
import { wordEmbedder } from '../helpers/word-embedder.ts'
import { writeFolder } from '../helpers/write-folder.ts'

/** Long enough for a worker that starts on a busy machine. */
const PATIENT_MS = 60_000

async function withFiles(files: Record<string, string>): Promise<TestEngine> {
  const test = await openTestEngine()
  const folder = await writeFolder(files)
  await collect(await test.client.library.add({ paths: [folder] }))
  return test
}

const OTTERS = {
  'river.txt': 'The river bank is where the animals rest at noon, on warm stones.',
  'sleep.txt': 'Otters sleep in the water and hold hands, so that none drifts away.',
  'tax.txt': 'The tax on imported wine rose twice.',
}
const question = 'hold hands water sleep none drifts'

test('a cross-encoder that is switched on takes its share of every score, and says what it read', async () => {
  await using test = await withFiles(OTTERS)
  const { client, dataFolder } = test
  writeTinyCrossEncoder(join(dataFolder, 'models'))
  const before = await client.search.passages({ query: question })
  await client.settings.set({ crossEncoder: 'tiny-cross-encoder', crossEncoderMs: PATIENT_MS })
  const after = await client.search.passages({ query: question })
  const sums = after.hits.map(({ because, score }) => {
    const parts = Object.values(because ?? {})
    return parts.reduce<number>((sum, part = 0) => sum + part, 0) - score
  })
  expect({
    helpBefore: before.explanation?.help,
    helpAfter: after.explanation?.help,
    first: after.hits[0]?.path.endsWith('sleep.txt'),
    shares: after.hits.every(({ because }) => because?.crossEncoder !== undefined),
  }).toEqual({
    helpBefore: undefined,
    helpAfter: { crossEncoder: { name: 'tiny-cross-encoder', read: 3, of: 3 } },
    first: true,
    shares: true,
  })
  for (const difference of sums) expect(difference).toBeCloseTo(0, 10)
})

test('a cross-encoder that is out of time changes nothing', async () => {
  await using test = await withFiles(OTTERS)
  const { client, dataFolder } = test
  writeTinyCrossEncoder(join(dataFolder, 'models'))
  const before = await client.search.passages({ query: question })
  // Its worker takes longer than that to start.
  await client.settings.set({ crossEncoder: 'tiny-cross-encoder', crossEncoderMs: 50 })
  const after = await client.search.passages({ query: question })
  expect(after.hits).toEqual(before.hits)
  expect(after.explanation?.help?.crossEncoder).toMatchObject({ read: 0, of: 3 })
})

test('a cross-encoder that is not there is told once, and searches go on', async () => {
  await using test = await withFiles(OTTERS)
  const { client } = test
  const before = await client.search.passages({ query: question })
  await client.settings.set({ crossEncoder: 'gone' })
  const first = await client.search.passages({ query: question })
  const second = await client.search.passages({ query: question })
  const doctor = await client.settings.doctor()
  expect([first.hits, second.hits]).toEqual([before.hits, before.hits])
  expect(first.explanation?.help?.failures).toMatchObject([{ code: 'model-missing' }])
  expect(second.explanation?.help).toEqual({})
  expect(doctor.find(({ name }) => name === 'Installed models')).toMatchObject({
    status: 'warning',
    detail: 'The cross-encoder "gone" is not there.',
  })
})

test('a cross-encoder that is changed while a search reads with it is left, and the new one is used', async () => {
  await using test = await withFiles(OTTERS)
  const { client, dataFolder } = test
  for (const name of ['one', 'two']) writeTinyCrossEncoder(join(dataFolder, 'models'), name)
  await client.settings.set({ crossEncoder: 'one', crossEncoderMs: PATIENT_MS })
  const before = client.search.passages({ query: question })
  // Its worker takes longer to start than a search takes to come to it.
  await setTimeout(100)
  await client.settings.set({ crossEncoder: 'two' })
  const during = client.search.passages({ query: question })
  const searches = [await before, await during, await client.search.passages({ query: question })]
  expect(searches.map(({ explanation }) => explanation?.help?.failures)).toEqual([
    undefined,
    undefined,
    undefined,
  ])
  expect(searches.slice(1).map(({ explanation }) => explanation?.help)).toEqual([
    { crossEncoder: { name: 'two', read: 3, of: 3 } },
    { crossEncoder: { name: 'two', read: 3, of: 3 } },
  ])
})

test('a document that is removed while a model reads its passages is left out', async () => {
  await using database = await openTestDatabase()
  const { writer } = database
  addText(writer, '/kept.txt', 'Otters sleep.')
  const removed = addText(writer, '/removed.txt', 'Otters sleep in the water.\nOtters hold hands.')
  const encoder: CrossEncoder = {
    name: 'reads',
    async score() {
      removeDocuments(writer, [removed])
      return 0
    },
    [Symbol.asyncDispose]: async () => undefined,
  }
  const help: SearchHelp = {
    isOn: () => true,
    reformulating: () => null,
    crossEncoder: () => ({ open: async () => encoder, budgetMs: PATIENT_MS, giveUp: () => {} }),
  }
  const search = createSearch({ reader: database.openReader(), embedder: wordEmbedder, help })
  const { passages } = await search.search({ query: 'otters sleep', limit: 10, mode: 'hybrid' })
  expect(passages.map(({ rank, path }) => ({ rank, path }))).toEqual([
    { rank: 1, path: '/kept.txt' },
  ])
})

const RENT = {
  'lease.txt': 'Rent is due on the third day of each month.',
  'weather.txt': 'Snow fell on the hills in March.',
  'mayor.txt': 'Anna Berg became mayor of the town in 1998.',
}

async function withModel(test: TestEngine, server: { address: string; host: string }) {
  await test.client.settings.set({
    engine: 'cloud',
    cloudProvider: `${server.address}/v1`,
    cloudModel: 'scripted',
    allowedHosts: [server.host],
    reformulate: 'auto',
    reformulateMs: PATIENT_MS,
  })
}

const PARTS = {
  pieces: ['PART: Who became mayor?\nPART: When did snow ', 'fall while the mayor ruled?'],
}
const ofParts = 'Did snow fall on the hills of Oslo when the mayor came in?'

test('a provider gets the question alone, takes it apart, and each part says what it found', async () => {
  await using server = await startOpenAiServer(PARTS)
  await using test = await withFiles(RENT)
  await withModel(test, server)
  const { hits, explanation } = await test.client.search.passages({ query: ofParts })
  const sent = server.received.map(({ body }) => JSON.stringify(body))
  expect(explanation?.help).toEqual({
    reformulated: {
      model: `${server.address}/v1/scripted`,
      lines: [
        { kind: 'part', text: 'Who became mayor?' },
        { kind: 'part', text: 'When did snow fall while the mayor ruled?' },
      ],
    },
  })
  expect(hits.map(({ via }) => via).filter(Boolean)).toContain('found for “Who became mayor?”')
  expect(sent).toHaveLength(1)
  expect(sent[0]).toContain(ofParts)
  expect(sent[0]).not.toMatch(/Anna Berg|third day|in March/)
})

test('the lines that a model has written when its time is up count', async () => {
  const pieces = ['PART: Who became mayor?\nPART: When did snow fall?\n', 'PART: Where did the hi']
  await using server = await startOpenAiServer({ pieces, hangs: true })
  await using test = await withFiles(RENT)
  await withModel(test, server)
  await test.client.settings.set({ reformulateMs: 1000 })
  const { explanation } = await test.client.search.passages({ query: ofParts })
  expect(explanation?.help?.reformulated?.lines).toEqual([
    { kind: 'part', text: 'Who became mayor?' },
    { kind: 'part', text: 'When did snow fall?' },
  ])
})

test('no model is asked where it is not wanted, or where one document can answer', async () => {
  await using server = await startOpenAiServer(PARTS)
  await using test = await withFiles(RENT)
  await withModel(test, server)
  const queries = [
    'deadline for paying the rent to our landlord',
    'Did snow fall when the mayor came in?',
    'Who is "Anna Berg" of Oslo?',
    'When was Anna Berg mayor of the town?',
  ]
  const explanations = []
  for (const query of queries)
    explanations.push((await test.client.search.passages({ query })).explanation?.help)
  await test.client.settings.set({ reformulate: 'off' })
  await test.client.search.passages({ query: ofParts })
  expect({ asked: server.received, explanations }).toEqual({
    asked: [],
    explanations: [{}, {}, {}, {}],
  })
})

test('a model that is late or fails leaves the search as it was', async () => {
  await using server = await startOpenAiServer({ pieces: ['PART: '], hangs: true })
  await using failing = await startOpenAiServer({ status: 401 })
  await using test = await withFiles(RENT)
  const query = ofParts
  const before = await test.client.search.passages({ query })
  await withModel(test, server)
  await test.client.settings.set({ reformulateMs: 500 })
  const late = await test.client.search.passages({ query })
  await withModel(test, failing)
  const failed = await test.client.search.passages({ query })
  expect([late.hits, failed.hits]).toEqual([before.hits, before.hits])
  expect(late.explanation?.help).toEqual({})
  expect(failed.explanation?.help?.failures).toMatchObject([{ code: 'provider-failed' }])
})

test('a model that failed is asked again once its key is set anew', async () => {
  await using failing = await startOpenAiServer({ status: 401 })
  await using test = await withFiles(RENT)
  const { client } = test
  const query = ofParts
  await withModel(test, failing)
  const asked = async () => {
    await client.search.passages({ query })
    return failing.received.map(({ authorization }) => authorization)
  }
  await asked()
  const twice = await asked()
  await client.settings.setKey({ provider: `${failing.address}/v1`, key: 'right' })
  const anew = await asked()
  expect({ twice, anew }).toEqual({ twice: [''], anew: ['', 'Bearer right'] })
})

test('a local model that writes nonsense adds nothing', async () => {
  await using test = await withFiles(RENT)
  const file = join(test.dataFolder, 'tiny.gguf')
  writeTinyGguf(file)
  const query = ofParts
  const before = await test.client.search.passages({ query })
  await test.client.settings.set({
    engine: 'local',
    localModel: file,
    reformulate: 'auto',
    reformulateMs: PATIENT_MS,
  })
  const after = await test.client.search.passages({ query })
  expect(after.hits).toEqual(before.hits)
  expect(after.explanation?.help).toEqual({})
})

test('a library changes its embedder through the contract, and goes back', async () => {
  await using test = await withFiles(OTTERS)
  const { client, dataFolder } = test
  writeTinyEmbedder(join(dataFolder, 'models'))
  await client.models.useEmbedder({ name: 'tiny-embedder' })
  const events = await collect(await client.models.followChange())
  const changed = await client.models.list()
  const { hits } = await client.search.passages({ query: 'sleep in water', mode: 'semantic' })
  await client.models.useEmbedder({ name: 'all-MiniLM-L6-v2' })
  await collect(await client.models.followChange())
  const back = await client.models.list()
  await client.models.dropChange()
  expect({
    last: events.at(-1)?.state,
    used: changed.models.filter(({ isInUse }) => isInUse).map(({ name }) => name),
    previous: changed.previous,
    found: hits[0]?.path.endsWith('sleep.txt'),
    usedBack: back.models.filter(({ isInUse }) => isInUse).map(({ name }) => name),
    kept: (await client.models.list()).previous,
  }).toEqual({
    last: 'done',
    used: ['tiny-embedder'],
    previous: 'all-MiniLM-L6-v2/int8',
    found: true,
    usedBack: ['all-MiniLM-L6-v2'],
    kept: null,
  })
  await rm(join(dataFolder, 'models'), { recursive: true })
})
