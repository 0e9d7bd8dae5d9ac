import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { fromFailure } from '../lib/failure.ts'
import { workerUrl } from '../lib/worker-url.ts'
import { pagesInLog } from '../store/checkpoint.ts'
import type { Database } from '../store/open.ts'
import type { ContentToStore, Place, StoredContent } from './store-content.ts'
import type { StoringReply, StoringRequest } from './storing-worker.ts'

/** Does what takes long in the database beside the engine, which goes on answering meanwhile. The thread starts when it is needed. */
export interface StoringThread {
  /** Like `storeContent`. Nobody else of this import may write meanwhile: they would wait for it, and the engine with them. */
  store(place: Place, content: ContentToStore): Promise<StoredContent>
  /**
   * Brings a log that has grown into the file: 10 to 50 ms, most of it waiting for the disk. While nobody writes, so that the log begins
   * anew afterwards.
   */
  checkpointWhenDue(): Promise<void>
  close(): Promise<void>
}

/** Before the 1,000 at which whoever writes would do it; the longest transaction of the engine itself writes some 300. */
const MOST_PAGES_IN_LOG = 500

/** Does one piece of work at a time. */
export function createStoringThread({ file, key, writer }: Database): StoringThread {
  let worker: Worker | null = null
  let isClosed = false
  const start = (): Worker => {
    const started = new Worker(workerUrl('storing-worker', import.meta.url), {
      workerData: { file, key },
      // Its garbage is small, and V8 would let it grow to 128 MB with time.
      resourceLimits: { maxYoungGenerationSizeMb: 16 },
    })
    started.once('exit', () => {
      if (worker === started) worker = null
    })
    return started
  }
  const ask = async (request: StoringRequest): Promise<StoringReply> => {
    worker ??= start()
    worker.postMessage(request)
    // Rejects with the thread's own error when it dies.
    const [reply] = (await once(worker, 'message')) as [StoringReply]
    if (reply.kind === 'failed') throw fromFailure(reply.failure)
    return reply
  }
  return {
    async store(place, content) {
      const reply = await ask({ kind: 'store', place, content })
      if (reply.kind !== 'stored') throw new Error('Broken invariant: one reply a request')
      return reply.stored
    },
    async checkpointWhenDue() {
      if (!isClosed && pagesInLog(writer) > MOST_PAGES_IN_LOG) await ask({ kind: 'checkpoint' })
    },
    async close() {
      isClosed = true
      if (worker === null) return
      const ended = once(worker, 'exit')
      worker.postMessage('stop')
      await ended
    },
  }
}
