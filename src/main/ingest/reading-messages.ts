import type { Failure } from '../lib/failure.ts'
import type { Chunk, DescribedDocument } from './document.ts'

/** A file by its path, or by its bytes when it has none. */
export type FileSource =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'bytes'; readonly name: string; readonly bytes: Uint8Array }

export interface ReadingOptions {
  readonly ocr: 'auto' | 'off' | 'force'
  /** Tesseract's language codes. */
  readonly languages: readonly string[]
}

/** What the reading process is asked: one `read` or `draw` at a time. */
export type ReadingRequest =
  | {
      readonly kind: 'read'
      readonly source: FileSource
      readonly options: ReadingOptions
      /** Where the tokenizer is that cuts chunks; null to read without cutting. */
      readonly modelFolder: string | null
      /** Where speech models may be; the owner's own folder first. */
      readonly speechFolders: readonly string[]
      /** Pages to recognise at the same time, or threads that listen. */
      readonly atOnce: number
    }
  | {
      readonly kind: 'draw'
      readonly source: FileSource
      /** The file to draw from, when the source is an archive. */
      readonly inside?: string
      readonly page: number
      readonly scale: number
      /** To try when it is locked. */
      readonly passwords?: readonly string[]
    }
  /** The reply to `found`: which of these contents are to be read, and the passwords to try on each that may be locked. */
  | {
      readonly kind: 'wanted'
      readonly wanted: readonly boolean[]
      readonly passwords: readonly (readonly string[])[]
    }
  /** Leave to send more `contents`. */
  | { readonly kind: 'more' }

/** A content before it is read. */
export interface FoundContent {
  /** Set for a record of a collection, else empty. */
  readonly externalId: string
  /** SHA-256 of the bytes, in hex. */
  readonly sha256: string
}

/** A content as read; `document` is null where it was not wanted or has a `failure`. */
export interface ReadContent extends FoundContent {
  readonly format: string
  readonly document: DescribedDocument | null
  readonly chunks: readonly Chunk[]
  readonly failure?: Failure
  /** The password that opened it, of those it was given. */
  readonly password?: string
}

/** What the reading process answers; `done`, `failed` or `picture` comes last. */
export type ReadingReply =
  | { readonly kind: 'found'; readonly contents: readonly FoundContent[] }
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'contents'; readonly contents: readonly ReadContent[] }
  | {
      readonly kind: 'picture'
      readonly bytes: Uint8Array
      readonly width: number
      readonly height: number
    }
  | { readonly kind: 'done'; readonly residentBytes: number }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly residentBytes: number }
