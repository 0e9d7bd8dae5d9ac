import type { Passage } from '../search/passage.ts'

/** A span of a retrieved passage, exactly: `start` and `end` are UTF-16 offsets into the passage's own text. */
export interface Quote {
  readonly passage: Passage
  readonly start: number
  readonly end: number
}

/** A sentence of an answer and what it rests on; without quotes it is unsupported. */
export interface DraftSentence {
  readonly text: string
  readonly quotes: readonly Quote[]
  readonly supported: boolean
}

/** An answer before its sources are numbered. Abstained: no sentences, and `text` says so. */
export interface Draft {
  readonly text: string
  readonly abstained: boolean
  readonly sentences: readonly DraftSentence[]
}

/** What is said when the documents do not answer. */
export const NOT_FOUND_TEXT = 'Not found in your documents.'

export const notFound: Draft = { text: NOT_FOUND_TEXT, abstained: true, sentences: [] }
