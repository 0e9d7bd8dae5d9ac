import { Worker } from 'node:worker_threads'
import { AppError } from '../lib/app-error.ts'
import { fromFailure } from '../lib/failure.ts'
import { must } from '../lib/must.ts'
import { workerUrl } from '../lib/worker-url.ts'
import type { DatabaseKey } from '../store/open.ts'
import type { Scope } from '../store/scope.ts'
import { unpackNearest, type Nearest } from './nearest.ts'
import type { ScanReply, ScanRequest } from './vector-scan-worker.ts'

interface Waiting {
  readonly resolve: (nearest: Nearest) => void
  readonly reject: (reason: unknown) => void
}

/** Finds nearest chunks. */
export interface VectorScan {
  /** Whether another thread does it, so that searching by words goes on meanwhile. */
  readonly isBeside: boolean
  /** Gets ready: reads the codes. Searches that come meanwhile wait. */
  load(): void
  nearest(
    query: Float32Array,
    bounds: { readonly limit: number; readonly scope: Scope },
  ): Promise<Nearest>
}

/** Scans a large library in a thread, which starts with the first use. One that died is started anew by the next. */
export function openVectorScan(database: DatabaseKey): VectorScan & AsyncDisposable {
  const waiting = new Map<number, Waiting>()
  let worker: Worker | null = null
  let lastId = 0

  const lose = (lost: Worker, cause: unknown): void => {
    if (worker !== lost) return
    worker = null
    for (const { reject } of waiting.values()) reject(stopped(cause))
    waiting.clear()
  }
  const start = (): Worker => {
    const started = startWorker(database, waiting)
    started.on('error', (cause) => lose(started, cause))
    started.on('exit', () => lose(started, new Error('The thread ended.')))
    return started
  }
  const send = (request: ScanRequest): void => (worker ??= start()).postMessage(request)

  return {
    isBeside: true,
    load: () => {
      if (worker === null) send({ kind: 'load' })
    },
    nearest: (query, { limit, scope }) =>
      new Promise((resolve, reject) => {
        const id = ++lastId
        waiting.set(id, { resolve, reject })
        send({ kind: 'scan', id, query, limit, scope })
      }),
    [Symbol.asyncDispose]: async () => {
      if (worker !== null) await stop(worker)
    },
  }
}

function startWorker({ file, key }: DatabaseKey, waiting: Map<number, Waiting>): Worker {
  const worker = new Worker(workerUrl('vector-scan-worker', import.meta.url), {
    workerData: { file, key },
  })
  worker.on('message', (reply: ScanReply) => {
    const { resolve, reject } = must(waiting.get(reply.id), 'a scan is answered once')
    waiting.delete(reply.id)
    if (reply.kind === 'found') resolve(unpackNearest(reply.nearest))
    else reject(fromFailure(reply.failure))
  })
  return worker
}

/** What was asked before is still answered. */
async function stop(worker: Worker): Promise<void> {
  await new Promise((resolve) => {
    worker.once('exit', resolve)
    worker.postMessage({ kind: 'stop' } satisfies ScanRequest)
  })
}

function stopped(cause: unknown): AppError {
  return new AppError('internal', 'The search by meaning stopped.', 'Search again.', { cause })
}
