import type { PdfLine } from './pdf-lines.ts'
import type { PageSize } from './pdf-blocks.ts'

/** Where running heads, foot lines and page numbers stand: this share of the page's height at its top and at its bottom. */
const MARGIN_SHARE = 0.1
/** A number alone on its line is a page number further in as well: wide margins are a book's. */
const NUMBER_MARGIN_SHARE = 0.2
/** A line that stands in the margins of this many pages, numbers aside, is a running head. */
const MIN_PAGES = 3

const PAGE_NUMBER =
  /^[-–—\s|]*(?:page|seite|p\.)?\s*(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:\/|of|von|sur|de)\s*\d{1,4})?[-–—\s|]*$/i

/** The lines of a document without page numbers, and with each running head only where it stands first, so that nothing is lost. */
export function withoutRunningHeads(
  pages: readonly { readonly lines: readonly PdfLine[]; readonly size: PageSize }[],
): (readonly PdfLine[])[] {
  const counts = new Map<string, number>()
  for (const { lines, size } of pages)
    for (const key of new Set(lines.filter((line) => isInMargin(line, size)).map(keyOf)))
      counts.set(key, (counts.get(key) ?? 0) + 1)
  const seen = new Set<string>()
  return pages.map(({ lines, size }) =>
    lines.filter((line) => {
      const isNumber = pages.length > 1 && PAGE_NUMBER.test(line.text)
      if (isNumber && isOutermost(line, lines) && isInMargin(line, size, NUMBER_MARGIN_SHARE))
        return false
      if (!isInMargin(line, size)) return true
      const key = keyOf(line)
      const isRepeated = seen.has(key)
      if ((counts.get(key) ?? 0) >= MIN_PAGES) seen.add(key)
      return !isRepeated
    }),
  )
}

function isOutermost({ across }: PdfLine, lines: readonly PdfLine[]): boolean {
  return (
    lines.every((line) => line.across <= across) || lines.every((line) => line.across >= across)
  )
}

function isInMargin(line: PdfLine, { height }: PageSize, share = MARGIN_SHARE): boolean {
  if (Math.abs(line.angle) > 0.1) return false
  return line.across < height * share || line.across > height * (1 - share)
}

function keyOf({ text }: PdfLine): string {
  return text.replace(/\d+/g, '#').replace(/\b[ivxlc]+\b/gi, '#')
}
