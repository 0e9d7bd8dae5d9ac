import { parentPort, workerData } from 'node:worker_threads'
import { AutoModel, env, Tensor } from '@huggingface/transformers'
import { toFailure, type Failure } from '../lib/failure.ts'
import { must } from '../lib/must.ts'
import { EMBEDDING_DIMENSIONS } from './embedder.ts'
import { throughGate, type NativeGate } from './native-gate.ts'
import { EMBEDDING_MODEL, loadTokenizer } from './tokenizer.ts'

/** The model was trained on texts of up to 256 word pieces, the marks of start and end among them. */
const MAX_TOKENS = 256

export interface EmbeddingWorkerOptions {
  readonly modelFolder: string
  readonly dtype: 'int8' | 'fp32'
  readonly gate: NativeGate
}

/** Texts to embed in one run; urgent ones overtake those that wait. */
export interface EmbeddingBatch {
  readonly id: number
  readonly texts: readonly string[]
  readonly isUrgent: boolean
}

export type EmbeddingReply =
  | { readonly kind: 'embedded'; readonly id: number; readonly embeddings: Float32Array }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: Failure }

const port = must(parentPort, 'this module is the entry of a worker')
const { modelFolder, dtype, gate } = workerData as EmbeddingWorkerOptions
const urgent: EmbeddingBatch[] = []
const waiting: EmbeddingBatch[] = []
let isRunning = false
let isStopping = false

env.localModelPath = modelFolder
env.allowRemoteModels = false
const tokenizer = await loadTokenizer(modelFolder)
const model = await throughGate(gate, () =>
  AutoModel.from_pretrained(EMBEDDING_MODEL, {
    dtype: dtype === 'int8' ? 'q8' : 'fp32',
    session_options: {
      // One thread a worker: workers do not wait for each other, threads of one run do.
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      // "all" would fuse sums with norms into an operator that is slower on the CPU than the two.
      graphOptimizationLevel: 'basic',
    },
  }),
)

port.on('message', (message: EmbeddingBatch | 'stop') => {
  if (message === 'stop') isStopping = true
  else (message.isUrgent ? urgent : waiting).push(message)
  if (!isRunning) void runAll()
})

async function runAll(): Promise<void> {
  isRunning = true
  for (let batch = next(); batch !== undefined && !isStopping; batch = next()) await run(batch)
  isRunning = false
  if (!isStopping) return
  await throughGate(gate, () => model.dispose())
  port.close()
}

function next(): EmbeddingBatch | undefined {
  return urgent.shift() ?? waiting.shift()
}

async function run({ id, texts }: EmbeddingBatch): Promise<void> {
  try {
    const embeddings = await embed(texts)
    port.postMessage({ kind: 'embedded', id, embeddings } satisfies EmbeddingReply, [
      embeddings.buffer,
    ])
  } catch (error) {
    port.postMessage({ kind: 'failed', id, failure: toFailure(error) } satisfies EmbeddingReply)
  }
}

/**
 * Each text runs alone. In 8 bits a run has one scale for all its values, so a text's embedding would depend on its
 * neighbours; alone, the same text always has the same one. Nor is anything spent on padding.
 */
async function embed(texts: readonly string[]): Promise<Float32Array<ArrayBuffer>> {
  const embeddings = new Float32Array(texts.length * EMBEDDING_DIMENSIONS)
  for (const [row, text] of texts.entries())
    embeddings.set(await embedOne(cut(tokenizer.encode(text))), row * EMBEDDING_DIMENSIONS)
  return embeddings
}

async function embedOne(ids: readonly number[]): Promise<Float32Array> {
  const shape = [1, ids.length]
  const tokens = new Tensor('int64', BigInt64Array.from(ids, BigInt), shape)
  const mask = new Tensor('int64', new BigInt64Array(ids.length).fill(1n), shape)
  const inputs = { input_ids: tokens, attention_mask: mask }
  const { last_hidden_state: hidden } = (await throughGate(gate, () => model(inputs))) as Output
  const embedding = pool(hidden.data as Float32Array)
  for (const tensor of [tokens, mask, hidden]) tensor.dispose()
  return embedding
}

interface Output {
  readonly last_hidden_state: Tensor
}

function cut(ids: readonly number[]): readonly number[] {
  if (ids.length <= MAX_TOKENS) return ids
  return [...ids.slice(0, MAX_TOKENS - 1), must(ids.at(-1), 'an encoded text has an end mark')]
}

/** The mean of the tokens' vectors, brought to unit length. */
function pool(hidden: Float32Array): Float32Array {
  const sum = new Float32Array(EMBEDDING_DIMENSIONS)
  for (let at = 0; at < hidden.length; at += sum.length)
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + (hidden[at + i] ?? 0)
  const length = Math.hypot(...sum)
  return sum.map((value) => value / length)
}
