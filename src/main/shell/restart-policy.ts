/** Five deaths within a minute are not bad luck: something makes it die at once, and starting again will not help. */
const patience = { deaths: 5, windowMs: 60_000 }
const firstDelayMs = 200
const longestDelayMs = 5_000

/** How long to wait before the engine is started again, or null to give up. `deathTimesMs` are its deaths so far, the latest last. */
export function restartDelayMs(deathTimesMs: readonly number[], nowMs: number): number | null {
  const recent = deathTimesMs.filter((time) => nowMs - time < patience.windowMs).length
  if (recent >= patience.deaths) return null
  return Math.min(longestDelayMs, firstDelayMs * 2 ** Math.max(0, recent - 1))
}
