import type { Transcriber } from '../../inference/transcriber.ts'
import type { ReadDocument } from '../document.ts'
import type { Passwords } from './locked.ts'
import type { Recognizer } from './recognizer.ts'

export interface Source {
  /** The file's name without its folder: for messages and for the format hint in its extension. */
  readonly name: string
  readonly bytes: Uint8Array
}

/** Where the owner puts speech models, and the one in use, opened by the first recording: null when there is none. */
export interface Speech {
  readonly folder: string
  open(): Promise<Transcriber | null>
}

export interface ReadOptions {
  /** `auto` recognises text in images and on pages that have none; `force` on every page; `off` never. */
  readonly ocr: 'auto' | 'off' | 'force'
  /** Tesseract's language codes. */
  readonly languages: readonly string[]
  readonly recognizer: Recognizer
  /** Needed for recordings only. */
  readonly speech?: Speech
  /** Pages that may be recognised at the same time, each on a thread of its own; 1 when absent. */
  readonly atOnce?: number
  /** To try when the file is locked; none when absent. */
  readonly passwords?: Passwords
  /** Told after each page; `total` is 1 for formats without pages. Doubles as a sign of life. */
  readonly onProgress: (done: number, total: number) => void
}

/** Reads one format. Throws AppError: `password-protected`, `damaged`, `unsupported-format`, `model-missing`. */
export type Reader = (source: Source, options: ReadOptions) => Promise<ReadDocument>
