/** The longest turn of the event loop. */
export interface LongestTurn {
  /** As others had to wait; on a busy machine most of it may be other programs' time. */
  readonly waitedMs: number
  /** What this thread itself worked meanwhile. */
  readonly workedMs: number
}

/** How often it is looked: a turn counts as it is, give or take this. */
const EVERY_MS = 2

/** Watches this thread's event loop until the function that it returns is called. */
export function watchTurns(): () => LongestTurn {
  let waitedMs = 0
  let workedMs = 0
  let atMs = performance.now()
  let worked = process.threadCpuUsage()
  const timer = setInterval(() => {
    const nowMs = performance.now()
    const { user, system } = process.threadCpuUsage(worked)
    waitedMs = Math.max(waitedMs, nowMs - atMs - EVERY_MS)
    workedMs = Math.max(workedMs, (user + system) / 1000)
    atMs = nowMs
    worked = process.threadCpuUsage()
  }, EVERY_MS)
  return () => {
    clearInterval(timer)
    return { waitedMs: Math.round(waitedMs), workedMs: Math.round(workedMs) }
  }
}
