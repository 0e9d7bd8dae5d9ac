import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openCrossEncoder } from '../../../src/main/inference/cross-encoder.ts'
import { listOnnxModels, type OnnxModel } from '../../../src/main/inference/onnx-models.ts'
import { openInstalledEmbedder } from '../../../src/main/inference/open-embedder.ts'
import { bestSpeechModel } from '../../../src/main/inference/speech-models.ts'
import { must } from '../../../src/main/lib/must.ts'
import { dot } from '../../../src/main/search/vectors.ts'
import { modelFolder } from '../../helpers/test-library.ts'
import { writeTinyCrossEncoder, writeTinyEmbedder } from '../../helpers/tiny-onnx.ts'
import { writeFolder } from '../../helpers/write-folder.ts'

async function onlyModel(folder: string): Promise<OnnxModel> {
  return must((await listOnnxModels([folder])).models[0], 'just written')
}

test('models are found in every folder by what their files say, and others are named with the reason', async () => {
  const folder = await writeFolder({ 'broken/config.json': '{}', 'a file.txt': 'no model' })
  writeTinyEmbedder(folder)
  writeTinyCrossEncoder(folder)
  const { models, unusable } = await listOnnxModels([folder, modelFolder])
  expect({
    models: models.map(({ name, kind, dimensions, dtype }) => [name, kind, dimensions, dtype]),
    unusable,
  }).toEqual({
    models: [
      ['all-MiniLM-L6-v2', 'embedder', 384, 'int8'],
      ['tiny-cross-encoder', 'cross-encoder', 32, 'fp32'],
      ['tiny-embedder', 'embedder', 32, 'fp32'],
    ],
    unusable: [
      { name: 'broken', reason: 'it has no onnx/model_quantized.onnx or onnx/model.onnx' },
    ],
  })
})

test('a model says how it wants its texts, and a change of that is another recipe', async () => {
  const folder = await writeFolder({})
  writeTinyEmbedder(folder, 'tiny-e5-small')
  const known = await onlyModel(folder)
  const place = join(folder, 'tiny-e5-small')
  await writeFile(
    join(place, 'config_sentence_transformers.json'),
    JSON.stringify({ prompts: { query: 'Find: ', document: '' } }),
  )
  await mkdir(join(place, '1_Pooling'))
  await writeFile(join(place, '1_Pooling', 'config.json'), '{"pooling_mode_cls_token":true}')
  const told = await onlyModel(folder)
  expect([known, told].map(({ pooling, prefixes }) => ({ pooling, prefixes }))).toEqual([
    { pooling: 'mean', prefixes: { query: 'query: ', passage: 'passage: ' } },
    { pooling: 'first', prefixes: { query: 'Find: ', passage: '' } },
  ])
  expect(known.recipe).not.toBe(told.recipe)
})

test('an installed embedder gives unit vectors of its own width, closer for texts that are closer', async () => {
  const folder = await writeFolder({})
  writeTinyEmbedder(folder)
  await using embedder = openInstalledEmbedder(await onlyModel(folder))
  const [query = new Float32Array()] = await embedder.embed(['sleeping otters'], {
    priority: 'query',
  })
  const passages = await embedder.embed(['Otters sleeping in rivers', 'Taxes on imported wine'])
  const [near = 0, far = 0] = passages.map((passage) => dot(query, passage))
  expect(query).toHaveLength(32)
  expect(dot(query, query)).toBeCloseTo(1, 5)
  expect(near).toBeGreaterThan(far)
})

test('a cross-encoder scores each passage with the question', async () => {
  const folder = await writeFolder({})
  writeTinyCrossEncoder(folder)
  await using encoder = openCrossEncoder(await onlyModel(folder))
  const { signal } = new AbortController()
  const texts = ['Otters sleep in the water.', 'Taxes on wine.']
  const scores = await Promise.all(
    texts.map((text) => encoder.score('where otters sleep', text, signal)),
  )
  expect(scores).toEqual([0.5, -2.5]) // "otter", "##s" and "sleep" are shared
})

test('a cross-encoder whose file is damaged fails by name', async () => {
  const folder = await writeFolder({})
  writeTinyCrossEncoder(folder)
  await writeFile(join(folder, 'tiny-cross-encoder', 'onnx', 'model.onnx'), 'not ONNX')
  await using encoder = openCrossEncoder(await onlyModel(folder))
  await expect(encoder.score('a', 'b', new AbortController().signal)).rejects.toMatchObject({
    code: 'model-failed',
    message: 'The cross-encoder "tiny-cross-encoder" stopped working.',
  })
})

test('a Whisper is a speech model once all of its files are there, the larger the better', async () => {
  const config = (width: number, words: number): string =>
    JSON.stringify({ model_type: 'whisper', d_model: width, vocab_size: words })
  const whisper = (name: string, ending: string, configuration: string) => ({
    [`${name}/config.json`]: configuration,
    [`${name}/tokenizer.json`]: '{}',
    [`${name}/tokenizer_config.json`]: '{}',
    [`${name}/preprocessor_config.json`]: '{}',
    [`${name}/generation_config.json`]: '{}',
    [`${name}/onnx/encoder_model${ending}.onnx`]: '12345',
    [`${name}/onnx/decoder_model_merged${ending}.onnx`]: '123',
  })
  const folder = await writeFolder({
    ...whisper('base', '_quantized', config(512, 51_865)),
    ...whisper('tiny.en', '', config(384, 51_864)),
    'half/config.json': config(768, 51_865),
  })
  const { models, speech, unusable } = await listOnnxModels([folder])
  expect({ models, speech, unusable, best: bestSpeechModel(speech)?.name }).toEqual({
    models: [],
    speech: [
      {
        name: 'base',
        modelFolder: folder,
        kind: 'speech',
        dtype: 'int8',
        dimensions: 512,
        isMultilingual: true,
        sizeBytes: 8,
      },
      {
        name: 'tiny.en',
        modelFolder: folder,
        kind: 'speech',
        dtype: 'fp32',
        dimensions: 384,
        isMultilingual: false,
        sizeBytes: 8,
      },
    ],
    unusable: [
      {
        name: 'half',
        reason: 'it has no onnx/encoder_model.onnx with onnx/decoder_model_merged.onnx',
      },
    ],
    best: 'base',
  })
})
