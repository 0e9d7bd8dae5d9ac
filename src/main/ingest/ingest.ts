import type { Embedder } from '../inference/embedder.ts'
import { firstJobs, putFirst, waitingJobs } from '../store/jobs.ts'
import type { Database, WriteDb } from '../store/open.ts'
import type { AddEvent } from './add-event.ts'
import { createEmbeddingQueue } from './embedding-queue.ts'
import { createImportRuns } from './import-runs.ts'
import type { ImportOptions } from './import-options.ts'
import { createLanes, type QueuedJob } from './lanes.ts'
import { createPause, type Pause } from './pause.ts'
import { queueAll, type Upload } from './queue-files.ts'
import type { ReadingPool } from './reading-pool.ts'
import type { Report } from './report.ts'
import { createStoringThread } from './storing-thread.ts'
import { createTurns } from './turns.ts'

export interface IngestDeps {
  readonly database: Database
  readonly embedder: Embedder
  readonly pool: ReadingPool
  readonly modelFolder: string
  /** Files that are read at the same time; one more when it was named by itself or asked for. */
  readonly readers: number
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
  /** Imports files that were handed over by their bytes. */
  addUploads(
    uploads: readonly Upload[],
    options: ImportOptions,
    signal: AbortSignal,
  ): AsyncGenerator<AddEvent>
  /** Imports both, as one import. */
  addAll(
    files: { readonly paths: readonly string[]; readonly uploads: readonly Upload[] },
    options: ImportOptions,
    signal: AbortSignal,
  ): AsyncGenerator<AddEvent>
  /** Puts what waits of a file, or below a folder, before all others; returns how many files that are. */
  putFirst(path: string): number
  readonly pause: Pause
  /** Files that are being imported at this moment. */
  readonly running: number
  /** Stops all imports and leaves their jobs in the queue for the next start. */
  suspend(): Promise<void>
}

/** Another process may put files first (`carrel queue --first`): the lanes of this one look for them so often. */
const LOOK_FOR_FIRST_MS = 2000

export function createIngest(deps: IngestDeps): Ingest {
  const { writer } = deps.database
  const suspended = new AbortController()
  const pause = createPause(writer)
  const lanes = createLanes(deps.readers, pause, suspended.signal)
  const embedding = createEmbeddingQueue(deps.embedder, pause, suspended.signal)
  const storing = createStoringThread(deps.database)
  // What fails there fails again when something is stored, and is told then.
  const turns = createTurns(() => storing.checkpointWhenDue().catch(() => undefined))
  const runs = createImportRuns({ ...deps, pause, lanes, embedding, turns, storing, suspended })
  const lookForFirst = (): void => {
    if (runs.inHand.size > 0) for (const jobId of firstJobs(writer)) lanes.putFirst(jobId)
  }
  const looking = setInterval(lookForFirst, LOOK_FOR_FIRST_MS)
  const addAll: Ingest['addAll'] = (files, options, signal) =>
    runs.run(
      (report, stop) => queueAll(files, options, { ...deps, turns, report, signal: stop }),
      signal,
    )
  return {
    pause,
    get running() {
      return runs.running
    },
    add: (paths, options, signal) => addAll({ paths, uploads: [] }, options, signal),
    addUploads: (uploads, options, signal) => addAll({ paths: [], uploads }, options, signal),
    addAll,
    resume: (signal) => runs.run(async (report) => takeUp(writer, runs.inHand, report), signal),
    putFirst(path) {
      const jobs = putFirst(writer, path)
      lookForFirst()
      return jobs
    },
    async suspend() {
      clearInterval(looking)
      await runs.suspend()
    },
  }
}

/** What waits and is in nobody's hands. */
function takeUp(
  writer: WriteDb,
  inHand: ReadonlySet<number>,
  report: Report,
): readonly QueuedJob[] {
  const jobs = waitingJobs(writer).filter(({ jobId }) => !inHand.has(jobId))
  report.queued(jobs.length)
  for (const { sizeBytes } of jobs) report.work.bytes += sizeBytes ?? 0
  return jobs
}
