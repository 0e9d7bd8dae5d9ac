import type { Failure } from '../lib/failure.ts'
import type { Paused } from './pause.ts'

/** One fact about a running import, in the order it happened. Mirrors `AddEvent` of the contract. */
export type AddEvent =
  | { readonly kind: 'queued'; readonly total: number }
  | { readonly kind: 'started'; readonly path: string }
  | {
      readonly kind: 'progress'
      readonly path: string
      readonly step: 'reading' | 'embedding' | 'storing'
      readonly done: number
      readonly total: number
    }
  | { readonly kind: 'time-left'; readonly ms: number }
  | ({ readonly kind: 'paused' } & Paused)
  | { readonly kind: 'going-on' }
  | DocumentEvent
  | SummaryEvent

export interface DocumentEvent {
  readonly kind: 'document'
  readonly path: string
  readonly documentId: number | null
  readonly externalId?: string
  readonly status: 'indexed' | 'unchanged' | 'empty' | 'failed'
  readonly pages: number
  readonly chunks: number
  readonly ms: number
  readonly failure?: Failure
}

export interface SummaryEvent {
  readonly kind: 'summary'
  readonly indexed: number
  readonly unchanged: number
  readonly empty: number
  readonly failed: number
  readonly cancelled: number
  /** Of the documents that were indexed. */
  readonly chunks: number
  readonly ms: number
}
