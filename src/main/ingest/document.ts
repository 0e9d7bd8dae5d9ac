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
}

export interface ReadPage {
  readonly page: number
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
}

/** A document as it is stored: one text, and everything else as offsets (UTF-16 code units) into it. */
export interface StoredDocument {
  readonly title: string
  readonly language: string | null
  readonly text: string
  readonly pages: readonly StoredPage[]
  readonly blocks: readonly StoredBlock[]
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
