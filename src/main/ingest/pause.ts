import { beginPause, endPause, pausedSince } from '../store/jobs.ts'
import type { WriteDb } from '../store/open.ts'

/** Why and since when imports rest. */
export interface Paused {
  readonly reason: 'user' | 'battery'
  readonly since: string
}

type Listener = (state: Paused | null) => void

/** Whether imports rest. The user's word holds over a restart and for every process; the battery's only for this one. */
export interface Pause {
  /** Null while imports may work. */
  readonly state: Paused | null
  begin(): void
  /** Ends it, whatever its reason. */
  end(): void
  /** Whether the battery is low; imports go on at once when it no longer is. */
  battery(isLow: boolean): void
  /** Calls `listener` with each change, until the function that it returns is called. */
  follow(listener: Listener): () => void
  /** Resolves when imports may work, or when `signal` fires. */
  over(signal: AbortSignal): Promise<void>
}

export function createPause(db: WriteDb): Pause {
  let lowSince: string | null = null
  const now = (): Paused | null => {
    const since = pausedSince(db)
    if (since !== null) return { reason: 'user', since }
    return lowSince === null ? null : { reason: 'battery', since: lowSince }
  }
  const changes = followChanges(now)
  return {
    get state() {
      return now()
    },
    begin() {
      beginPause(db)
      changes.look()
    },
    end() {
      endPause(db)
      lowSince = null
      changes.look()
    },
    battery(isLow) {
      lowSince = isLow ? (lowSince ?? new Date().toISOString()) : null
      changes.look()
    },
    follow: changes.follow,
    over: (signal) =>
      signal.aborted || now() === null ? Promise.resolve() : untilOver(changes.follow, signal),
  }
}

/** Another process (`carrel pause` beside the window) tells its word through the database: it is looked for this often. */
const LOOK_EVERY_MS = 1000

/** Tells listeners what `now` says whenever that changes; it is looked at while there is a listener. */
function followChanges(now: () => Paused | null) {
  const listeners = new Set<Listener>()
  let told: Paused | null = null
  let looking: NodeJS.Timeout | undefined
  const look = (): void => {
    const state = now()
    if (state?.since === told?.since && state?.reason === told?.reason) return
    told = state
    for (const listener of [...listeners]) listener(state)
  }
  return {
    look,
    follow(listener: Listener): () => void {
      if (listeners.size === 0) {
        told = now()
        looking = setInterval(look, LOOK_EVERY_MS)
      }
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) clearInterval(looking)
      }
    },
  }
}

function untilOver(follow: Pause['follow'], signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      stop()
      signal.removeEventListener('abort', end)
      resolve()
    }
    const stop = follow((state) => {
      if (state === null) end()
    })
    signal.addEventListener('abort', end)
  })
}
