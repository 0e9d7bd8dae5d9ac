import type { Citation, FoundPassage } from '../../engine/contract-types.ts'
import { openDocument } from '../../state/navigation.ts'
import { tell } from '../../state/notices.ts'
import { titleOf } from '../../ui/format.ts'

type FoundPlace = Pick<
  FoundPassage,
  'documentId' | 'versionId' | 'title' | 'path' | 'page' | 'start' | 'end' | 'text'
>

/** Opens the document at the passage; says so when it has been removed since. */
export function openCitation(citation: Citation): void {
  const { documentId, versionId, start, end, page, quote } = citation
  if (documentId === null || versionId === null)
    return tell('This document was removed from your library.')
  const span = { versionId, start, end }
  openDocument({ documentId, title: titleOf(citation), page, span, quote, isCited: true })
}

/** Opens the document at a passage that the search found. */
export function openPassage(passage: FoundPlace): void {
  const { documentId, versionId, start, end, page, text } = passage
  openDocument({
    documentId,
    title: titleOf(passage),
    page,
    span: { versionId, start, end },
    quote: text,
    isCited: false,
  })
}

/** Where a passage stands, in words: "page 3", or nothing for formats without pages. */
export function placeText(page: number | null): string {
  return page === null ? '' : `page ${page}`
}
