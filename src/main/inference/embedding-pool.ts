import { Worker } from 'node:worker_threads'
import { AppError } from '../lib/app-error.ts'
import { must } from '../lib/must.ts'
import { workerUrl } from '../lib/worker-url.ts'
import { createNativeGate, shutGate, type NativeGate } from './native-gate.ts'
import type { EmbeddingBatch, EmbeddingReply, EmbeddingWorkerOptions } from './embedding-worker.ts'

/** One batch runs and three wait at each worker: 60 ms of work, so that no core idles while this thread is busy. */
const BATCHES_PER_WORKER = 4
/** Urgent batches are handed out beyond that: the worker takes them next. */
const URGENT_BATCHES_PER_WORKER = 8

export interface PoolOptions {
  readonly modelFolder: string
  readonly dtype: 'int8' | 'fp32'
  readonly workers: number
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
export class EmbeddingPool {
  readonly #options: PoolOptions
  readonly #members = new Set<Member>()
  readonly #urgent: Job[] = []
  readonly #waiting: Job[] = []
  #lastId = 0
  #isClosed = false

  constructor(options: PoolOptions) {
    this.#options = options
    process.on('exit', this.#shutGates)
  }

  /** The embeddings of `texts`, joined. Rejects with `model-failed`, or with the signal's reason. */
  run(texts: readonly string[], isUrgent: boolean, signal: AbortSignal): Promise<Float32Array> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) return reject(closed())
      const job: Job = { batch: { id: ++this.#lastId, texts, isUrgent }, resolve, reject }
      const cancel = (): void => {
        this.#takeFromQueue(job)
        reject(signal.reason)
      }
      signal.addEventListener('abort', cancel, { once: true })
      ;(isUrgent ? this.#urgent : this.#waiting).push(job)
      this.#dispatch()
    })
  }

  /** Ends the workers when their running batches are done; what has not begun is rejected. */
  async close(): Promise<void> {
    this.#isClosed = true
    for (const { reject } of [...this.#urgent.splice(0), ...this.#waiting.splice(0)])
      reject(closed())
    await Promise.all([...this.#members].map(stop))
    process.off('exit', this.#shutGates)
  }

  #dispatch(): void {
    for (let job = this.#next(); job !== undefined; job = this.#next()) {
      const member = this.#leastBusy()
      const limit = job.batch.isUrgent ? URGENT_BATCHES_PER_WORKER : BATCHES_PER_WORKER
      if (member.jobs.size >= limit) return
      this.#takeFromQueue(job)
      member.jobs.set(job.batch.id, job)
      member.worker.postMessage(job.batch)
    }
  }

  #next(): Job | undefined {
    return this.#urgent[0] ?? this.#waiting[0]
  }

  #takeFromQueue(job: Job): void {
    const queue = job.batch.isUrgent ? this.#urgent : this.#waiting
    const at = queue.indexOf(job)
    if (at >= 0) queue.splice(at, 1)
  }

  #leastBusy(): Member {
    const [idlest] = [...this.#members].sort((a, b) => a.jobs.size - b.jobs.size)
    if (idlest === undefined) return this.#start()
    return idlest.jobs.size > 0 && this.#members.size < this.#options.workers
      ? this.#start()
      : idlest
  }

  #start(): Member {
    const gate = createNativeGate()
    const workerData: EmbeddingWorkerOptions = { ...this.#options, gate }
    const worker = new Worker(workerUrl('embedding-worker', import.meta.url), { workerData })
    const member: Member = { worker, jobs: new Map(), gate }
    this.#members.add(member)
    worker.on('message', (reply: EmbeddingReply) => {
      settle(member.jobs, reply)
      this.#dispatch()
    })
    worker.on('error', (cause) => this.#lose(member, cause))
    worker.on('exit', () => this.#lose(member, new Error('The worker ended.')))
    return member
  }

  #lose(member: Member, cause: unknown): void {
    if (!this.#members.delete(member)) return
    for (const job of member.jobs.values()) job.reject(this.#isClosed ? closed() : failed(cause))
    this.#dispatch()
  }

  readonly #shutGates = (): void => {
    for (const { gate } of this.#members) shutGate(gate)
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
