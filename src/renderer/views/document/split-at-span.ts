import type { Block, DocumentView } from '../../engine/contract-types.ts'

export interface Span {
  readonly start: number
  readonly end: number
}

/** The document's blocks; the whole text as one when it has none. */
export function blocksOf(view: DocumentView): readonly Block[] {
  if (view.blocks.length > 0) return view.blocks
  return [{ kind: 'paragraph', level: null, page: null, start: 0, end: view.text.length }]
}

/** Which block holds the start of the span, or comes next after it. */
export function indexOfSpan(blocks: readonly Block[], span: Span): number {
  const index = blocks.findIndex((block) => block.end > span.start)
  return index < 0 ? 0 : index
}

/** A block's text, cut where the span begins and ends within it. Together the three are the block's text. */
export function splitAtSpan(block: Block, text: string, span: Span | null) {
  if (span === null) return { before: text.slice(block.start, block.end), marked: '', after: '' }
  const from = Math.min(block.end, Math.max(block.start, span.start))
  const to = Math.max(from, Math.min(block.end, span.end))
  return {
    before: text.slice(block.start, from),
    marked: text.slice(from, to),
    after: text.slice(to, block.end),
  }
}
