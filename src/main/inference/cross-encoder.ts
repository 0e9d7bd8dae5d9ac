import { availableParallelism } from 'node:os'
import { must } from '../lib/must.ts'
import type { CrossEncoderWorkerOptions } from './cross-encoder-worker.ts'
import { affordableWorkers, ModelPool } from './model-pool.ts'
import type { OnnxModel } from './onnx-models.ts'

/** A model that reads a question and a passage together: slower than comparing embeddings, and surer. */
export interface CrossEncoder extends AsyncDisposable {
  readonly name: string
  /** How well a text answers the query, as a logit: above 0 is more likely than not. Throws `model-failed`, and the signal's reason. */
  score(query: string, text: string, signal: AbortSignal): Promise<number>
}

/** More share the cores with everything else a search does. */
const MAX_WORKERS = 4

/** Opens an installed cross-encoder; its workers start when they are needed. */
export function openCrossEncoder(model: OnnxModel): CrossEncoder {
  const { name, modelFolder, dtype, maxTokens, sizeBytes } = model
  const pool = new ModelPool({
    entry: 'cross-encoder-worker',
    workers: Math.min(availableParallelism(), MAX_WORKERS, affordableWorkers(sizeBytes)),
    workerData: { name, modelFolder, dtype, maxTokens } satisfies CrossEncoderWorkerOptions,
    title: `The cross-encoder "${name}"`,
    advice: 'Put its files there anew, or switch it off: carrel settings set crossEncoder off',
  })
  return {
    name,
    async score(query, text, signal) {
      const [score] = await pool.run({ texts: [text], query, isUrgent: true }, signal)
      return must(score, 'one text has one score')
    },
    [Symbol.asyncDispose]: () => pool.close(),
  }
}
