import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openEmbedder } from '../../../src/main/inference/open-embedder.ts'
import { writeProse } from '../embedding-prose.ts'

/** What all libraries are mixed from: real texts and questions with their vectors. */
export interface Base {
  readonly texts: readonly string[]
  readonly vectors: readonly Float32Array[]
  readonly queries: readonly string[]
  readonly queryVectors: readonly Float32Array[]
}

export const DIMENSIONS = 384
const TEXTS = 4000
const QUERIES = 300
const WORDS = 100

/** The base, made once a folder. Real texts are those of CARREL_EVAL_DIR's ret-scifact where it is set, else generated. */
export async function prepareBase(folder: string, modelFolder: string): Promise<void> {
  const file = join(folder, 'base.json')
  if (existsSync(file)) return
  const { texts, queries } = realTexts() ?? generatedTexts()
  await using embedder = await openEmbedder({ modelFolder })
  const vectors = await embedder.embed([...texts, ...queries])
  const bytes = vectors.map((vector) =>
    Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength),
  )
  writeFileSync(join(folder, 'base.f32'), Buffer.concat(bytes))
  writeFileSync(file, JSON.stringify({ texts, queries }))
}

export function readBase(folder: string): Base {
  const { texts, queries } = JSON.parse(readFileSync(join(folder, 'base.json'), 'utf8')) as Base
  const floats = new Float32Array(Uint8Array.from(readFileSync(join(folder, 'base.f32'))).buffer)
  const vectors = Array.from({ length: floats.length / DIMENSIONS }, (_, i) =>
    floats.subarray(i * DIMENSIONS, (i + 1) * DIMENSIONS),
  )
  return {
    texts,
    queries,
    vectors: vectors.slice(0, texts.length),
    queryVectors: vectors.slice(texts.length),
  }
}

function realTexts(): Pick<Base, 'texts' | 'queries'> | null {
  const folder = join(process.env['CARREL_EVAL_DIR'] ?? '', 'ret-scifact')
  if (process.env['CARREL_EVAL_DIR'] === undefined || !existsSync(folder)) return null
  const read = (name: string): string[] =>
    readFileSync(join(folder, name), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as { text: string }).text)
  const texts = read('docs.jsonl').map((text) => text.split(/\s+/).slice(0, WORDS).join(' '))
  return { texts: texts.slice(0, TEXTS), queries: read('queries.jsonl').slice(0, QUERIES) }
}

function generatedTexts(): Pick<Base, 'texts' | 'queries'> {
  const all = writeProse(TEXTS, (text) => text.split(' ').length >= WORDS)
  const queries = all.slice(0, QUERIES).map((text) => text.split('.')[1] ?? text)
  return { texts: all, queries }
}
