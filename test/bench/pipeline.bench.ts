/**
 * How fast documents come in: chunks a second of the embedder alone and of the whole import (reading, cutting, embedding, storing), on
 * the same records in one run, and their ratio;
 * and how long the engine can do nothing else meanwhile. Run with `npm run bench pipeline [RECORDS]`. The records are
 * those of CARREL_EVAL_DIR's ret-scifact where it is set, else generated.
 */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEmbedder } from '../../src/main/inference/open-embedder.ts'
import type { Embedder } from '../../src/main/inference/embedder.ts'
import { createLibrary } from '../../src/main/library/library.ts'
import { openDatabase } from '../../src/main/store/open.ts'
import { watchTurns, type LongestTurn } from '../helpers/watch-turns.ts'
import { writeProse } from './embedding-prose.ts'

/** Whatever else the machine does hits both kinds of round alike. */
const ROUNDS = 3
const RECORDS = Number(process.argv[2] ?? 600)

const modelFolder = join(import.meta.dirname, '..', '..', 'models')
const folder = await mkdtemp(join(tmpdir(), 'carrel-bench-'))
const collection = join(folder, 'docs.jsonl')
await writeFile(collection, records().join('\n'))
await using embedder = await openEmbedder({ modelFolder })
await embedder.embed(['warm up'])

const longest: LongestTurn[] = []
const alone: number[] = []
const whole: number[] = []
for (let round = 0; round < ROUNDS; round++) {
  const { chunks, ms, texts } = await importAll(join(folder, String(round)))
  whole.push(chunks / (ms / 1000))
  alone.push(texts.length / ((await time(() => embedder.embed(texts))) / 1000))
}
await rm(folder, { recursive: true })

const [one, all] = [median(alone), median(whole)]
console.log(`${RECORDS} records, ${availableParallelism()} cores, median of ${ROUNDS} rounds`)
console.log(`embedder alone   ${one.toFixed(1)} chunks/s`)
console.log(`whole pipeline   ${all.toFixed(1)} chunks/s`)
console.log(`ratio            ${(all / one).toFixed(2)}`)
for (const { waitedMs, workedMs } of longest)
  console.log(`longest turn     ${waitedMs} ms of waiting, ${workedMs} ms of own work`)

/** Imports the collection into a new library; the texts are those that were embedded. */
async function importAll(data: string): Promise<{ chunks: number; ms: number; texts: string[] }> {
  const database = await openDatabase({ file: join(data, 'library.db'), key: randomBytes(32) })
  const texts: string[] = []
  const listening: Embedder = {
    ...embedder,
    embed: async (batch, options) => {
      texts.push(...batch)
      return embedder.embed(batch, options)
    },
  }
  const openPath = async (): Promise<void> => undefined
  const library = createLibrary({
    database,
    embedder: listening,
    modelFolder,
    workspace: 'bench',
    dataFolder: data,
    openPath,
  })
  let chunks = 0
  const longestTurn = watchTurns()
  const elapsedMs = await time(async () => {
    for await (const event of library.add({ paths: [collection] }, new AbortController().signal))
      if (event.kind === 'summary') chunks = event.chunks
  })
  longest.push(longestTurn())
  await library.close()
  database.close()
  return { chunks, ms: elapsedMs, texts }
}

function records(): string[] {
  const file = join(process.env['CARREL_EVAL_DIR'] ?? '', 'ret-scifact', 'docs.jsonl')
  if (process.env['CARREL_EVAL_DIR'] !== undefined && existsSync(file))
    return readFileSync(file, 'utf8').split('\n').slice(0, RECORDS)
  const texts = writeProse(RECORDS, (text) => text.length > 1200)
  return texts.map((text, index) =>
    JSON.stringify({ id: `generated ${index}`, title: `Text ${index}`, text }),
  )
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0
}
