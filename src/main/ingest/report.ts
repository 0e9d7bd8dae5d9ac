import type { AddEvent, DocumentEvent, SummaryEvent } from './add-event.ts'
import { createChannel } from './channel.ts'

/** Progress of one file is told at most this often: nobody sees more, and every event crosses processes. */
const PROGRESS_EVERY_MS = 100

type Step = Extract<AddEvent, { kind: 'progress' }>['step']

/** Collects what happens in an import and tells it as a stream that ends with a summary. */
export interface Report {
  queued(total: number): void
  started(path: string): void
  progress(path: string, step: Step, state: { readonly done: number; readonly total: number }): void
  document(event: Omit<DocumentEvent, 'kind'>): void
  cancelled(jobs: number): void
  /** Runs `work` and streams its events. Whoever ends the stream early calls `stop` by it, and waits until `work` has tidied up. */
  follow(work: () => Promise<void>, stop: () => void): AsyncGenerator<AddEvent>
}

export function createReport(): Report {
  const started = performance.now()
  const events = createChannel<AddEvent>()
  const lastTold = new Map<string, number>()
  const counts = { indexed: 0, unchanged: 0, empty: 0, failed: 0 }
  let cancelled = 0
  let chunks = 0
  const summary = (): SummaryEvent => ({
    kind: 'summary',
    ...counts,
    cancelled,
    chunks,
    ms: Math.round(performance.now() - started),
  })
  return {
    queued: (total) => events.push({ kind: 'queued', total }),
    started(path) {
      lastTold.set(path, performance.now())
      events.push({ kind: 'started', path })
    },
    progress(path, step, { done, total }) {
      if (total === 1) return
      const now = performance.now()
      if (now - (lastTold.get(path) ?? 0) < PROGRESS_EVERY_MS) return
      lastTold.set(path, now)
      events.push({ kind: 'progress', path, step, done, total })
    },
    document(event) {
      counts[event.status]++
      if (event.status === 'indexed') chunks += event.chunks
      events.push({ kind: 'document', ...event })
    },
    cancelled(jobs) {
      cancelled += jobs
    },
    async *follow(work, stop) {
      const ended = work().finally(() => events.close())
      // The error is thrown below; here it must not count as unhandled while events are still being taken.
      const settled = ended.catch(() => undefined)
      try {
        for (let event = await events.take(); event !== null; event = await events.take())
          yield event
        await ended
        yield summary()
      } finally {
        stop()
        await settled
      }
    },
  }
}
