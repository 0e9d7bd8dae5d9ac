import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCli } from '../helpers/run-cli.ts'
import { writeTinyCrossEncoder, writeTinyEmbedder } from '../helpers/tiny-onnx.ts'
import { writeFolder } from '../helpers/write-folder.ts'

let data = ''
const carrel = (...args: string[]) => runCli(['--data', data, '--json', ...args])

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'carrel-models-'))
  writeTinyEmbedder(join(data, 'models'))
  writeTinyCrossEncoder(join(data, 'models'))
  const folder = await writeFolder({ 'a.txt': 'Otters sleep in the water.' })
  await carrel('add', folder)
})
afterAll(() => rm(data, { recursive: true, force: true }))

test('models lists what is installed, and which the library uses', async () => {
  const { code, stdout } = await carrel('models')
  const { models, change, previous } = JSON.parse(stdout)
  expect(code).toBe(0)
  expect(
    models.map(({ name, kind, isInUse }: Record<string, unknown>) => [name, kind, isInUse]),
  ).toEqual([
    ['all-MiniLM-L6-v2', 'embedder', true],
    ['tiny-cross-encoder', 'cross-encoder', false],
    ['tiny-embedder', 'embedder', false],
  ])
  expect([change, previous]).toEqual([null, null])
})

test('models use embeds the library anew and ends when that is done; drop leaves one set of vectors', async () => {
  const used = await carrel('models', 'use', 'tiny-embedder')
  const last = JSON.parse(used.stdout.trim().split('\n').at(-1) ?? '')
  const listed = JSON.parse((await carrel('models')).stdout)
  const dropped = await carrel('models', 'drop')
  const after = JSON.parse((await carrel('models')).stdout)
  expect(last).toMatchObject({ state: 'done', done: 1, total: 1 })
  expect([listed.previous, after.previous]).toEqual(['all-MiniLM-L6-v2/int8', null])
  expect([used.code, dropped.code]).toEqual([0, 0])
})

test('a model that is not installed is refused by name', async () => {
  const { code, stderr } = await carrel('models', 'use', 'nowhere')
  expect(code).toBe(2)
  expect(stderr).toContain('"nowhere" is no installed embedding model')
})

test('settings are shown, changed by name, and refused when they make no sense', async () => {
  const changed = await carrel('settings', 'set', 'crossEncoder', 'tiny-cross-encoder')
  const timed = await carrel('settings', 'set', 'crossEncoderMs', '900')
  const off = await carrel('settings', 'set', 'crossEncoder', 'off')
  const refused = await carrel('settings', 'set', 'crossEncoderMs', 'soon')
  const unknown = await carrel('settings', 'set', 'colour', 'blue')
  const shown = await carrel('settings')
  expect(JSON.parse(changed.stdout)).toMatchObject({ crossEncoder: 'tiny-cross-encoder' })
  expect(JSON.parse(timed.stdout)).toMatchObject({ crossEncoderMs: 900 })
  expect(JSON.parse(off.stdout)).toMatchObject({ crossEncoder: null })
  expect([refused.code, unknown.code]).toEqual([2, 2])
  expect(JSON.parse(shown.stdout)).toMatchObject({ crossEncoder: null, crossEncoderMs: 900 })
})
