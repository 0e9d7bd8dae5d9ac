import type { AddEvent, Failure } from '../engine/contract-types.ts'

export interface FileProgress {
  readonly path: string
  readonly step: 'starting' | 'reading' | 'embedding' | 'storing'
  readonly done: number
  readonly total: number
}

export interface FileOutcome {
  readonly path: string
  readonly status: 'indexed' | 'unchanged' | 'empty' | 'failed'
  readonly documentId: number | null
  readonly chunks: number
  readonly failure: Failure | null
}

/** One import as the page knows it: the facts the engine streamed, summed up. */
export interface ImportProgress {
  readonly total: number
  readonly finished: number
  readonly counts: Readonly<Record<FileOutcome['status'], number>>
  readonly active: readonly FileProgress[]
  /** How long the rest takes, from the speed so far; null while it cannot be told. */
  readonly leftMs: number | null
  /** Why it rests; null while it works. */
  readonly paused: 'user' | 'battery' | null
  /** Failed files first seen first, at most `KEPT_FAILURES`; `counts.failed` counts them all. */
  readonly failures: readonly FileOutcome[]
}

const KEPT_FAILURES = 200

export const emptyProgress: ImportProgress = {
  total: 0,
  finished: 0,
  counts: { indexed: 0, unchanged: 0, empty: 0, failed: 0 },
  active: [],
  leftMs: null,
  paused: null,
  failures: [],
}

/** A record of a collection leaves its file at work: others of it follow. */
function finish(before: ImportProgress, outcome: FileOutcome, isRecord: boolean): ImportProgress {
  const { counts, failures } = before
  const keepsFailure = outcome.status === 'failed' && failures.length < KEPT_FAILURES
  return {
    ...before,
    finished: before.finished + 1,
    total: Math.max(before.total, before.finished + 1),
    counts: { ...counts, [outcome.status]: counts[outcome.status] + 1 },
    active: isRecord ? before.active : before.active.filter(({ path }) => path !== outcome.path),
    failures: keepsFailure ? [...failures, outcome] : failures,
  }
}

function withActive(before: ImportProgress, file: FileProgress): ImportProgress {
  const isKnown = before.active.some((known) => known.path === file.path)
  const active = isKnown
    ? before.active.map((known) => (known.path === file.path ? file : known))
    : [...before.active, file]
  return { ...before, active }
}

function outcomeOf(event: Extract<AddEvent, { kind: 'document' }>): FileOutcome {
  const { path, status, documentId, chunks, failure = null } = event
  return { path, status, documentId, chunks, failure }
}

/** The progress after one more fact. */
export function advance(before: ImportProgress, event: AddEvent): ImportProgress {
  switch (event.kind) {
    case 'queued':
      return { ...before, total: Math.max(before.total, event.total) }
    case 'started':
      return withActive(before, { path: event.path, step: 'starting', done: 0, total: 0 })
    case 'progress':
      return withActive(before, {
        path: event.path,
        step: event.step,
        done: event.done,
        total: event.total,
      })
    case 'time-left':
      return { ...before, leftMs: event.ms }
    case 'paused':
      return { ...before, leftMs: null, paused: event.reason }
    case 'going-on':
      return { ...before, paused: null }
    case 'document':
      return finish(before, outcomeOf(event), event.externalId !== undefined)
    case 'summary':
      return { ...before, active: [] }
  }
}
