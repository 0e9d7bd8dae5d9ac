import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createModels } from '../../src/main/answer/models.ts'
import { openLocalModel } from '../../src/main/inference/open-local-model.ts'
import { collect } from '../helpers/collect.ts'
import { openTestDatabase } from '../helpers/test-database.ts'
import { writeTinyGguf } from '../helpers/tiny-gguf.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carrel-gguf-'))
})
afterAll(() => rm(folder, { recursive: true }))

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

  await using database = await openTestDatabase()
  const settings = {
    engine: 'local' as const,
    localModel: file,
    cloudProvider: null,
    cloudModel: null,
    allowedHosts: [],
  }
  let hasEnded = false
  const models = createModels({
    database,
    settings: { get: () => settings },
    keys: { get: () => null },
    openLocal: (_file, signal) =>
      new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => {
          hasEnded = true
          reject(signal.reason)
        }),
      ),
  })
  const leave = new AbortController()
  const asked = models.atHand('put a question in other words', leave.signal)
  leave.abort(new Error('left'))
  await expect(asked).rejects.toThrow('left')
  const wasLoading = !hasEnded
  await models.close()
  expect({ wasLoading, hasEnded }).toEqual({ wasLoading: true, hasEnded: true })
})

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
