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
  const events = createChannel<AddEvent>()
  const lastTold = new Map<string, number>()
  const sum = createSum()
  return {
    queued: (total) => events.push({ kind: 'queued', total }),
    started(path) {
      lastTold.set(path, performance.now())
      events.push({ kind: 'started', path })
    },
    progress(path, step, { done, total }) {
      const now = performance.now()
      if (total === 1 || now - (lastTold.get(path) ?? 0) < PROGRESS_EVERY_MS) return
      lastTold.set(path, now)
      events.push({ kind: 'progress', path, step, done, total })
    },
    document(event) {
      sum.count(event)
      events.push({ kind: 'document', ...event })
    },
    cancelled: sum.cancel,
    async *follow(work, stop) {
      const ended = work().finally(() => events.close())
      // The error is thrown below; here it must not count as unhandled while events are still being taken.
      const settled = ended.catch(() => undefined)
      try {
        for (let event = await events.take(); event !== null; event = await events.take())
          yield event
        await ended
        yield sum.summary()
      } finally {
        stop()
        await settled
      }
    },
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
