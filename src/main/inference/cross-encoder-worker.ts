import { parentPort, workerData } from 'node:worker_threads'
import {
  AutoModelForSequenceClassification,
  AutoTokenizer,
  env,
  type Tensor,
} from '@huggingface/transformers'
import { must } from '../lib/must.ts'
import type { NumberedBatch } from './model-pool.ts'
import { throughGate, type NativeGate } from './native-gate.ts'
import type { OnnxModel } from './onnx-models.ts'
import { serveBatches } from './serve-batches.ts'
import { SESSION_OPTIONS } from './session-options.ts'

export type CrossEncoderWorkerOptions = Pick<
  OnnxModel,
  'name' | 'modelFolder' | 'dtype' | 'maxTokens'
>

const port = must(parentPort, 'this module is the entry of a worker')
const { name, modelFolder, dtype, maxTokens, gate } = workerData as CrossEncoderWorkerOptions & {
  readonly gate: NativeGate
}

env.localModelPath = modelFolder
env.allowRemoteModels = false
const tokenizer = await AutoTokenizer.from_pretrained(name)
const model = await throughGate(gate, () =>
  AutoModelForSequenceClassification.from_pretrained(name, {
    dtype: dtype === 'int8' ? 'q8' : 'fp32',
    session_options: SESSION_OPTIONS,
  }),
)

serveBatches(port, score, () => throughGate(gate, () => model.dispose()))

/** The logit of each text: how well it answers the query. Pairs run one at a time, so that a text's score never depends on others. */
async function score({ query = '', texts }: NumberedBatch): Promise<Float32Array<ArrayBuffer>> {
  const scores = new Float32Array(texts.length)
  for (const [row, text] of texts.entries()) scores[row] = await scoreOne(query, text)
  return scores
}

async function scoreOne(query: string, text: string): Promise<number> {
  const inputs = tokenizer(query, { text_pair: text, truncation: true, max_length: maxTokens })
  const { logits } = (await throughGate(gate, () => model(inputs))) as { readonly logits: Tensor }
  const value = Number(logits.data[0])
  for (const tensor of [...Object.values(inputs as Record<string, Tensor>), logits])
    tensor.dispose()
  if (!Number.isFinite(value)) throw new Error(`"${name}" gave no number.`)
  return value
}
