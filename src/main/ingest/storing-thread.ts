import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { fromFailure } from '../lib/failure.ts'
import { workerUrl } from '../lib/worker-url.ts'
import type { DatabaseKey } from '../store/open.ts'
import type { ContentToStore, Place, StoredContent } from './store-content.ts'
import type { StoringReply, StoringRequest } from './storing-worker.ts'

/** Stores long documents beside the engine, which goes on answering meanwhile. The thread starts with the first. */
export interface StoringThread {
  /** Like `storeContent`. One at a time, and nobody else of this import may write meanwhile: they would wait for it, and the engine with them. */
  store(place: Place, content: ContentToStore): Promise<StoredContent>
  close(): Promise<void>
}

export function createStoringThread({ file, key }: DatabaseKey): StoringThread {
  let worker: Worker | null = null
  const start = (): Worker => {
    const started = new Worker(workerUrl('storing-worker', import.meta.url), {
      workerData: { file, key },
    })
    started.once('exit', () => {
      if (worker === started) worker = null
    })
    return started
  }
  return {
    async store(place, content) {
      worker ??= start()
      const request: StoringRequest = { place, content }
      worker.postMessage(request)
      // Rejects with the thread's own error when it dies.
      const [reply] = (await once(worker, 'message')) as [StoringReply]
      if (reply.kind === 'failed') throw fromFailure(reply.failure)
      return reply.stored
    },
    async close() {
      if (worker === null) return
      const ended = once(worker, 'exit')
      worker.postMessage('stop')
      await ended
    },
  }
}
