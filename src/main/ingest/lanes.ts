import type { Priority } from '../store/jobs.ts'
import type { Pause } from './pause.ts'

/** A job that waits for a lane. */
export interface QueuedJob {
  readonly jobId: number
  readonly priority: Priority
}

/** Works on the jobs of all imports, so many at a time, those of the highest priority first and else the oldest. */
export interface Lanes {
  /**
   * Calls `work`, which never rejects, for each job when a lane takes it; the lane is free again when `work` is done. Resolves when all
   * are through or, after `signal` has fired, when those that were begun are.
   */
  run(
    jobs: readonly QueuedJob[],
    work: (jobId: number) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void>
  /** Puts a job that waits here before all others; does nothing when none does. */
  putFirst(jobId: number): void
}

interface Lane {
  isBusy: boolean
  /** It takes no job below this priority. */
  readonly lowest: Priority
}

/**
 * `size` lanes, and one more that is kept for what was named or asked for: a dropped file does not wait until one of a folder's long
 * files is read. While it is paused, no lane takes a job. `signal` ends all lanes.
 */
export function createLanes(size: number, pause: Pause, signal: AbortSignal): Lanes {
  const line = createLine()
  const lanes = Array.from({ length: size + 1 }, (_, index): Lane => ({
    isBusy: false,
    lowest: index === size ? 1 : 0,
  }))
  const wake = (): void => {
    for (const lane of lanes) void drive(lane, line, () => pause.over(signal))
  }
  return {
    async run(jobs, work, stop) {
      if (jobs.length === 0 || stop.aborted) return
      const done = Promise.withResolvers<void>()
      let left = jobs.length
      const end = (): void => {
        if (--left === 0) done.resolve()
      }
      for (const { jobId, priority } of jobs)
        line.put({ jobId, begin: () => work(jobId).finally(end) }, priority)
      const drop = (): void => {
        for (const { jobId } of jobs) if (line.drop(jobId) !== null) end()
      }
      stop.addEventListener('abort', drop, { once: true })
      wake()
      await done.promise.finally(() => stop.removeEventListener('abort', drop))
    },
    putFirst(jobId) {
      const job = line.drop(jobId)
      if (job !== null) line.put(job, 2)
      wake()
    },
  }
}

/** Lets a lane work until nothing waits for it; a lane that works already goes on by itself. */
async function drive(lane: Lane, line: Line, untilUnpaused: () => Promise<void>): Promise<void> {
  if (lane.isBusy) return
  lane.isBusy = true
  await untilUnpaused()
  for (let job = line.take(lane.lowest); job !== null; job = line.take(lane.lowest)) {
    await job.begin()
    await untilUnpaused()
  }
  lane.isBusy = false
}

type Line = ReturnType<typeof createLine>

interface WaitingJob {
  readonly jobId: number
  begin(): Promise<void>
}

const HIGHEST_FIRST = [2, 1, 0] as const

/** Jobs in the order in which they are taken. */
function createLine() {
  const queues = { 0: new Map(), 1: new Map(), 2: new Map() } as Readonly<
    Record<Priority, Map<number, WaitingJob>>
  >
  return {
    put: (job: WaitingJob, priority: Priority): void => void queues[priority].set(job.jobId, job),
    /** The next of at least this priority; null when there is none. */
    take(lowest: Priority): WaitingJob | null {
      for (const priority of HIGHEST_FIRST) {
        const [job] = queues[priority].values()
        if (job === undefined || priority < lowest) continue
        queues[priority].delete(job.jobId)
        return job
      }
      return null
    },
    /** Takes this very job out; null when it does not wait. */
    drop(jobId: number): WaitingJob | null {
      for (const priority of HIGHEST_FIRST) {
        const job = queues[priority].get(jobId)
        if (queues[priority].delete(jobId)) return job ?? null
      }
      return null
    },
  }
}
