import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { collect } from '../helpers/collect.ts'
import { addFlatDocuments } from '../helpers/flat-library.ts'
import { must } from '../../src/main/lib/must.ts'
import { startOpenAiServer, type ServerScript } from '../helpers/openai-server.ts'
import { openTestEngine, type TestEngine } from '../helpers/open-test-engine.ts'
import { writeTinyGguf } from '../helpers/tiny-gguf.ts'

type Asked = Parameters<TestEngine['client']['answer']['ask']>[0]

let engine: TestEngine
let folder: string
beforeAll(async () => {
  engine = await openTestEngine()
  folder = await addFlatDocuments(engine)
})
afterAll(async () => {
  await engine[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

/** Asks, and returns the answer with the text that was streamed before it. */
async function ask(input: Asked) {
  const events = await collect(await engine.client.answer.ask(input))
  const streamed = events.flatMap((event) => (event.kind === 'token' ? [event.text] : [])).join('')
  const last = must(events.at(-1), 'an answer is the last event')
  if (last.kind !== 'answer' || events[0]?.kind !== 'passages')
    throw new Error('Events out of order')
  return { ...last, streamed, passages: events[0].passages }
}

/** Every citation against the stored text of its document. */
async function expectExactCitations({
  citations,
}: Awaited<ReturnType<typeof ask>>['answer']): Promise<void> {
  for (const { documentId, start, end, quote } of citations) {
    const { text } = await engine.client.document.view({
      documentId: must(documentId, 'nothing was removed'),
    })
    expect(text.slice(start, end)).toBe(quote)
  }
}

describe('the extractive engine', () => {
  test('answers with the sentence itself and where it stands', async () => {
    const { answer, streamed, passages } = await ask({ question: 'How much is the monthly rent?' })
    const quote = 'The monthly rent for the flat is 900 euros.'
    expect(answer).toEqual({
      question: 'How much is the monthly rent?',
      answer: quote,
      abstained: false,
      sentences: [{ text: quote, citations: [1], supported: true }],
      citations: [
        expect.objectContaining({
          n: 1,
          path: join(folder, 'lease.txt'),
          start: 0,
          end: quote.length,
          quote,
        }),
      ],
      engine: 'extractive',
      model: null,
      ms: { search: expect.any(Number), answer: expect.any(Number), total: expect.any(Number) },
      searched: { chunks: 2, documents: 2 },
      traceId: expect.any(String),
    })
    expect(streamed).toBe(quote)
    expect(passages.map(({ path }) => path)).toContain(join(folder, 'lease.txt'))
    await expectExactCitations(answer)
  })

  test.each([
    'Who won the chess world championship in 1972?',
    'What is the boiling point of mercury?',
    'How do I reset the router?',
  ])('says that it does not find: %s', async (question) => {
    const { answer, streamed, passages } = await ask({ question })
    expect(answer).toMatchObject({
      abstained: true,
      answer: 'Not found in your documents.',
      sentences: [],
      citations: [],
    })
    expect(streamed).toBe('')
    expect(passages.length).toBeGreaterThan(0)
  })
})

test('a question in a conversation leans on the one before, and both are kept there', async () => {
  const { conversationId } = await engine.client.chat.create({ title: 'The flat' })
  await ask({ question: 'How much is the deposit?', conversationId })
  const { answer, messageId } = await ask({ question: 'And when is it returned?', conversationId })
  expect(answer.answer).toContain('within six weeks')
  const messages = await engine.client.chat.messages({ conversationId })
  expect(messages.map(({ role, text }) => ({ role, text }))).toEqual([
    { role: 'user', text: 'How much is the deposit?' },
    { role: 'assistant', text: messages[1]?.answer?.answer },
    { role: 'user', text: 'And when is it returned?' },
    { role: 'assistant', text: answer.answer },
  ])
  expect(messages[3]).toMatchObject({ messageId, answer: { citations: answer.citations } })
})

describe('the local engine', () => {
  test('streams what the model writes, and marks as unsupported what no passage says', async () => {
    const model = join(folder, 'tiny.gguf')
    writeTinyGguf(model, { contextTokens: 4096 })
    const { answer, streamed } = await ask({
      question: 'How much is the monthly rent?',
      engine: 'local',
      model,
    })
    expect(answer).toMatchObject({ engine: 'local', model: 'tiny.gguf', abstained: false })
    expect(answer.fallback).toBeUndefined()
    expect(answer.sentences.length).toBeGreaterThan(0)
    expect(streamed.replace(/\s+/g, '')).toBe(answer.answer.replace(/\s+/g, ''))
    expect(
      answer.sentences.every(({ supported, citations }) => supported === citations.length > 0),
    ).toBe(true)
    await expectExactCitations(answer)
  })

  test('whose context is too small for any passage leaves the answer to the extractive one, and says so', async () => {
    const model = join(folder, 'narrow.gguf')
    writeTinyGguf(model, { contextTokens: 256 })
    const { answer } = await ask({
      question: 'How much is the monthly rent?',
      engine: 'local',
      model,
    })
    expect(answer).toMatchObject({
      engine: 'extractive',
      answer: 'The monthly rent for the flat is 900 euros.',
      fallback: { code: 'context-exceeded' },
    })
  })

  test.each([
    ['no model was chosen', undefined, 'bad-input'],
    ['its file is gone', '/nowhere/model.gguf', 'model-missing'],
  ])('falls back when %s', async (_, model, code) => {
    const { answer } = await ask({
      question: 'How much is the monthly rent?',
      engine: 'local',
      model,
    })
    expect(answer).toMatchObject({ engine: 'extractive', abstained: false, fallback: { code } })
  })

  test('stopped in the middle is no failure: nothing is answered in its place', async () => {
    const model = join(folder, 'long.gguf')
    writeTinyGguf(model, { contextTokens: 4096 })
    const stop = new AbortController()
    const events: string[] = []
    const asking = (async () => {
      const stream = await engine.client.answer.ask(
        { question: 'How much is the monthly rent?', engine: 'local', model },
        { signal: stop.signal },
      )
      for await (const { kind } of stream) {
        events.push(kind)
        if (kind === 'token') stop.abort()
      }
    })()
    await asking.catch(() => undefined)
    expect(events).not.toContain('answer')
  })
})

describe('the cloud engine', () => {
  const question = 'How much is the monthly rent?'

  async function askServer(script: ServerScript, isAllowed = true, asked = question) {
    await using server = await startOpenAiServer(script)
    await engine.client.settings.set({ allowedHosts: isAllowed ? [server.host] : [] })
    const provider = `${server.address}/v1`
    const result = await ask({ question: asked, engine: 'cloud', provider, model: 'm' })
    return { ...result, received: server.received, host: server.host }
  }

  test('sends numbered passages between tags of its own and aligns what comes back', async () => {
    const pieces = [
      'The monthly rent is 900 euros [1].',
      ' The laundry room opens at eight. The attic has a ghost.',
    ]
    const { answer, streamed, received } = await askServer({ pieces })
    expect(answer.sentences).toEqual([
      { text: 'The monthly rent is 900 euros.', citations: [1], supported: true },
      { text: 'The laundry room opens at eight.', citations: [2], supported: true },
      { text: 'The attic has a ghost.', citations: [], supported: false },
    ])
    expect(answer.citations.map(({ quote }) => quote)).toEqual([
      'The monthly rent for the flat is 900 euros.',
      'The laundry room in the basement is open from eight in the morning.',
    ])
    expect(streamed).toBe(answer.answer)
    expect(JSON.stringify(received[0]?.body.messages)).toMatch(
      /<passage-[0-9a-f]{8} number=\\"1\\">/,
    )
    await expectExactCitations(answer)
  })

  test('that finds nothing abstains', async () => {
    const { answer, streamed } = await askServer({ pieces: ['NOT ', 'FOUND'] })
    expect(answer).toMatchObject({ engine: 'cloud', abstained: true, sentences: [], citations: [] })
    expect(streamed).toBe('')
  })

  test('is not asked, and so sent nothing, when the documents are about something else', async () => {
    const { answer, received } = await askServer(
      { pieces: ['Fischer [1].'] },
      true,
      'Who won the chess world championship in 1972?',
    )
    expect(answer).toMatchObject({ engine: 'cloud', abstained: true })
    expect(received).toEqual([])
  })

  test('is off until its host is allowed', async () => {
    const { answer, received, host } = await askServer({ pieces: ['900.'] }, false)
    expect(answer).toMatchObject({
      engine: 'extractive',
      abstained: false,
      fallback: { code: 'not-allowed' },
    })
    expect(received).toEqual([])
    expect((await engine.client.settings.egress())[0]).toMatchObject({
      host,
      sentBytes: 0,
      outcome: 'refused',
    })
  })

  test.each<[string, ServerScript]>([
    ['refuses', { status: 401 }],
    ['breaks off', { pieces: ['The rent', ' is'], breakAfter: 2 }],
  ])('that %s is replaced by the extractive one, which says why', async (_, script) => {
    const { answer, host } = await askServer(script)
    expect(answer).toMatchObject({
      engine: 'extractive',
      answer: 'The monthly rent for the flat is 900 euros.',
      fallback: { code: 'provider-failed' },
    })
    expect((await engine.client.settings.egress())[0]).toMatchObject({ host, outcome: 'sent' })
  })
})
