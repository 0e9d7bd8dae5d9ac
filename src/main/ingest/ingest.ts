import type { Embedder } from '../inference/embedder.ts'
import type { Failure } from '../lib/failure.ts'
import { quarantineOf } from '../store/documents.ts'
import { cancelWaiting, claimJob, enqueue, waitingJobs } from '../store/jobs.ts'
import { inTransaction, type Database } from '../store/open.ts'
import { createEmbeddingQueue } from './embedding-queue.ts'
import { findFiles, type FoundFile } from './find-files.ts'
import { importFile } from './import-file.ts'
import type { ImportOptions } from './import-options.ts'
import type { AddEvent } from './add-event.ts'
import { createReport, type Report } from './report.ts'
import type { ReadingPool } from './reading-pool.ts'

export interface IngestDeps {
  readonly database: Database
  readonly embedder: Embedder
  readonly pool: ReadingPool
  readonly modelFolder: string
  /** Files that are read at the same time. */
  readonly lanes: number
}

/** Files that are queued in one transaction: the queue of a big folder is written in a second, and the window stays alive. */
const JOBS_A_TRANSACTION = 500
/** Chunks read ahead of the embedder: twenty seconds of its work, a few megabytes. */
const MAX_CHUNKS_AHEAD = 2000

/** A file whose bytes are kept in the store. */
export interface Upload {
  readonly path: string
  readonly originalSha256: string
  readonly sizeBytes: number
}

/** Imports files: every one is first queued in the database, so that nothing is lost when the engine dies. */
export interface Ingest {
  /** Queues the files of `paths` and imports them. When `signal` fires, what is not done is cancelled; the summary still comes. */
  add(
    paths: readonly string[],
    options: ImportOptions,
    signal: AbortSignal,
  ): AsyncGenerator<AddEvent>
  /** Imports what waits in the queue and is in no other import's hands. */
  resume(signal: AbortSignal): AsyncGenerator<AddEvent>
  /** Imports a file that was handed over by its bytes. */
  addUpload(upload: Upload, options: ImportOptions, signal: AbortSignal): AsyncGenerator<AddEvent>
  /** Files that are being imported at this moment. */
  readonly running: number
  /** Stops all imports and leaves their jobs in the queue for the next start. */
  suspend(): Promise<void>
}

/** Finds or queues the jobs of an import. */
type FindJobs = (report: Report, signal: AbortSignal) => Promise<readonly number[]>

export function createIngest(deps: IngestDeps): Ingest {
  const runner = createRunner(deps)
  const { writer } = deps.database
  return {
    get running() {
      return runner.files.running
    },
    add: (paths, options, signal) =>
      runner.run(
        (report, stop) => queueFiles(paths, options, { ...deps, report, signal: stop }),
        signal,
      ),
    addUpload: ({ path, ...upload }, options, signal) =>
      runner.run(async (report) => {
        report.queued(1)
        return [enqueue(writer, { path, options: { ...options, ...upload } })]
      }, signal),
    resume: (signal) =>
      runner.run(async (report) => {
        const jobs = waitingJobs(writer).filter(({ jobId }) => !runner.inHand.has(jobId))
        report.queued(jobs.length)
        return jobs.map(({ jobId }) => jobId)
      }, signal),
    suspend: runner.suspend,
  }
}

/** Runs imports side by side and knows what each has in hand. */
interface Runner {
  readonly inHand: ReadonlySet<number>
  readonly files: { readonly running: number }
  run(find: FindJobs, signal: AbortSignal): AsyncGenerator<AddEvent>
  suspend(): Promise<void>
}

function createRunner(deps: IngestDeps): Runner {
  const inHand = new Set<number>()
  const running = new Set<Promise<unknown>>()
  const files = { running: 0 }
  const suspended = new AbortController()
  const isSuspended = (): boolean => suspended.signal.aborted

  const importFound = async (
    find: FindJobs,
    report: Report,
    signal: AbortSignal,
  ): Promise<void> => {
    const jobs = await find(report, signal)
    for (const jobId of jobs) inHand.add(jobId)
    try {
      await importJobs(jobs, { ...deps, report, signal, isSuspended, files })
    } finally {
      if (!isSuspended()) report.cancelled(cancelWaiting(deps.database.writer, jobs))
      for (const jobId of jobs) inHand.delete(jobId)
    }
  }

  return {
    inHand,
    files,
    run(find, signal) {
      const report = createReport()
      const ended = new AbortController()
      const stop = AbortSignal.any([signal, ended.signal, suspended.signal])
      const work = async (): Promise<void> => {
        const imported = importFound(find, report, stop)
        running.add(imported)
        await imported.finally(() => running.delete(imported))
      }
      return report.follow(work, () => ended.abort())
    },
    async suspend() {
      suspended.abort()
      await Promise.allSettled([...running])
    },
  }
}

interface RunDeps extends IngestDeps {
  readonly report: Report
  readonly signal: AbortSignal
}

interface ImportRun extends RunDeps {
  readonly isSuspended: () => boolean
  readonly files: { running: number }
}

async function queueFiles(
  paths: readonly string[],
  options: ImportOptions,
  { database, report, signal }: RunDeps,
): Promise<number[]> {
  const jobs: number[] = []
  let found: string[] = []
  const queue = (): void => {
    inTransaction(database.writer, () => {
      for (const path of found) jobs.push(enqueue(database.writer, { path, options }))
    })
    found = []
    report.queued(jobs.length)
  }
  try {
    for await (const file of findFiles(paths, { signal, maxBytes: options.maxBytes })) {
      const failure = file.kind === 'failed' ? file.failure : leftAlone(database, file)
      if (failure === null) found.push(file.path)
      else report.document({ ...failed, path: file.path, failure })
      if (found.length >= JOBS_A_TRANSACTION) queue()
    }
  } catch (error) {
    // Cancelled while looking for files: what was found is queued, to be counted as cancelled.
    if (!signal.aborted) throw error
  }
  queue()
  return jobs
}

const failed = { documentId: null, status: 'failed', pages: 0, chunks: 0, ms: 0 } as const

/** Why a file inside a folder is passed over: it failed too often. One that is named is tried. */
function leftAlone(
  { writer }: Database,
  file: Extract<FoundFile, { kind: 'file' }>,
): Failure | null {
  const failure = file.isNamed ? null : quarantineOf(writer, file)
  if (failure === null) return null
  const hint = `It failed three times and is left alone until it changes. To try again: carrel add --retry. ${failure.hint}`
  return { ...failure, hint }
}

/** Every lane takes the next job, reads its file, and leaves embedding and storing to run on behind it. */
async function importJobs(jobs: readonly number[], deps: ImportRun): Promise<void> {
  const failed = new AbortController()
  const signal = AbortSignal.any([deps.signal, failed.signal])
  const embedding = createEmbeddingQueue(deps.embedder, signal)
  const rest = jobs.values()
  const unfinished = new Set<Promise<void>>()
  const lane = async (): Promise<void> => {
    for (const jobId of rest) {
      if (signal.aborted) return
      const job = claimJob(deps.database.writer, jobId)
      if (job === null) continue
      const { read, finished } = importFile(job, {
        ...deps,
        signal,
        embedding,
        maxChunksAhead: MAX_CHUNKS_AHEAD,
      })
      deps.files.running++
      const kept = finished
        .catch((error: unknown) => failed.abort(error))
        .finally(() => {
          unfinished.delete(kept)
          deps.files.running--
        })
      unfinished.add(kept)
      await read
    }
  }
  await Promise.all(Array.from({ length: deps.lanes }, lane))
  await Promise.all([...unfinished])
  failed.signal.throwIfAborted()
}
