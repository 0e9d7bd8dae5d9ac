import type { z } from 'zod'
import type { AddEvent as AddEventSchema } from '../api/schema/library.ts'

/** One fact about a running import. */
export type AddEvent = z.infer<typeof AddEventSchema>
export type DocumentEvent = Extract<AddEvent, { kind: 'document' }>
export type SummaryEvent = Extract<AddEvent, { kind: 'summary' }>

/** An event as `carrel add --json` prints it, or null when it is only for the progress bar. */
export function addEventLine(event: AddEvent): object | null {
  if (event.kind === 'document') {
    const { path, documentId, externalId, status, pages, chunks, failure } = event
    const ms = Math.round(event.ms)
    const named = externalId === undefined ? {} : { externalId }
    const failed = failure === undefined ? {} : { error: failure }
    return { event: 'document', path, documentId, ...named, status, pages, chunks, ms, ...failed }
  }
  if (event.kind !== 'summary') return null
  const { kind: event_, ms, ...counts } = event
  return { event: event_, ...counts, ms: Math.round(ms) }
}

/** Two imports that ran one after the other, as one. */
export function sumOf(first: SummaryEvent, second: SummaryEvent): SummaryEvent {
  return {
    kind: 'summary',
    indexed: first.indexed + second.indexed,
    unchanged: first.unchanged + second.unchanged,
    empty: first.empty + second.empty,
    failed: first.failed + second.failed,
    cancelled: first.cancelled + second.cancelled,
    chunks: first.chunks + second.chunks,
    ms: first.ms + second.ms,
  }
}
