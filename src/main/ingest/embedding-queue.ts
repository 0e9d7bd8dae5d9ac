import type { Embedder } from '../inference/embedder.ts'
import { must } from '../lib/must.ts'

/** Texts handed to the embedder at once: enough to sort them by length into full batches for every core. */
const TEXTS_A_BATCH = 256
/** One batch is embedded while the next is made ready. */
const BATCHES_AT_ONCE = 2

/** Embeds the chunks of many documents together, so that thousands of short ones run as fast as one long one. */
export interface EmbeddingQueue {
  /** One embedding a text, in their order. Rejects with the queue's signal's reason, or `model-failed`. */
  embed(texts: readonly string[]): Promise<Float32Array[]>
  /** Waits until fewer than `limit` texts wait or run, or the queue's signal fires. */
  room(limit: number): Promise<void>
}

interface Waiting {
  readonly text: string
  readonly resolve: (embedding: Float32Array) => void
  readonly reject: (reason: unknown) => void
}

export function createEmbeddingQueue(embedder: Embedder, signal: AbortSignal): EmbeddingQueue {
  const waiting: Waiting[] = []
  const onLess: (() => void)[] = []
  let running = 0
  let size = 0

  const wakeAll = (): void => {
    for (const wake of onLess.splice(0)) wake()
  }
  const start = async (): Promise<void> => {
    if (running >= BATCHES_AT_ONCE || waiting.length === 0) return
    const batch = waiting.splice(0, TEXTS_A_BATCH)
    running++
    await embedBatch(embedder, batch, signal)
    running--
    size -= batch.length
    wakeAll()
    void start()
  }
  signal.addEventListener('abort', wakeAll, { once: true })

  return {
    async room(limit) {
      while (size >= limit && !signal.aborted)
        await new Promise<void>((resolve) => onLess.push(resolve))
    },
    embed(texts) {
      size += texts.length
      const embeddings = texts.map(
        (text) =>
          new Promise<Float32Array>((resolve, reject) => waiting.push({ text, resolve, reject })),
      )
      // What comes in the same turn goes into the same batch.
      setImmediate(() => void start())
      return Promise.all(embeddings)
    },
  }
}

/** Settles every text of the batch; never rejects itself. */
async function embedBatch(
  embedder: Embedder,
  batch: readonly Waiting[],
  signal: AbortSignal,
): Promise<void> {
  try {
    const texts = batch.map(({ text }) => text)
    const embeddings = await embedder.embed(texts, { priority: 'passage', signal })
    for (const [index, { resolve }] of batch.entries())
      resolve(must(embeddings[index], 'one embedding a text'))
  } catch (error) {
    for (const { reject } of batch) reject(error)
  }
}
