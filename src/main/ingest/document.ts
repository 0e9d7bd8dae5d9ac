/** What a block is. A table is rows, each under its header; an image's text came by OCR. */
export type BlockKind = 'heading' | 'paragraph' | 'list-item' | 'table-row' | 'code' | 'image-text'

/** Words that stand together on a page. Offsets are UTF-16 code units into the block's text; the rest fractions (0 to 1) of the page, from its top left. */
export interface Run {
  readonly start: number
  readonly end: number
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface ReadBlock {
  readonly kind: BlockKind
  readonly text: string
  /** 1 to 6, of headings only. */
  readonly level?: number
  /** From 1; absent in formats without pages. */
  readonly page?: number
  readonly runs?: readonly Run[]
  /** Of recognised text only: how sure recognition was of it, 0 to 1. */
  readonly confidence?: number
}

export interface ReadPage {
  readonly page: number
  /** Nothing could be made of it, or only garbage: it is not just empty. */
  readonly isFailed?: boolean
  /** In points (1/72 inch) as shown, rotation applied; for images, pixels. */
  readonly width?: number
  readonly height?: number
}

/** What a reader makes of a file: structure, no offsets yet. `title` is empty when the file does not say. */
export interface ReadDocument {
  readonly title: string
  readonly language?: string
  readonly pages: readonly ReadPage[]
  readonly blocks: readonly ReadBlock[]
  /** Set for a record of a collection. */
  readonly externalId?: string
  readonly metadata?: Metadata
  /** What no reader of the file would see, by page, and which is therefore in none of the blocks. */
  readonly hidden?: readonly HiddenText[]
  /** What was left out otherwise, and why: a sentence each, without text of the document. */
  readonly notes?: readonly string[]
}

/** What a file says of itself; what it does not say is absent. Times are ms since 1970. */
export interface Metadata {
  readonly author?: string
  readonly createdMs?: number
  readonly modifiedMs?: number
}

export interface HiddenText {
  /** Absent in formats without pages. */
  readonly page?: number
  /** How many pieces that stand together. */
  readonly passages: number
}

/** How well a file was read. */
export interface Quality {
  /** Each page counts once; all are 0 in formats without pages. */
  readonly pages: {
    readonly text: number
    readonly ocr: number
    readonly empty: number
    readonly failed: number
  }
  /** Of all visible characters, those that stand for nothing readable: 0 to 1. */
  readonly garbledShare: number
  /** Mean over the letters that were recognised, 0 to 1; null without recognition. */
  readonly ocrConfidence: number | null
  /** The same for each recognised page that is below `LOW_CONFIDENCE`. */
  readonly unsurePages: readonly { readonly page: number; readonly confidence: number }[]
  /** As found in the text, ISO 639-1; null when there is too little text. */
  readonly language: string | null
  readonly hidden: { readonly passages: number; readonly pages: readonly number[] }
  readonly notes: readonly string[]
}

/** What is known of a document besides its text. */
export interface DocumentFacts {
  readonly author: string | null
  readonly createdMs: number | null
  readonly modifiedMs: number | null
  readonly quality: Quality
}

/** A document as it is stored: one text, and everything else as offsets (UTF-16 code units) into it. */
export interface StoredDocument {
  readonly title: string
  readonly language: string | null
  readonly text: string
  readonly pages: readonly StoredPage[]
  readonly blocks: readonly StoredBlock[]
}

/** A document with all that was found out about it. */
export interface DescribedDocument extends StoredDocument {
  readonly facts: DocumentFacts
}

export interface StoredPage {
  readonly page: number
  readonly start: number
  readonly end: number
  readonly width: number | null
  readonly height: number | null
  /** Offsets into the document's text, in its order. */
  readonly runs: readonly Run[]
}

export interface StoredBlock {
  readonly kind: BlockKind
  readonly level: number | null
  readonly page: number | null
  readonly start: number
  readonly end: number
}

/** What is embedded and retrieved: consecutive blocks of one section, `text.slice(start, end)`. */
export interface Chunk {
  readonly start: number
  readonly end: number
  readonly page: number | null
  /** The path of headings above it, outermost first, joined by " › "; empty at the top. */
  readonly headings: string
  readonly text: string
  readonly tokenCount: number
}
