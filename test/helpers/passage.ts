import type { Passage } from '../../src/main/search/passage.ts'

/** A retrieved passage: the whole of a document, or `document.slice(start)` where a start is given. */
export function passage(document: string, rest: Partial<Passage> = {}): Passage {
  const start = rest.start ?? 0
  const end = rest.end ?? document.length
  const rank = rest.rank ?? 1
  return {
    rank,
    documentId: rank,
    versionId: rank,
    path: `/documents/${rank}.txt`,
    title: '',
    headings: '',
    page: null,
    score: 1 / rank,
    semanticScore: 0.5,
    keywordScore: 5,
    ...rest,
    start,
    end,
    text: document.slice(start, end),
  }
}
