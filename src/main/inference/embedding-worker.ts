import { parentPort, workerData } from 'node:worker_threads'
import { AutoModel, AutoTokenizer, env, Tensor } from '@huggingface/transformers'
import { must } from '../lib/must.ts'
import type { NumberedBatch } from './model-pool.ts'
import { throughGate, type NativeGate } from './native-gate.ts'
import type { OnnxModel } from './onnx-models.ts'
import { serveBatches } from './serve-batches.ts'
import { SESSION_OPTIONS } from './session-options.ts'
import { EMBEDDING_MODEL, loadTokenizer } from './tokenizer.ts'
import { typicalSentences } from './typical-sentences.ts'

export type EmbeddingWorkerOptions = Pick<
  OnnxModel,
  | 'name'
  | 'modelFolder'
  | 'dtype'
  | 'dimensions'
  | 'maxTokens'
  | 'pooling'
  | 'prefixes'
  | 'isMultilingual'
>

type Role = keyof EmbeddingWorkerOptions['prefixes']

const port = must(parentPort, 'this module is the entry of a worker')
const options = workerData as EmbeddingWorkerOptions & { readonly gate: NativeGate }
const { name, modelFolder, dimensions, maxTokens, prefixes, gate } = options
const isBundled = name === EMBEDDING_MODEL

env.localModelPath = modelFolder
env.allowRemoteModels = false
const tokenizer = isBundled
  ? await loadTokenizer(modelFolder)
  : await AutoTokenizer.from_pretrained(name)
const model = await throughGate(gate, () =>
  AutoModel.from_pretrained(name, {
    dtype: options.dtype === 'int8' ? 'q8' : 'fp32',
    session_options: SESSION_OPTIONS,
  }),
)
const centres = isBundled
  ? null
  : { query: await centreOf('query'), passage: await centreOf('passage') }

serveBatches(port, embed, () => throughGate(gate, () => model.dispose()))

/**
 * Each text runs alone. In 8 bits a run has one scale for all its values, so a text's embedding would depend on its
 * neighbours; alone, the same text always has the same one. Nor is anything spent on padding.
 */
async function embed({ texts, isUrgent }: NumberedBatch): Promise<Float32Array<ArrayBuffer>> {
  const embeddings = new Float32Array(texts.length * dimensions)
  const role = isUrgent ? 'query' : 'passage'
  for (const [row, text] of texts.entries())
    embeddings.set(centred(await embedOne(text, role), role), row * dimensions)
  return embeddings
}

async function embedOne(text: string, role: Role): Promise<Float32Array> {
  const ids = cut(tokenizer.encode(prefixes[role] + text))
  const shape = [1, ids.length]
  const tokens = new Tensor('int64', BigInt64Array.from(ids, BigInt), shape)
  const mask = new Tensor('int64', new BigInt64Array(ids.length).fill(1n), shape)
  const inputs = { input_ids: tokens, attention_mask: mask }
  const { last_hidden_state: hidden } = (await throughGate(gate, () => model(inputs))) as Output
  const states = must(hidden, `"${name}" gives out its last hidden state`)
  const embedding = pool(states.data as Float32Array)
  for (const tensor of [tokens, mask, states]) tensor.dispose()
  return embedding
}

interface Output {
  readonly last_hidden_state: Tensor | undefined
}

function cut(ids: readonly number[]): readonly number[] {
  if (ids.length <= maxTokens) return ids
  return [...ids.slice(0, maxTokens - 1), must(ids.at(-1), 'an encoded text has an end mark')]
}

/** The mean of the tokens' vectors, or the first one, brought to unit length. */
function pool(hidden: Float32Array): Float32Array {
  if (options.pooling === 'first') return unit(hidden.slice(0, dimensions))
  const sum = new Float32Array(dimensions)
  for (let at = 0; at < hidden.length; at += sum.length)
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + (hidden[at + i] ?? 0)
  return unit(sum)
}

/**
 * Without what all texts have in common (Mu & Viswanath, ICLR 2018). Some models, such as E5, put any two texts at a cosine of .7 and more,
 * which would hide the difference from everything that looks at cosines or at signs.
 */
function centred(embedding: Float32Array, role: Role): Float32Array {
  if (centres === null) return embedding
  const centre = centres[role]
  return unit(embedding.map((value, i) => value - (centre[i] ?? 0)))
}

async function centreOf(role: Role): Promise<Float32Array> {
  const sentences = typicalSentences(options.isMultilingual)
  const sum = new Float32Array(dimensions)
  for (const sentence of sentences)
    for (const [i, value] of (await embedOne(sentence, role)).entries())
      sum[i] = (sum[i] ?? 0) + value / sentences.length
  return sum
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector) || 1
  return vector.map((value) => value / length)
}
