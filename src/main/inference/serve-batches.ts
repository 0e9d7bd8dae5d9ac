import type { MessagePort } from 'node:worker_threads'
import { toFailure } from '../lib/failure.ts'
import type { ModelReply, NumberedBatch } from './model-pool.ts'

/**
 * A model worker's loop: one batch at a time, urgent ones first, until it is told to stop; then `end` frees the model and the thread
 * ends when the running batch is done.
 */
export function serveBatches(
  port: MessagePort,
  compute: (batch: NumberedBatch) => Promise<Float32Array<ArrayBuffer>>,
  end: () => Promise<unknown>,
): void {
  const urgent: NumberedBatch[] = []
  const waiting: NumberedBatch[] = []
  let isRunning = false
  let isStopping = false
  const next = (): NumberedBatch | undefined => urgent.shift() ?? waiting.shift()
  const run = async (batch: NumberedBatch): Promise<void> => {
    const { id } = batch
    try {
      const numbers = await compute(batch)
      port.postMessage({ kind: 'computed', id, numbers } satisfies ModelReply, [numbers.buffer])
    } catch (error) {
      port.postMessage({ kind: 'failed', id, failure: toFailure(error) } satisfies ModelReply)
    }
  }
  const runAll = async (): Promise<void> => {
    isRunning = true
    for (let batch = next(); batch !== undefined && !isStopping; batch = next()) await run(batch)
    isRunning = false
    if (!isStopping) return
    await end()
    port.close()
  }
  port.on('message', (message: NumberedBatch | 'stop' | 'give back') => {
    if (message === 'stop') isStopping = true
    else if (message === 'give back') {
      const ids = waiting.splice(0).map(({ id }) => id)
      port.postMessage({ kind: 'given-back', ids } satisfies ModelReply)
    } else (message.isUrgent ? urgent : waiting).push(message)
    if (!isRunning) void runAll()
  })
}
