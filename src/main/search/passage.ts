/** What each part added to a score; the score is their sum. */
export interface Contributions {
  readonly keyword: number
  readonly semantic: number
  /** From similar chunks of other documents. */
  readonly neighbours: number
  /** From the question in a language model's words. */
  readonly reformulated?: number
  /** From a cross-encoder, which read question and passage together. */
  readonly crossEncoder?: number
}

/** A span of a document shown to a reader and, in order, to a model. Mirrors `Passage` of the contract. */
export interface Passage {
  /** From 1, best first. */
  readonly rank: number
  readonly documentId: number
  readonly versionId: number
  readonly externalId?: string
  readonly path: string
  readonly title: string
  readonly headings: string
  readonly page: number | null
  /** UTF-16 offsets into the version's text. */
  readonly start: number
  readonly end: number
  readonly text: string
  readonly score: number
  readonly semanticScore: number | null
  readonly keywordScore: number | null
  readonly because?: Contributions
  /** The probability, 0 to 1, that it has to do with the query; where it was not measured, there is none. */
  readonly relevance?: number
  /** Other documents where the same text stands. */
  readonly alsoIn?: { readonly documentId: number; readonly path: string }[]
  /** Of a passage found by following a name: where that stands, in words. */
  readonly via?: string
}
