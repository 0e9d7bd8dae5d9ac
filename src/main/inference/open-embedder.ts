import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { AppError } from '../lib/app-error.ts'
import { EMBEDDING_DIMENSIONS, type Embedder } from './embedder.ts'
import type { EmbeddingWorkerOptions } from './embedding-worker.ts'
import { affordableWorkers, ModelPool } from './model-pool.ts'
import type { OnnxModel } from './onnx-models.ts'
import { EMBEDDING_MODEL } from './tokenizer.ts'

/** What is handed to a worker at a time, some 256 word pieces or 25 ms of work: what a query may have to wait for. */
const MAX_BATCH_CHARACTERS = 1200
const MAX_BATCH_TEXTS = 16
/** A worker takes about 110 MB; six use up what memory a small machine can spare. */
const MAX_WORKERS = 6

export interface EmbedderOptions {
  /** The folder of models, which contains `all-MiniLM-L6-v2/`. */
  readonly modelFolder: string
  readonly dtype?: 'int8' | 'fp32'
  /**
   * Threads that embed at the same time; by default one a core, six at most. On a busy machine two threads with a text each embedded twice
   * as much as two that share each text and wait for each other (14.0 and 6.4 chunks/s).
   */
  readonly workers?: number
}

/** Opens the bundled embedding model. Its workers start when they are needed. Throws `model-missing`. */
export async function openEmbedder(options: EmbedderOptions): Promise<Embedder> {
  const { modelFolder, dtype = 'int8', workers = mostWorkers() } = options
  const fileName = dtype === 'int8' ? 'model_quantized.onnx' : 'model.onnx'
  const file = join(modelFolder, EMBEDDING_MODEL, 'onnx', fileName)
  if (!existsSync(file))
    throw new AppError(
      'model-missing',
      `The embedding model "${file}" is missing.`,
      'Build the model with "npm run build:model", or install Carrel again.',
    )
  return createEmbedder(
    {
      name: EMBEDDING_MODEL,
      recipe: `${EMBEDDING_MODEL}/${dtype}`,
      modelFolder,
      dtype,
      dimensions: EMBEDDING_DIMENSIONS,
      maxTokens: 256,
      pooling: 'mean',
      prefixes: { query: '', passage: '' },
      isMultilingual: false,
    },
    workers,
  )
}

/** Opens an embedding model that the user installed; its workers start when they are needed. */
export function openInstalledEmbedder(model: OnnxModel): Embedder {
  return createEmbedder(model, Math.min(mostWorkers(), affordableWorkers(model.sizeBytes)))
}

const mostWorkers = (): number => Math.min(availableParallelism(), MAX_WORKERS)

type EmbeddingModel = EmbeddingWorkerOptions & Pick<OnnxModel, 'recipe'>

function createEmbedder(model: EmbeddingModel, workers: number): Embedder {
  const { name, recipe, dimensions, isMultilingual } = model
  const pool = new ModelPool({
    entry: 'embedding-worker',
    workers,
    workerData: model,
    title: name === EMBEDDING_MODEL ? 'The embedding model' : `The embedding model "${name}"`,
    advice:
      name === EMBEDDING_MODEL
        ? 'Try again. If it stays, build the model anew with "npm run build:model", or install Carrel again.'
        : 'Try again. If it stays, put its files there anew, or use another model: carrel models.',
  })
  return {
    name: recipe,
    dimensions,
    isMultilingual,
    async embed(texts, { priority = 'passage', signal } = {}) {
      signal?.throwIfAborted()
      const stop = new AbortController()
      const stopped = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal])
      const embeddings = new Array<Float32Array>(texts.length)
      const runs = groupByLength(texts).map(async (indexes) => {
        const batch = indexes.map((index) => texts[index] ?? '')
        const joined = await pool.run({ texts: batch, isUrgent: priority === 'query' }, stopped)
        for (const [row, index] of indexes.entries())
          embeddings[index] = joined.slice(row * dimensions, (row + 1) * dimensions)
      })
      try {
        await Promise.all(runs)
      } catch (error) {
        stop.abort(error)
        throw error
      }
      return embeddings
    },
    [Symbol.asyncDispose]: () => pool.close(),
  }
}

/** Indexes of texts, longest first, so that no long one at the end leaves the other cores idle. */
function groupByLength(texts: readonly string[]): number[][] {
  const order = texts.map((text, index) => ({ index, length: text.length }))
  order.sort((a, b) => b.length - a.length || a.index - b.index)
  const groups: number[][] = []
  let group: number[] = []
  let width = 0
  for (const { index, length } of order) {
    if (group.length >= MAX_BATCH_TEXTS || (group.length + 1) * width > MAX_BATCH_CHARACTERS)
      group = []
    if (group.length === 0) {
      groups.push(group)
      width = length
    }
    group.push(index)
  }
  return groups
}
