/** What each part added to a score; the score is their sum. */
export interface Contributions {
  readonly keyword: number
  readonly semantic: number
  /** From similar chunks of other documents. */
  readonly neighbours: number
  /** From a cross-encoder, which read question and passage together. */
  readonly crossEncoder?: number
}

/** A document where a passage stands too, and where. Mirrors `AlsoIn` of the contract. */
export interface AlsoIn {
  readonly documentId: number
  readonly path: string
  readonly title: string
  readonly versionId: number
  readonly page: number | null
  readonly start: number
  readonly end: number
  /** Where it is not the same word for word: words that only one of both has, numbers first, not all of many. */
  readonly differs?: { readonly here: string[]; readonly there: string[] }
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
  /** Other documents where the same text stands, or nearly the same. */
  readonly alsoIn?: AlsoIn[]
  /** Of a passage found by following a name: where that stands, in words. */
  readonly via?: string
}
