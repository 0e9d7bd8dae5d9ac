import type { Failure } from '../lib/failure.ts'
import type { DocumentEvent } from './add-event.ts'

/** What is told of a document that could not be read; `documentId` is null where none was stored. */
export function failureEvent(
  { path, ms }: { readonly path: string; readonly ms: number },
  documentId: number | null,
  externalId: string,
  failure: Failure,
): Omit<DocumentEvent, 'kind'> {
  return {
    path,
    documentId,
    ...named(externalId),
    status: 'failed',
    pages: 0,
    chunks: 0,
    ms,
    failure,
  }
}

/** Only what lies in another file has a name of its own. */
export function named(externalId: string): { readonly externalId?: string } {
  return externalId === '' ? {} : { externalId }
}
