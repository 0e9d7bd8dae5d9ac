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

async function embed(texts: readonly string[]): Promise<Float32Array<ArrayBuffer>> {
  const encoded = texts.map((text) => cut(tokenizer.encode(text)))
  const width = Math.max(...encoded.map((ids) => ids.length))
  const ids = new BigInt64Array(texts.length * width)
  const mask = new BigInt64Array(texts.length * width)
  for (const [row, tokens] of encoded.entries()) {
    for (const [column, token] of tokens.entries()) ids[row * width + column] = BigInt(token)
    mask.fill(1n, row * width, row * width + tokens.length)
  }
  const shape = [texts.length, width]
  const inputs = {
    input_ids: new Tensor('int64', ids, shape),
    attention_mask: new Tensor('int64', mask, shape),
  }
  const outputs = (await throughGate(gate, () => model(inputs))) as { last_hidden_state: Tensor }
  const pooled = pool(outputs.last_hidden_state.data as Float32Array, width, encoded)
  for (const tensor of [...Object.values(inputs), outputs.last_hidden_state]) tensor.dispose()
  return pooled
}

function cut(ids: readonly number[]): readonly number[] {
  if (ids.length <= MAX_TOKENS) return ids
  return [...ids.slice(0, MAX_TOKENS - 1), must(ids.at(-1), 'an encoded text has an end mark')]
}

/** The mean of each text's token vectors, brought to unit length. */
function pool(
  hidden: Float32Array,
  width: number,
  encoded: readonly (readonly number[])[],
): Float32Array<ArrayBuffer> {
  const size = EMBEDDING_DIMENSIONS
  const embeddings = new Float32Array(encoded.length * size)
  for (const [row, tokens] of encoded.entries()) {
    const embedding = embeddings.subarray(row * size, (row + 1) * size)
    for (let at = row * width * size, token = 0; token < tokens.length; token++)
      for (let i = 0; i < size; i++, at++) embedding[i] = (embedding[i] ?? 0) + (hidden[at] ?? 0)
    const length = Math.hypot(...embedding)
    for (let i = 0; i < size; i++) embedding[i] = (embedding[i] ?? 0) / length
  }
  return embeddings
}
