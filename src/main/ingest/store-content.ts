import type { Failure } from '../lib/failure.ts'
import { findDocument, upsertDocument } from '../store/documents.ts'
import { inTransaction, type WriteDb } from '../store/open.ts'
import { findVersion, replaceVersion, saveVersion } from '../store/versions.ts'
import type { EmbeddedContent } from './embed-content.ts'
import type { ReadContent } from './reading-messages.ts'

/** Where a content was found. */
export interface Place {
  readonly path: string
  readonly externalId: string
  readonly sizeBytes: number | null
  readonly modifiedMs: number | null
}

/** A content that was read, with what was made of it. */
export type ContentToStore = ReadContent & {
  readonly recipe: string
  /** It takes the place of what the same recipe gave before, for every document that has it. */
  readonly isAgain: boolean
} & EmbeddedContent

export interface StoredContent {
  readonly documentId: number
  readonly status: 'indexed' | 'unchanged' | 'empty'
  readonly pages: number
  readonly chunks: number
}

/** What is stored of this very content already; null when it has to be read. A document elsewhere that has it as well shares it. */
export function reuseContent(
  db: WriteDb,
  place: Place,
  { sha256, recipe }: { readonly sha256: string; readonly recipe: string },
): StoredContent | null {
  return inTransaction(db, () => {
    const version = findVersion(db, sha256, recipe)
    if (version === null) return null
    const { versionId, chunkCount, pageCount } = version
    const before = findDocument(db, place.path, place.externalId)
    const isUnchanged =
      before?.versionId === versionId && before.status !== 'failed' && before.status !== 'waiting'
    const state = chunkCount > 0 ? 'indexed' : 'empty'
    const documentId = upsertDocument(db, { ...place, status: state, failure: null, versionId })
    return {
      documentId,
      status: isUnchanged ? 'unchanged' : state,
      pages: pageCount,
      chunks: chunkCount,
    }
  })
}

/** Stores a complete content in one transaction; whatever the document had before is replaced in the same moment. */
export function storeContent(db: WriteDb, place: Place, content: ContentToStore): StoredContent {
  return inTransaction(db, () => {
    const { document, chunks, sha256, recipe, isAgain, format, embeddings, embedder } = content
    if (document === null) throw new Error('Broken invariant: a content that is stored was read')
    const version = { sha256, recipe, format, document, chunks, embeddings, embedder }
    // Another document with the same content may have been stored since this one was looked up.
    const found = findVersion(db, sha256, recipe)?.versionId ?? null
    const versionId = isAgain
      ? replaceVersion(db, found, version)
      : (found ?? saveVersion(db, version))
    const status = chunks.length > 0 ? 'indexed' : 'empty'
    const documentId = upsertDocument(db, { ...place, status, failure: null, versionId })
    return { documentId, status, pages: document.pages.length, chunks: chunks.length }
  })
}

/** Notes that a file could not be read. What was stored of it before stays searchable. Returns the document's id. */
export function storeFailure(db: WriteDb, place: Place, failure: Failure): number {
  return upsertDocument(db, { ...place, status: 'failed', failure, versionId: null })
}
