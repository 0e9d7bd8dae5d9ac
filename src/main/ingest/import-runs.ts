import { cancelWaiting, claimJob } from '../store/jobs.ts'
import type { AddEvent } from './add-event.ts'
import { importFile, type ImportDeps } from './import-file.ts'
import type { Lanes, QueuedJob } from './lanes.ts'
import type { Pause } from './pause.ts'
import { createReport, type Report } from './report.ts'

/** Chunks read ahead of the embedder: twenty seconds of its work, a few megabytes. */
const MAX_CHUNKS_AHEAD = 2000

/** Finds or queues the jobs of an import. */
export type FindJobs = (report: Report, signal: AbortSignal) => Promise<readonly QueuedJob[]>

/** Imports that run side by side on the same lanes, and what they have in hand. */
export interface ImportRuns {
  readonly inHand: ReadonlySet<number>
  /** Files that are being imported at this moment. */
  readonly running: number
  run(find: FindJobs, signal: AbortSignal): AsyncGenerator<AddEvent>
  /** Ends all imports; their jobs stay in the queue. */
  suspend(): Promise<void>
}

type Shared = Pick<
  ImportDeps,
  | 'database'
  | 'embedder'
  | 'embedding'
  | 'turns'
  | 'storing'
  | 'pool'
  | 'modelFolder'
  | 'isSuspended'
>

interface RunsDeps extends Omit<Shared, 'isSuspended'> {
  readonly pause: Pause
  readonly lanes: Lanes
  /** Fires in `suspend`. */
  readonly suspended: AbortController
}

interface Run extends Shared {
  readonly lanes: Lanes
  readonly report: Report
  readonly signal: AbortSignal
  readonly files: Set<object>
}

export function createImportRuns({ pause, suspended, ...deps }: RunsDeps): ImportRuns {
  const inHand = new Set<number>()
  const files = new Set<object>()
  const running = new Set<Promise<unknown>>()
  const isSuspended = (): boolean => suspended.signal.aborted
  const importFound = async (find: FindJobs, run: Run): Promise<void> => {
    const jobs = await find(run.report, run.signal)
    const ids = jobs.map(({ jobId }) => jobId)
    for (const jobId of ids) inHand.add(jobId)
    try {
      await importJobs(jobs, run)
    } finally {
      if (!isSuspended()) run.report.cancelled(cancelWaiting(deps.database.writer, ids))
      for (const jobId of ids) inHand.delete(jobId)
    }
  }
  return {
    inHand,
    get running() {
      return files.size
    },
    run(find, signal) {
      const report = createReport(pause)
      const ended = new AbortController()
      const stop = AbortSignal.any([signal, ended.signal, suspended.signal])
      const work = async (): Promise<void> => {
        const imported = importFound(find, { ...deps, isSuspended, report, signal: stop, files })
        running.add(imported)
        await imported.finally(() => running.delete(imported))
      }
      return report.follow(work, () => ended.abort())
    },
    async suspend() {
      suspended.abort()
      await Promise.allSettled([...running])
      await deps.storing.close()
    },
  }
}

/** Each lane reads a file, and leaves embedding and storing to run on behind it. Throws when the database fails. */
async function importJobs(jobs: readonly QueuedJob[], run: Run): Promise<void> {
  const failed = new AbortController()
  const signal = AbortSignal.any([run.signal, failed.signal])
  const unfinished = new Set<Promise<void>>()
  const work = async (jobId: number): Promise<void> => {
    await run.turns.next()
    if (signal.aborted) return
    const job = claimJob(run.database.writer, jobId)
    if (job === null) return
    const file = importFile(job, { ...run, signal, maxChunksAhead: MAX_CHUNKS_AHEAD })
    run.files.add(file)
    const kept = file.finished
      .catch((error: unknown) => failed.abort(error))
      .finally(() => {
        unfinished.delete(kept)
        run.files.delete(file)
      })
    unfinished.add(kept)
    await file.read
  }
  const orFail = (jobId: number): Promise<void> =>
    work(jobId).catch((error: unknown) => failed.abort(error))
  await run.lanes.run(jobs, orFail, signal)
  await Promise.all([...unfinished])
  failed.signal.throwIfAborted()
}
