import { Worker } from 'node:worker_threads'
import { AppError } from '../lib/app-error.ts'
import { must } from '../lib/must.ts'
import { workerUrl } from '../lib/worker-url.ts'
import { createNativeGate, shutGate, type NativeGate } from './native-gate.ts'
import type { EmbeddingBatch, EmbeddingReply, EmbeddingWorkerOptions } from './embedding-worker.ts'

/** One batch runs and one waits at each worker, so that no core idles while this thread is busy. */
const BATCHES_PER_WORKER = 2
/** Urgent batches are handed out beyond that: the worker takes them next. */
const URGENT_BATCHES_PER_WORKER = 4

export interface PoolOptions {
  readonly modelFolder: string
  readonly dtype: 'int8' | 'fp32'
  readonly workers: number
}

export interface EmbeddingPool {
  /** The embeddings of `texts`, joined. Rejects with `model-failed`, or with the signal's reason. */
  run(texts: readonly string[], isUrgent: boolean, signal?: AbortSignal): Promise<Float32Array>
  /** Stops the workers; what is not done is rejected. */
  close(): Promise<void>
}

interface Job {
  readonly batch: EmbeddingBatch
  readonly resolve: (embeddings: Float32Array) => void
  readonly reject: (reason: unknown) => void
}

interface Member {
  readonly worker: Worker
  readonly jobs: Map<number, Job>
  readonly gate: NativeGate
}

/** Worker threads that share one queue. They start with the work, and one that died is replaced when there is more of it. */
export function startEmbeddingPool(options: PoolOptions): EmbeddingPool {
  const members = new Set<Member>()
  const urgent: Job[] = []
  const waiting: Job[] = []
  let lastId = 0
  let isClosed = false

  const start = (): Member => {
    const gate = createNativeGate()
    const workerData: EmbeddingWorkerOptions = { ...options, threads: 1, gate }
    const worker = new Worker(workerUrl('embedding-worker', import.meta.url), { workerData })
    const member: Member = { worker, jobs: new Map(), gate }
    members.add(member)
    worker.on('message', (reply: EmbeddingReply) => {
      settle(member.jobs, reply)
      dispatch()
    })
    worker.on('error', (cause) => lose(member, cause))
    worker.on('exit', () => lose(member, new Error('The worker ended.')))
    return member
  }

  const lose = (member: Member, cause: unknown): void => {
    if (!members.delete(member)) return
    for (const job of member.jobs.values()) job.reject(isClosed ? closed() : failed(cause))
    dispatch()
  }

  const dispatch = (): void => {
    for (let job = next(); job !== undefined; job = next()) {
      const idlest = [...members].sort((a, b) => a.jobs.size - b.jobs.size)[0]
      const mayStart = members.size < options.workers && (idlest?.jobs.size ?? 1) > 0
      const member = mayStart ? start() : must(idlest, 'there is a worker when none may start')
      const limit = job.batch.isUrgent ? URGENT_BATCHES_PER_WORKER : BATCHES_PER_WORKER
      if (member.jobs.size >= limit) return
      remove(job)
      member.jobs.set(job.batch.id, job)
      member.worker.postMessage(job.batch)
    }
  }

  const next = (): Job | undefined => urgent[0] ?? waiting[0]

  const remove = (job: Job): void => {
    const queue = job.batch.isUrgent ? urgent : waiting
    const at = queue.indexOf(job)
    if (at >= 0) queue.splice(at, 1)
  }

  const shutGates = (): void => [...members].forEach(({ gate }) => shutGate(gate))
  process.on('exit', shutGates)

  return {
    run(texts, isUrgent, signal) {
      return new Promise((resolve, reject) => {
        if (isClosed) return reject(closed())
        const job: Job = { batch: { id: ++lastId, texts, isUrgent }, resolve, reject }
        const cancel = (): void => {
          remove(job)
          reject(signal?.reason)
        }
        signal?.addEventListener('abort', cancel, { once: true })
        ;(isUrgent ? urgent : waiting).push(job)
        dispatch()
      })
    },
    async close() {
      isClosed = true
      for (const { reject } of [...urgent.splice(0), ...waiting.splice(0)]) reject(closed())
      await Promise.all([...members].map(stop))
      process.off('exit', shutGates)
    },
  }
}

/** Lets the worker finish its batch: ending it from here would end the process with it. */
function stop({ worker }: Member): Promise<void> {
  return new Promise((resolve) => {
    worker.once('exit', () => resolve())
    worker.postMessage('stop')
  })
}

function settle(jobs: Map<number, Job>, reply: EmbeddingReply): void {
  const job = must(jobs.get(reply.id), 'a worker replies once to each batch')
  jobs.delete(reply.id)
  if (reply.kind === 'embedded') job.resolve(reply.embeddings)
  else job.reject(failed(new Error(reply.failure.message)))
}

function failed(cause: unknown): AppError {
  return new AppError(
    'model-failed',
    'The embedding model stopped working.',
    'Try again. If it stays, build the model anew with "npm run build:model", or install Carrel again.',
    { cause },
  )
}

function closed(): AppError {
  return new AppError('cancelled', 'The embedding model was closed.', 'Open the workspace again.')
}
