import type { AddEvent, DocumentEvent, SummaryEvent } from './add-event.ts'
import { createChannel } from './channel.ts'
import type { Pause, Paused } from './pause.ts'
import { createTimeLeft, type Done } from './time-left.ts'

/** Progress of one file is told at most this often: nobody sees more, and every event crosses processes. */
const PROGRESS_EVERY_MS = 100
/** How often it is reckoned how long the rest takes. */
const TIME_LEFT_EVERY_MS = 1000

type Step = Extract<AddEvent, { kind: 'progress' }>['step']

/** Collects what happens in an import and tells it as a stream that ends with a summary. */
export interface Report {
  /** What there is to do and what is done, for reckoning the time left; whoever does a piece of work counts it here. */
  readonly work: { -readonly [Figure in keyof Done]: Done[Figure] }
  queued(total: number): void
  started(path: string): void
  progress(path: string, step: Step, state: { readonly done: number; readonly total: number }): void
  document(event: Omit<DocumentEvent, 'kind'>): void
  cancelled(jobs: number): void
  /** Runs `work` and streams its events. Whoever ends the stream early calls `stop` by it, and waits until `work` has tidied up. */
  follow(work: () => Promise<void>, stop: () => void): AsyncGenerator<AddEvent>
}

export function createReport(pause: Pause): Report {
  const events = createChannel<AddEvent>()
  const seldom = createSeldom()
  const sum = createSum()
  const work = { bytes: 0, bytesRead: 0, chunks: 0, chunksEmbedded: 0 }
  return {
    work,
    queued: (total) => events.push({ kind: 'queued', total }),
    started(path) {
      seldom.begin(path)
      events.push({ kind: 'started', path })
    },
    progress(path, step, { done, total }) {
      if (total === 1 || !seldom.isDue(path)) return
      events.push({ kind: 'progress', path, step, done, total })
    },
    document(event) {
      sum.count(event)
      if (event.externalId === undefined) seldom.end(event.path)
      events.push({ kind: 'document', ...event })
    },
    cancelled: sum.cancel,
    async *follow(doWork, stop) {
      const untell = tellPace(work, pause, events.push)
      const ended = doWork().finally(() => events.close())
      // The error is thrown below; here it must not count as unhandled while events are still being taken.
      const settled = ended.catch(() => undefined)
      try {
        for (let event = await events.take(); event !== null; event = await events.take())
          yield event
        await ended
        yield sum.summary()
      } finally {
        untell()
        stop()
        await settled
      }
    },
  }
}

/** When each file's progress was last told; a file that is through is forgotten, or it would grow with the import. */
function createSeldom() {
  const lastTold = new Map<string, number>()
  return {
    begin: (path: string): void => void lastTold.set(path, performance.now()),
    isDue(path: string): boolean {
      const now = performance.now()
      const isDue = now - (lastTold.get(path) ?? 0) >= PROGRESS_EVERY_MS
      if (isDue) lastTold.set(path, now)
      return isDue
    },
    end: (path: string): void => void lastTold.delete(path),
  }
}

/** Tells when it rests and goes on and, once a second, how long the rest takes; until the function that it returns is called. */
function tellPace(work: Done, pause: Pause, tell: (event: AddEvent) => void): () => void {
  const timeLeft = createTimeLeft()
  const tellPause = (state: Paused | null): void =>
    tell(state === null ? { kind: 'going-on' } : { kind: 'paused', ...state })
  const look = (): void => {
    const ms = timeLeft.note({ ...work }, performance.now(), pause.state !== null)
    if (ms !== null) tell({ kind: 'time-left', ms })
  }
  if (pause.state !== null) tellPause(pause.state)
  const unfollow = pause.follow(tellPause)
  const timer = setInterval(look, TIME_LEFT_EVERY_MS)
  return () => {
    clearInterval(timer)
    unfollow()
  }
}

function createSum() {
  const started = performance.now()
  const counts = { indexed: 0, unchanged: 0, empty: 0, failed: 0, cancelled: 0, chunks: 0 }
  return {
    count({ status, chunks }: Pick<DocumentEvent, 'status' | 'chunks'>): void {
      counts[status]++
      if (status === 'indexed') counts.chunks += chunks
    },
    cancel(jobs: number): void {
      counts.cancelled += jobs
    },
    summary: (): SummaryEvent => ({
      kind: 'summary',
      ...counts,
      ms: Math.round(performance.now() - started),
    }),
  }
}
