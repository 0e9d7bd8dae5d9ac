import { Worker } from 'node:worker_threads'
import { AppError } from '../lib/app-error.ts'
import type { Failure } from '../lib/failure.ts'
import { must } from '../lib/must.ts'
import { workerUrl } from '../lib/worker-url.ts'
import { createNativeGate, shutGate, type NativeGate } from './native-gate.ts'

/** One batch runs and three wait at each worker: 60 ms of work, so that no core idles while this thread is busy. */
const BATCHES_PER_WORKER = 4
/** Urgent batches are handed out beyond that: the worker takes them next. */
const URGENT_BATCHES_PER_WORKER = 8

/**
 * So long after an urgent batch half of the workers leave the others alone, so that what a search does next, and the next search of somebody
 * who types, find a core.
 */
const REST_MS = 250

/** Garbage of a worker before it is collected: V8 would let it grow to 128 MB with time. Embedding takes no longer with 1 MB. */
const YOUNG_GENERATION_MB = 16

/** Each worker has the weights for itself: of a model larger than the bundled ones there are fewer. */
const MAX_WEIGHTS_BYTES = 1_000_000_000

/** How many workers may have a model whose file is that large; one at least. */
export function affordableWorkers(sizeBytes: number): number {
  return Math.max(1, Math.floor(MAX_WEIGHTS_BYTES / sizeBytes))
}

/** Texts for one run of a model; urgent ones overtake those that wait. */
export interface ModelBatch {
  readonly texts: readonly string[]
  readonly isUrgent: boolean
  /** Only for a cross-encoder: what each text is compared with. */
  readonly query?: string
}

export interface NumberedBatch extends ModelBatch {
  readonly id: number
}

/** What a worker answers to a batch: its numbers, or why there are none. Or which ones, not begun yet, it gives back when it is asked to. */
export type ModelReply =
  | { readonly kind: 'given-back'; readonly ids: readonly number[] }
  | { readonly kind: 'computed'; readonly id: number; readonly numbers: Float32Array }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: Failure }

export interface PoolOptions {
  /** The file of the worker's entry, without its ending. */
  readonly entry: 'embedding-worker' | 'cross-encoder-worker'
  readonly workers: number
  /** What the worker is given, besides its gate. */
  readonly workerData: object
  /** The model in words, and what to do when it fails. */
  readonly title: string
  readonly advice: string
}

interface Job {
  readonly batch: NumberedBatch
  readonly resolve: (numbers: Float32Array) => void
  readonly reject: (reason: unknown) => void
}

interface Member {
  readonly worker: Worker
  readonly jobs: Map<number, Job>
  readonly gate: NativeGate
}

/** Worker threads with a model each that share one queue. They start with the work, and one that died is replaced when there is more of it. */
export class ModelPool {
  readonly #options: PoolOptions
  readonly #members = new Set<Member>()
  readonly #urgent: Job[] = []
  readonly #waiting: Job[] = []
  readonly #resting = new Set<Member>()
  #restTimer: NodeJS.Timeout | undefined
  #lastId = 0
  #isClosed = false

  constructor(options: PoolOptions) {
    this.#options = options
    process.on('exit', this.#shutGates)
  }

  /** What the model makes of a batch, joined. Rejects with `model-failed`, or with the signal's reason. */
  run(batch: ModelBatch, signal: AbortSignal): Promise<Float32Array> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) return reject(this.#closed())
      if (signal.aborted) return reject(signal.reason)
      const cancel = (): void => {
        this.#takeFromQueue(job)
        reject(signal.reason)
      }
      const settled = (): void => signal.removeEventListener('abort', cancel)
      const job: Job = {
        batch: { ...batch, id: ++this.#lastId },
        resolve: (numbers) => (settled(), resolve(numbers)),
        reject: (reason) => (settled(), reject(reason)),
      }
      signal.addEventListener('abort', cancel, { once: true })
      ;(batch.isUrgent ? this.#urgent : this.#waiting).push(job)
      if (batch.isUrgent) this.#rest()
      this.#dispatch()
    })
  }

  /** Ends the workers when their running batches are done; what has not begun is rejected. */
  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#restTimer)
    for (const { reject } of [...this.#urgent.splice(0), ...this.#waiting.splice(0)])
      reject(this.#closed())
    await Promise.all([...this.#members].map(stop))
    process.off('exit', this.#shutGates)
  }

  #dispatch(): void {
    for (let job = this.#next(); job !== undefined; job = this.#next()) {
      const member = this.#leastBusy(job.batch)
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

  /** Lets half of the workers rest from what is not urgent, if there is such work. */
  #rest(): void {
    if (this.#waiting.length === 0 && this.#resting.size === 0) return
    clearTimeout(this.#restTimer)
    this.#restTimer = setTimeout(() => {
      this.#resting.clear()
      this.#dispatch()
    }, REST_MS).unref()
    if (this.#resting.size > 0) return
    for (const member of [...this.#members].slice(0, Math.floor(this.#members.size / 2))) {
      this.#resting.add(member)
      member.worker.postMessage('give back')
    }
  }

  #leastBusy({ isUrgent }: NumberedBatch): Member {
    const load = (member: Member): number =>
      this.#resting.has(member) ? countUrgent(member) : member.jobs.size
    const [idlest] = [...this.#members]
      .filter((member) => isUrgent || !this.#resting.has(member))
      .sort((a, b) => load(a) - load(b))
    if (idlest === undefined) return this.#start()
    return idlest.jobs.size > 0 && this.#members.size < this.#options.workers
      ? this.#start()
      : idlest
  }

  #start(): Member {
    const gate = createNativeGate()
    const { entry, workerData } = this.#options
    const url = workerUrl(entry, import.meta.url)
    const worker = new Worker(url, {
      workerData: { ...workerData, gate },
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    })
    const member: Member = { worker, jobs: new Map(), gate }
    this.#members.add(member)
    worker.on('message', (reply: ModelReply) => {
      if (reply.kind === 'given-back') this.#takeBack(member, reply.ids)
      else this.#settle(member.jobs, reply)
      this.#dispatch()
    })
    worker.on('error', (cause) => this.#lose(member, cause))
    worker.on('exit', () => this.#lose(member, new Error('The worker ended.')))
    return member
  }

  #takeBack({ jobs }: Member, ids: readonly number[]): void {
    const back = ids.map((id) => must(jobs.get(id), 'a worker gives back what it was given'))
    for (const id of ids) jobs.delete(id)
    if (this.#isClosed) for (const { reject } of back) reject(this.#closed())
    else this.#waiting.unshift(...back)
  }

  #settle(jobs: Map<number, Job>, reply: Exclude<ModelReply, { kind: 'given-back' }>): void {
    const job = must(jobs.get(reply.id), 'a worker replies once to each batch')
    jobs.delete(reply.id)
    if (reply.kind === 'computed') job.resolve(reply.numbers)
    else job.reject(this.#failed(new Error(reply.failure.message)))
  }

  #lose(member: Member, cause: unknown): void {
    if (!this.#members.delete(member)) return
    this.#resting.delete(member)
    for (const job of member.jobs.values())
      job.reject(this.#isClosed ? this.#closed() : this.#failed(cause))
    this.#dispatch()
  }

  #failed(cause: unknown): AppError {
    const { title, advice } = this.#options
    return new AppError('model-failed', `${title} stopped working.`, advice, { cause })
  }

  #closed(): AppError {
    const { title } = this.#options
    return new AppError('cancelled', `${title} was closed.`, 'Open the workspace again.')
  }

  readonly #shutGates = (): void => {
    for (const { gate } of this.#members) shutGate(gate)
  }
}

function countUrgent({ jobs }: Member): number {
  return [...jobs.values()].filter(({ batch }) => batch.isUrgent).length
}

/** Lets the worker finish its batch: ending it from here would end the process with it. */
function stop({ worker }: Member): Promise<void> {
  return new Promise((resolve) => {
    worker.once('exit', () => resolve())
    worker.postMessage('stop')
  })
}
