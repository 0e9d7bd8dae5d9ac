import type { Embedder } from '../inference/embedder.ts'
import { must } from '../lib/must.ts'
import type { Priority } from '../store/jobs.ts'
import type { Pause } from './pause.ts'

/** Handed to the embedder at once: every core has its next text, and what is named or asked for waits for two seconds of work at most. */
const BATCH = { texts: 64, letters: 20_000 }
/** Batches that run or are made ready meanwhile. */
const BATCHES_AT_ONCE = 4

/** Whose texts they are. */
export interface Asker {
  readonly priority: Priority
  /** Ends the wait for them. */
  readonly signal: AbortSignal
}

/** Embeds the chunks of many documents together, so that thousands of short ones run as fast as one long one. */
export interface EmbeddingQueue {
  /** One embedding a text, in their order. Rejects with the asker's signal's reason, or `model-failed`. */
  embed(texts: readonly string[], asker: Asker): Promise<Float32Array[]>
  /** Waits until fewer than `limit` texts of this priority or a higher one wait or run, or the asker's signal fires. */
  room(limit: number, asker: Asker): Promise<void>
}

interface Waiting extends Asker {
  readonly text: string
  readonly resolve: (embedding: Float32Array) => void
  readonly reject: (reason: unknown) => void
}

/** Nothing is embedded while it is paused. `signal` ends all work. */
export function createEmbeddingQueue(
  embedder: Embedder,
  pause: Pause,
  signal: AbortSignal,
): EmbeddingQueue {
  const line = createLine()
  let running = 0
  const run = async (): Promise<void> => {
    if (running >= BATCHES_AT_ONCE) return
    running++
    for (;;) {
      await pause.over(signal)
      const batch = line.take()
      if (batch.length === 0) break
      await embedBatch(embedder, batch, signal)
      line.done(batch)
    }
    running--
  }

  return {
    async room(limit, asker) {
      while (line.size(asker.priority) >= limit && !asker.signal.aborted)
        await line.less(asker.signal)
    },
    embed(texts, asker) {
      const embeddings = texts.map(
        (text) =>
          new Promise<Float32Array>((resolve, reject) =>
            line.put({ ...asker, text, resolve, reject }),
          ),
      )
      // What comes in the same turn goes into the same batch.
      setImmediate(() => void run())
      return orAborted(Promise.all(embeddings), asker.signal)
    },
  }
}

/** The texts that wait, the oldest of the highest priority first, and how many there are. */
function createLine() {
  const waiting: Record<Priority, Waiting[]> = { 0: [], 1: [], 2: [] }
  const sizes: Record<Priority, number> = { 0: 0, 1: 0, 2: 0 }
  const onLess = new Set<() => void>()
  const done = (texts: readonly Waiting[]): void => {
    for (const { priority } of texts) sizes[priority]--
    for (const wake of [...onLess]) wake()
  }
  return {
    done,
    /** Resolves when there are fewer than before, or `signal` fires. */
    less: (signal: AbortSignal): Promise<void> => until(onLess, signal),
    put(text: Waiting): void {
      sizes[text.priority]++
      waiting[text.priority].push(text)
    },
    size: (from: Priority): number =>
      sizes[2] + (from < 2 ? sizes[1] : 0) + (from < 1 ? sizes[0] : 0),
    /** The next batch; what nobody waits for any more is dropped. */
    take(): Waiting[] {
      const batch: Waiting[] = []
      let letters = 0
      for (const priority of [2, 1, 0] as const) {
        const line = waiting[priority]
        let taken = 0
        for (const one of line) {
          if (batch.length >= BATCH.texts || letters >= BATCH.letters) break
          taken++
          if (one.signal.aborted) done([one])
          else batch.push(one)
          letters += one.signal.aborted ? 0 : one.text.length
        }
        line.splice(0, taken)
      }
      return batch
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

/** The outcome of `work`, or the signal's reason as soon as it fires: whoever cancels does not wait for the model. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason)
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

/** Resolves when something wakes it, or when `signal` fires. */
function until(onWake: Set<() => void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = (): void => {
      onWake.delete(wake)
      signal.removeEventListener('abort', wake)
      resolve()
    }
    onWake.add(wake)
    signal.addEventListener('abort', wake, { once: true })
  })
}
