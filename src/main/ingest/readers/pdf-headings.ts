import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { roundSize, type LineGroup } from './pdf-blocks.ts'
import type { PdfLine } from './pdf-lines.ts'

const LARGER = 1.12
const MAX_HEADING_LENGTH = 180
const MAX_HEADING_LINES = 3
const MAX_BOLD_HEADING_LENGTH = 90
/** A size or font with more of the letters than this carries text, not headings. */
const MAX_HEADING_SHARE = 0.2
/** Bookmarks beyond this are an index, and nesting beyond it an attack. */
const MAX_BOOKMARKS = 5000

/** Finds the level of a group of lines: 1 to 6, or null when it is no heading. */
export type HeadingLevels = (group: LineGroup, next: LineGroup | undefined) => number | null

/** Headings by the bookmarks of the file, else by letters larger than the text, else by a line alone in a font of its own. */
export function findHeadings(
  lines: readonly PdfLine[],
  bookmarks: ReadonlyMap<string, number>,
): HeadingLevels {
  const total = lines.reduce((sum, line) => sum + line.text.length, 0)
  const bySize = share(lines, (line) => roundSize(line.size), total)
  const byFont = share(lines, (line) => line.font, total)
  const bodySize = most(bySize) ?? 0
  const bodyFont = most(byFont)
  const larger = [...bySize]
    .filter(([size, part]) => size >= bodySize * LARGER && part < MAX_HEADING_SHARE)
    .map(([size]) => size)
    .sort((a, b) => b - a)
  return ({ kind, lines: group }, next) => {
    const [first] = group
    const text = group.map((line) => line.text).join(' ')
    if (
      !first ||
      kind === 'table-row' ||
      group.length > MAX_HEADING_LINES ||
      text.length > MAX_HEADING_LENGTH
    )
      return null
    if (!/\p{L}{2}/u.test(text)) return null
    const bookmark = bookmarks.get(keyOf(text))
    if (bookmark !== undefined) return bookmark
    if (kind === 'list-item' && !/^(?:\d|[ivx]+\.)/i.test(text)) return null
    const rank = larger.indexOf(roundSize(first.size))
    if (rank !== -1) return Math.min(6, rank + 1)
    const isAlone =
      group.length === 1 && text.length <= MAX_BOLD_HEADING_LENGTH && !/[.,;:]$/.test(text)
    const isOtherFont = first.font !== bodyFont && (byFont.get(first.font) ?? 1) < MAX_HEADING_SHARE
    const leadsText = next?.lines[0]?.font === bodyFont && next?.lines[0]?.page === first.page
    const isBodySize = first.size >= bodySize * 0.95
    return isAlone && isOtherFont && leadsText && isBodySize && /^[\p{Lu}\d]/u.test(text)
      ? Math.min(6, larger.length + 1)
      : null
  }
}

/** The bookmarks' titles, without numbers and marks, each with its depth from 1. */
export async function readBookmarks(pdf: PDFDocumentProxy): Promise<ReadonlyMap<string, number>> {
  const levels = new Map<string, number>()
  // Bookmarks only help: a file whose bookmarks are broken is read without.
  const outline = (await pdf.getOutline().catch(() => null)) ?? []
  let open = outline.map((item) => ({ item, level: 1 }))
  while (open.length > 0 && levels.size < MAX_BOOKMARKS) {
    for (const { item, level } of open)
      if (!levels.has(keyOf(item.title))) levels.set(keyOf(item.title), level)
    open = open.flatMap(({ item, level }) =>
      item.items.map((child: typeof item) => ({ item: child, level: Math.min(6, level + 1) })),
    )
  }
  levels.delete('')
  return levels
}

function keyOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/^(?:chapter|kapitel|section)?[\s\d.]+/, '')
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

function share<K>(
  lines: readonly PdfLine[],
  keyFor: (line: PdfLine) => K,
  total: number,
): Map<K, number> {
  const shares = new Map<K, number>()
  for (const line of lines)
    shares.set(keyFor(line), (shares.get(keyFor(line)) ?? 0) + line.text.length / total)
  return shares
}

function most<K>(shares: ReadonlyMap<K, number>): K | undefined {
  return [...shares].sort(([, a], [, b]) => b - a)[0]?.[0]
}
