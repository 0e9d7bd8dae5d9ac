import type { Draft, DraftSentence, Quote } from './draft.ts'

/** Where a sentence of an answer comes from, as the contract has it: `text.slice(start, end) === quote` in that version. */
export interface Citation {
  readonly n: number
  readonly documentId: number
  readonly versionId: number
  readonly externalId?: string
  readonly path: string
  readonly title: string
  readonly page: number | null
  readonly start: number
  readonly end: number
  readonly quote: string
}

export interface CitedSentence {
  readonly text: string
  readonly citations: number[]
  readonly supported: boolean
}

/** The page on which an offset of a version stands; null in formats without pages. */
export type PageAt = (versionId: number, offset: number) => number | null

/** Numbers the quotes from 1 in the order in which the answer uses them; the same span is one citation. */
export function cite(
  draft: Draft,
  pageAt: PageAt,
): { sentences: CitedSentence[]; citations: Citation[] } {
  const citations: Citation[] = []
  const numbers = new Map<string, number>()
  const numberOf = (quote: Quote): number => {
    const citation = toCitation(quote, citations.length + 1, pageAt)
    const key = `${citation.versionId}:${citation.start}:${citation.end}`
    const known = numbers.get(key)
    if (known !== undefined) return known
    numbers.set(key, citation.n)
    citations.push(citation)
    return citation.n
  }
  const sentences = draft.sentences.map((sentence: DraftSentence) => ({
    text: sentence.text,
    citations: [...new Set(sentence.quotes.map(numberOf))],
    supported: sentence.supported,
  }))
  return { sentences, citations }
}

function toCitation({ passage, start, end }: Quote, n: number, pageAt: PageAt): Citation {
  const from = passage.start + start
  return {
    n,
    documentId: passage.documentId,
    versionId: passage.versionId,
    ...(passage.externalId === undefined ? {} : { externalId: passage.externalId }),
    path: passage.path,
    title: passage.title,
    page: pageAt(passage.versionId, from) ?? passage.page,
    start: from,
    end: passage.start + end,
    quote: passage.text.slice(start, end),
  }
}
