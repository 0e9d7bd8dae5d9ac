import type { Failure } from '../lib/failure.ts'

/** What can be done about each document: only `indexed` ones are certain to be searchable. */
export type DocumentStatus = 'waiting' | 'indexed' | 'empty' | 'failed'

/** Words that stand together on a page: offsets into the version's text, the rest fractions (0 to 1) of the page. */
export interface RunRow {
  readonly start: number
  readonly end: number
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A page of a version; `width` and `height` in points or pixels. */
export interface PageRow {
  readonly page: number
  readonly start: number
  readonly end: number
  readonly width: number | null
  readonly height: number | null
  readonly runs: readonly RunRow[]
}

export interface BlockRow {
  readonly kind: string
  readonly level: number | null
  readonly page: number | null
  readonly start: number
  readonly end: number
}

/** How well a version was read; see ingest/document.ts for what each part means. */
export interface QualityRow {
  readonly pages: {
    readonly text: number
    readonly ocr: number
    readonly empty: number
    readonly failed: number
  }
  readonly garbledShare: number
  readonly ocrConfidence: number | null
  /** Absent in what an older Carrel read. */
  readonly unsurePages?: readonly { readonly page: number; readonly confidence: number }[]
  readonly language: string | null
  readonly hidden: { readonly passages: number; readonly pages: readonly number[] }
  readonly notes: readonly string[]
}

/** What is known of a version besides its text. Times are ms since 1970. */
export interface VersionFacts {
  readonly author: string | null
  readonly createdMs: number | null
  readonly modifiedMs: number | null
  readonly quality: QualityRow
}

/** The content of a version. All offsets are UTF-16 code units into `text`. */
export interface VersionContent {
  readonly title: string
  readonly language: string | null
  readonly text: string
  readonly pages: readonly PageRow[]
  readonly blocks: readonly BlockRow[]
  readonly facts?: VersionFacts
}

/** A chunk as it is handed in: `text` is `content.text.slice(start, end)`. */
export interface ChunkContent {
  readonly start: number
  readonly end: number
  readonly page: number | null
  readonly headings: string
  readonly text: string
  readonly tokenCount: number
}

/** A chunk as it is kept; `ordinal` counts from 0 within its version. */
export interface ChunkRow extends ChunkContent {
  readonly chunkId: number
  readonly versionId: number
  readonly ordinal: number
  readonly title: string
}

/** A document with what its version says about it; `title` falls back on the file's name. */
export interface DocumentRow {
  readonly documentId: number
  readonly path: string
  /** Set for a record of a collection. */
  readonly externalId?: string
  /** The content that is searched; of a failed update, the last one that worked. */
  readonly versionId: number | null
  readonly title: string
  readonly format: string | null
  readonly language: string | null
  readonly status: DocumentStatus
  readonly failure?: Failure
  readonly pages: number
  readonly chunks: number
  /** Null while nothing was read. */
  readonly facts: VersionFacts | null
  readonly sizeBytes: number | null
  readonly modifiedMs: number | null
  readonly addedAt: string
  readonly updatedAt: string
}

/** A sentence's source: `quote` is the span of the version's text, empty when the source was removed. */
export interface CitationRow {
  readonly n: number
  readonly documentId: number | null
  readonly versionId: number | null
  readonly externalId?: string | undefined
  readonly path: string
  readonly title: string
  readonly page: number | null
  readonly start: number
  readonly end: number
  readonly quote: string
}

/** An answer as it is handed in. */
export interface AnswerContent {
  readonly question: string
  readonly query?: string | undefined
  readonly searched?: { readonly chunks: number; readonly documents: number } | undefined
  readonly answer: string
  readonly abstained: boolean
  readonly sentences: readonly {
    readonly text: string
    readonly citations: readonly number[]
    readonly supported: boolean
  }[]
  readonly citations: readonly CitationRow[]
  readonly engine: 'extractive' | 'local' | 'cloud'
  readonly model: string | null
  readonly fallback?: Failure | undefined
  readonly ms: { readonly search: number; readonly answer: number; readonly total: number }
  readonly traceId: string
}

/** An answer as it was given; a copy of the reader's own, so its lists are plain arrays as the contract has them. */
export interface AnswerRow extends AnswerContent {
  readonly sentences: {
    readonly text: string
    readonly citations: number[]
    readonly supported: boolean
  }[]
  readonly citations: CitationRow[]
}

/** What the questions of a conversation are narrowed to: the contract's `Scope`. */
export interface QuestionScope {
  readonly folders: string[]
  readonly tags: string[]
  readonly types: string[]
  readonly documentIds: number[]
}

export interface ConversationRow {
  readonly conversationId: number
  readonly title: string
  readonly createdAt: string
  readonly updatedAt: string
  readonly scope: QuestionScope
}

export interface MessageRow {
  readonly messageId: number
  readonly role: 'user' | 'assistant'
  readonly text: string
  readonly answer: AnswerRow | null
  readonly createdAt: string
}
