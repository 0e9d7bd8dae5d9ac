import { cleanText, oneLine } from './clean-text.ts'
import type {
  BlockKind,
  ReadBlock,
  ReadDocument,
  Run,
  StoredBlock,
  StoredDocument,
  StoredPage,
} from './document.ts'

/** Longer titles are text that a tool wrote into the wrong field. */
const MAX_TITLE_LENGTH = 300

/**
 * Joins what a reader found into one clean text with exact offsets: a blank line between blocks, a line break between the rows of a
 * table and the items of a list. Blocks without visible text are left out.
 */
export function assemble(document: ReadDocument): StoredDocument {
  const parts: string[] = []
  const blocks: StoredBlock[] = []
  const spans = new Map<number, { start: number; end: number; runs: Run[] }>()
  let length = 0
  let before: BlockKind | null = null
  for (const block of document.blocks) {
    const { text, skipped } = trimmed(block)
    if (text === '') continue
    const separator = before === null ? '' : separatorBetween(before, block.kind)
    const start = length + separator.length
    const end = start + text.length
    parts.push(separator, text)
    blocks.push({
      kind: block.kind,
      level: block.level ?? null,
      page: block.page ?? null,
      start,
      end,
    })
    if (block.page !== undefined) {
      const span = spans.get(block.page) ?? { start, end, runs: [] }
      spans.set(block.page, span)
      span.end = end
      for (const run of block.runs ?? [])
        addRun(span.runs, run, { shift: start - skipped, start, end })
    }
    length = end
    before = block.kind
  }
  return {
    title: titleOf(document),
    language: document.language ?? null,
    text: parts.join(''),
    pages: placePages(document, spans),
    blocks,
  }
}

function trimmed(block: ReadBlock): { text: string; skipped: number } {
  const clean = cleanText(block.text)
  const withoutLead = clean.trimStart()
  return { text: withoutLead.trimEnd(), skipped: clean.length - withoutLead.length }
}

function separatorBetween(before: BlockKind, kind: BlockKind): string {
  return before === kind && (kind === 'table-row' || kind === 'list-item') ? '\n' : '\n\n'
}

function addRun(
  runs: Run[],
  run: Run,
  place: { readonly shift: number; readonly start: number; readonly end: number },
): void {
  const start = Math.max(place.start, run.start + place.shift)
  const end = Math.min(place.end, run.end + place.shift)
  if (end > start) runs.push({ ...run, start, end })
}

function placePages(
  document: ReadDocument,
  spans: ReadonlyMap<number, { start: number; end: number; runs: readonly Run[] }>,
): StoredPage[] {
  let position = 0
  return document.pages.map(({ page, width, height }) => {
    const span = spans.get(page) ?? { start: position, end: position, runs: [] }
    position = span.end
    return {
      page,
      start: span.start,
      end: span.end,
      width: width ?? null,
      height: height ?? null,
      runs: span.runs,
    }
  })
}

/** What the file says of itself, else the first top heading if it stands near the beginning. */
function titleOf(document: ReadDocument): string {
  const stated = oneLine(document.title)
  const heading = document.blocks
    .slice(0, 5)
    .find((block) => block.kind === 'heading' && block.level === 1)
  return (stated || oneLine(heading?.text ?? '')).slice(0, MAX_TITLE_LENGTH)
}
