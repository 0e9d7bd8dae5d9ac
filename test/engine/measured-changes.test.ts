import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { changeText } from '../../src/main/commands/print-evaluation.ts'
import { measuredModels, searchSetup } from '../../src/main/measured-changes.ts'
import { createInsight } from '../../src/main/insight/insight.ts'
import type { InstalledModels } from '../../src/main/library/installed-models.ts'
import { createSearch, type SearchMode, type SearchRequest } from '../../src/main/search/search.ts'
import { saveQuestion } from '../../src/main/store/questions.ts'
import { startOpenAiServer } from '../helpers/openai-server.ts'
import { openTestEngine } from '../helpers/open-test-engine.ts'
import { addRentQuestion } from '../helpers/rent-question.ts'
import { addText, openTestDatabase } from '../helpers/test-database.ts'
import { wordEmbedder } from '../helpers/word-embedder.ts'

const never = new AbortController().signal
const texts = Array.from(
  { length: 12 },
  (_, index) => `Matter ${index}: topic${index} stands here.`,
)

/** A library with a question a document, and a search whose mode is the setting that is changed. */
async function openMeasured() {
  const database = await openTestDatabase()
  for (const [index, text] of texts.entries()) {
    const documentId = addText(database.writer, `/${index}.txt`, text)
    saveQuestion(database.writer, { question: `topic${index}`, documentIds: [documentId] })
  }
  let mode: SearchMode = 'keyword'
  const search = createSearch({ reader: database.openReader(), embedder: wordEmbedder })
  const insight = createInsight({
    search: { ...search, search: (request) => search.search({ ...request, mode }) },
    database,
    setup: () => ({ mode }),
  })
  return { database, insight, set: (next: SearchMode) => (mode = next) }
}

test('a change that makes the search worse is told as worse, and taken back as better', async () => {
  const { database, insight, set } = await openMeasured()
  await using _ = database
  expect(await insight.lastChange({ wait: true }, never)).toEqual({ change: null })
  // The vectors of these texts are those of whole lines, so that no query comes near them.
  await insight.changes.around({ begin: () => set('semantic') })
  const worse = await insight.lastChange({ wait: true }, never)
  await insight.changes.around({ begin: () => set('keyword') })
  const better = await insight.lastChange({ wait: true }, never)
  expect([worse.change, better.change]).toMatchObject([
    {
      state: 'done',
      before: { mode: 'keyword' },
      after: { mode: 'semantic' },
      comparison: { queries: 12, metrics: { mrr10: { verdict: 'worse' } } },
    },
    { comparison: { metrics: { mrr10: { verdict: 'better' } } } },
  ])
  await insight.changes.close()
})

test('a search that can be frozen is measured behind the change, and how far that is can be asked', async () => {
  const { database } = await openMeasured()
  await using _ = database
  const search = createSearch({ reader: database.openReader(), embedder: wordEmbedder })
  const searchBy = (modeNow: () => SearchMode) => ({
    ...search,
    search: (request: SearchRequest) => search.search({ ...request, mode: modeNow() }),
  })
  let mode: SearchMode = 'keyword'
  const begun = Promise.withResolvers<void>()
  let closed = 0
  const insight = createInsight({
    search: searchBy(() => mode),
    database,
    setup: () => ({ mode }),
    freeze() {
      const kept = mode
      const frozen = searchBy(() => kept)
      return {
        search: {
          ...frozen,
          search: (request) => begun.promise.then(() => frozen.search(request)),
        },
        setup: { mode: kept },
        [Symbol.asyncDispose]: async () => void closed++,
      }
    },
  })
  const given = await insight.changes.around({ begin: () => (mode = 'semantic') })
  const during = await insight.lastChange({ wait: false }, never)
  begun.resolve()
  const { change } = await insight.lastChange({ wait: true }, never)
  await insight.changes.close()
  const setups = { before: { mode: 'keyword' }, after: { mode: 'semantic' } }
  expect({ given, during: during.change, change, closed }).toMatchObject({
    given: 'semantic',
    during: {
      state: 'measuring',
      ...setups,
      comparison: null,
      progress: { asked: 0, of: 24, isTwice: true },
    },
    change: { state: 'done', ...setups, comparison: { queries: 12 } },
    closed: 1,
  })
  expect(change?.comparison?.metrics.mrr10.verdict).toBe('worse')
})

test('a change that the next one overtakes is measured no further', async () => {
  const { database } = await openMeasured()
  await using _ = database
  const search = createSearch({ reader: database.openReader(), embedder: wordEmbedder })
  const closed: string[] = []
  let name = 'first'
  const watch = createInsight({
    search,
    database,
    setup: () => ({ name }),
    freeze() {
      const kept = name
      const hanging = ({ signal }: SearchRequest) =>
        new Promise<never>((_resolve, reject) =>
          signal?.addEventListener('abort', () => reject(signal.reason)),
        )
      return {
        search: kept === 'first' ? { ...search, search: hanging } : search,
        setup: { name: kept },
        [Symbol.asyncDispose]: async () => void closed.push(kept),
      }
    },
  })
  await watch.changes.around({ begin: () => (name = 'second') })
  await watch.changes.around({ begin: () => (name = 'third') })
  const { change } = await watch.lastChange({ wait: true }, never)
  expect({ change, closed }).toMatchObject({
    change: { before: { name: 'second' }, after: { name: 'third' }, comparison: { queries: 12 } },
    closed: ['first', 'second'],
  })
  await watch.changes.close()
})

test('a change whose measuring was cut short stays known, before it and after it', async () => {
  const { database } = await openMeasured()
  await using _ = database
  const search = createSearch({ reader: database.openReader(), embedder: wordEmbedder })
  const hanging = ({ signal }: SearchRequest) =>
    new Promise<never>((_resolve, reject) =>
      signal?.addEventListener('abort', () => reject(signal.reason)),
    )
  const close = async (): Promise<void> => {}
  const cutShort = async (before: typeof search.search, after: typeof search.search) => {
    let name = 'first'
    const setup = () => ({ name })
    const frozen = { search: { ...search, search: before }, setup: setup() }
    const watch = createInsight({
      search: { ...search, search: after },
      database,
      setup,
      freeze: () => ({ ...frozen, [Symbol.asyncDispose]: close }),
    })
    await watch.changes.around({ begin: () => (name = 'second') })
    while (before !== hanging && !watch.evaluations().some(({ queries }) => queries > 0))
      await setImmediate()
    await watch.changes.close()
    return watch.lastChange({ wait: true }, never)
  }
  const unfinished = {
    change: {
      state: 'unfinished',
      before: { name: 'first' },
      after: { name: 'second' },
      comparison: null,
    },
  }
  expect(await cutShort(hanging, search.search)).toMatchObject(unfinished)
  const { change } = await cutShort(search.search, hanging)
  expect({ change }).toMatchObject(unfinished)
  expect(changeText(change)).toContain('name: first → second\nIt was not measured to the end.')
})

test('of two changes that overlap, the second ends the measuring of the first before its own begins', async () => {
  const { database } = await openMeasured()
  await using _ = database
  const search = createSearch({ reader: database.openReader(), embedder: wordEmbedder })
  const open = new Set<string>()
  const together: string[][] = []
  let name = 'first'
  const watch = createInsight({
    search,
    database,
    setup: () => ({ name }),
    freeze() {
      const kept = name
      const asked = (request: SearchRequest) => {
        open.add(kept)
        together.push([...open])
        return search.search(request)
      }
      return {
        search: { ...search, search: asked },
        setup: { name: kept },
        [Symbol.asyncDispose]: async () => void open.delete(kept),
      }
    },
  })
  await watch.changes.around({ begin: () => (name = 'second') })
  await Promise.all([
    watch.changes.around({ begin: () => (name = 'third') }),
    watch.changes.around({ begin: () => (name = 'fourth') }),
  ])
  const { change } = await watch.lastChange({ wait: true }, never)
  expect({ change, together: together.filter(({ length }) => length > 1) }).toMatchObject({
    change: { before: { name: 'third' }, after: { name: 'fourth' }, comparison: { queries: 12 } },
    together: [],
  })
  await watch.changes.close()
})

test('a change of embedders is measured once it is complete, and not at all when it is dropped', async () => {
  const { database, insight, set } = await openMeasured()
  await using _ = database
  const finish = Promise.withResolvers<'done' | 'failed'>()
  const installed = {
    list: async () => ({ models: [] }),
    useEmbedder: async () => ({ done: true as const }),
    async *followChange() {
      yield { state: 'running', recipe: 'other', done: 0, total: 1 }
      const state = await finish.promise
      if (state === 'done') set('semantic')
      yield { state, recipe: 'other', done: 1, total: 1 }
    },
  } as unknown as InstalledModels
  const models = measuredModels(installed, insight.changes)
  await models.useEmbedder({ name: 'other' })
  expect(await insight.lastChange({ wait: false }, never)).toMatchObject({
    change: { state: 'measuring', comparison: null },
  })
  finish.resolve('done')
  const { change } = await insight.lastChange({ wait: true }, never)
  expect(change).toMatchObject({
    state: 'done',
    after: { mode: 'semantic' },
    comparison: { queries: 12 },
  })

  set('keyword')
  await insight.changes.around({ begin: () => undefined, ended: async () => false })
  expect(await insight.lastChange({ wait: true }, never)).toEqual({ change: null })
  await insight.changes.close()
})

test('only what the search depends on is measured', async () => {
  await using engine = await openTestEngine()
  const { client } = engine
  await addRentQuestion(engine)
  await client.settings.set({ appearance: 'dark' })
  expect(await client.insight.lastChange({ wait: true })).toEqual({ change: null })

  await client.settings.set({ crossEncoder: 'none-of-this-name' })
  const { change } = await client.insight.lastChange({ wait: true })
  expect(change).toMatchObject({
    before: { crossEncoder: null },
    after: { crossEncoder: 'none-of-this-name' },
    comparison: { queries: 1, metrics: { ndcg10: { mean: 0, verdict: 'no difference' } } },
  })
})

const settings = {
  engine: 'local' as const,
  localModel: '/models/small.gguf',
  cloudProvider: null,
  cloudModel: null,
  allowedHosts: [],
  appearance: 'system' as const,
  ocrLanguages: ['eng'],
  crossEncoder: null,
  crossEncoderMs: 300,
  reformulate: 'off' as const,
  reformulateMs: 2000,
}

test('a search that asks a provider is measured behind a change, but not where that takes the provider out', async () => {
  await using server = await startOpenAiServer({ pieces: ['PART: When must rent be paid?'] })
  await using engine = await openTestEngine()
  const { client } = engine
  await addRentQuestion(engine, 'What must be paid to the landlord in Oslo?')
  const changed = async (values: Parameters<typeof client.settings.set>[0]) => {
    await client.settings.set(values)
    const { change } = await client.insight.lastChange({ wait: true })
    return { state: change?.state, sent: server.received.length, after: change?.after }
  }
  const provider = { cloudProvider: `${server.address}/v1`, allowedHosts: [server.host] }
  const followed = { engine: 'cloud', cloudModel: 'small', reformulate: 'auto' } as const
  const on = await changed({ ...provider, ...followed, reformulateMs: 60_000 })
  const other = await changed({ crossEncoder: 'none-of-this-name' })
  const off = await changed({ reformulate: 'off' })
  expect([on, other, off]).toMatchObject([
    { state: 'done', sent: 1, after: { reformulate: `${server.address}/v1/small` } },
    { state: 'done', sent: 3 },
    { state: 'unfinished', sent: 3, after: { reformulate: null } },
  ])
})

test('a language model belongs to the set-up where it follows questions', () => {
  expect(searchSetup(settings, 'mini')).toEqual({
    embedder: 'mini',
    crossEncoder: null,
    reformulate: null,
  })
  expect(searchSetup({ ...settings, reformulate: 'auto' }, 'mini')).toMatchObject({
    reformulate: '/models/small.gguf',
    reformulateMs: 2000,
  })
})
