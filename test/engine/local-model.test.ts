import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createModels, type ModelDeps } from '../../src/main/answer/models.ts'
import { openLocalModel } from '../../src/main/inference/open-local-model.ts'
import { AppError } from '../../src/main/lib/app-error.ts'
import type { Database } from '../../src/main/store/open.ts'
import { collect } from '../helpers/collect.ts'
import { openTestDatabase } from '../helpers/test-database.ts'
import { writeTinyGguf } from '../helpers/tiny-gguf.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carrel-gguf-'))
})
afterAll(() => rm(folder, { recursive: true }))

const never = new AbortController().signal
const short = { system: 'Answer.', prompt: 'What is it?', maxTokens: 40 }

describe.each([
  ['a model that converses', true],
  ['a base model', false],
])('%s', (_, isChat) => {
  test('loads, counts and writes the same text piece by piece each time', async () => {
    const file = join(folder, `tiny-${isChat}.gguf`)
    writeTinyGguf(file, { isChat })
    await using model = await openLocalModel(file)
    const first = await collect(model.generate(short))
    const second = await collect(model.generate(short))
    expect({ name: model.name, contextTokens: model.contextTokens }).toEqual({
      name: `tiny-${isChat}.gguf`,
      contextTokens: 2048,
    })
    expect(await model.countTokens('ä')).toBeGreaterThanOrEqual(2)
    expect(first.length).toBeGreaterThan(10)
    expect(first.join('')).toMatch(/^(?:[a-z ]|[.,])+$/)
    expect(second.join('')).toBe(first.join(''))
  })
})

describe('a loaded model', () => {
  test('stops in the middle when told to, and answers the next request', async () => {
    const file = join(folder, 'tiny.gguf')
    writeTinyGguf(file)
    await using model = await openLocalModel(file)
    const stop = new AbortController()
    const pieces: string[] = []
    const generation = model.generate({ ...short, maxTokens: 1500, signal: stop.signal })
    const cut = (async () => {
      for await (const piece of generation) if (pieces.push(piece) === 5) stop.abort()
    })()
    await expect(cut).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }))
    expect(pieces).toHaveLength(5)
    for await (const _ of model.generate({ ...short, maxTokens: 1500 })) break
    expect((await collect(model.generate(short))).length).toBeGreaterThan(10)
  })

  test('refuses what does not fit its context and goes on working', async () => {
    const file = join(folder, 'narrow.gguf')
    writeTinyGguf(file, { contextTokens: 512 })
    await using model = await openLocalModel(file)
    const tooLong = model.generate({ ...short, prompt: 'What is it? '.repeat(100) })
    await expect(collect(tooLong)).rejects.toThrow(
      expect.objectContaining({ code: 'context-exceeded' }),
    )
    expect((await collect(model.generate(short))).length).toBeGreaterThan(10)
  })

  test('whose process dies fails that request with a reason', async () => {
    const file = join(folder, 'dying.gguf')
    writeTinyGguf(file)
    await using model = await openLocalModel(file)
    const cut = (async () => {
      for await (const _ of model.generate({ ...short, maxTokens: 1500 }))
        await model[Symbol.asyncDispose]()
    })()
    await expect(cut).rejects.toThrow(expect.objectContaining({ code: 'model-failed' }))
  })
})

test('a loading that is given up ends at once, and a model that is closed while it loads is given up so', async () => {
  const file = join(folder, 'given-up.gguf')
  writeTinyGguf(file)
  const giveUp = new AbortController()
  const loading = openLocalModel(file, giveUp.signal)
  giveUp.abort(new Error('given up'))
  await expect(loading).rejects.toThrow('given up')

  await using kept = await modelsThatLoadForever()
  const leave = new AbortController()
  const asked = kept.models.open({ engine: 'local', model: file }, leave.signal)
  leave.abort(new Error('left'))
  await expect(asked).rejects.toThrow('left')
  const wasEnded = [...kept.ended]
  await kept.models.close()
  expect({ wasEnded, ended: kept.ended }).toEqual({ wasEnded: [], ended: [file] })
})

test('who asks while a model loads waits for that one, and asking for another ends the loading', async () => {
  await using kept = await modelsThatLoadForever()
  const ask = (model: string) => kept.models.open({ engine: 'local', model }, never)
  const first = ask('one.gguf')
  await setImmediate()
  const others = [ask('two.gguf'), ask('two.gguf')]
  await expect(first).rejects.toMatchObject({ code: 'cancelled' })
  await setImmediate()
  const begun = [...kept.begun]
  const closing = kept.models.close()
  for (const other of others) await expect(other).rejects.toMatchObject({ code: 'cancelled' })
  await closing
  expect({ begun, ended: kept.ended }).toEqual({
    begun: ['one.gguf', 'two.gguf'],
    ended: ['one.gguf', 'two.gguf'],
  })
})

test('a model that fails while another takes its place leaves that one alone', async () => {
  await using database = await openTestDatabase()
  const disposed: string[] = []
  const models = createModels({
    ...nothingChosen(database),
    openLocal: async (file) => ({
      name: file,
      kind: 'chat',
      contextTokens: 2048,
      countTokens: () => 1,
      async *generate() {
        yield 'a piece'
        throw new AppError('model-failed', 'It stopped.', 'Ask again.')
      },
      [Symbol.asyncDispose]: async () => void disposed.push(file),
    }),
  })
  const open = (model: string) => models.open({ engine: 'local', model }, never)
  const failing = (await open('one.gguf')).generate(short)[Symbol.asyncIterator]()
  await failing.next()
  await open('two.gguf')
  await expect(failing.next()).rejects.toMatchObject({ code: 'model-failed' })
  expect(disposed).not.toContain('two.gguf')
  await models.close()
  expect(disposed).toContain('two.gguf')
})

function nothingChosen(database: Database): ModelDeps {
  const settings = {
    engine: 'extractive' as const,
    localModel: null,
    cloudProvider: null,
    cloudModel: null,
    allowedHosts: [],
  }
  return { database, settings: { get: () => settings }, keys: { get: () => null } }
}

/** Models whose files are noted when their loading begins and when it is ended from outside. */
async function modelsThatLoadForever() {
  const database = await openTestDatabase()
  const begun: string[] = []
  const ended: string[] = []
  const models = createModels({
    ...nothingChosen(database),
    openLocal: (file, signal) =>
      new Promise((_resolve, reject) => {
        begun.push(file)
        signal.addEventListener('abort', () => {
          ended.push(file)
          reject(signal.reason)
        })
      }),
  })
  return { models, begun, ended, [Symbol.asyncDispose]: async () => database.close() }
}

test.each([
  ['a file that is not there', null, 'model-missing'],
  ['a file that is no GGUF', 'hello', 'bad-input'],
  [
    'a GGUF that is damaged',
    'GGUF\u0003\u0000\u0000\u0000 nothing that follows makes sense',
    'model-failed',
  ],
])('%s is refused with a reason', async (_, content, code) => {
  const file = join(folder, `${code}.gguf`)
  if (content !== null) await writeFile(file, content)
  await expect(openLocalModel(file)).rejects.toThrow(expect.objectContaining({ code }))
})
