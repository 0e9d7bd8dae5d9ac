import type { PdfLine } from './pdf-lines.ts'

/** Lines next to each other that make columns rather than a few words that happen to stand apart. */
const MIN_LINES = 5
/** Prose fills its column in most lines and has several words in each; the cells of a table do not. */
const FULL_LINE = 0.75
const FULL_SHARE = 0.6
const MIN_WORDS = 3.5
/** A page of small print has two hundred; looking further only costs time in hostile files. */
const MAX_LINES = 300
/** In units of the letters' size. */
const MIN_GUTTER = 0.8

interface Gutter {
  readonly left: number
  readonly right: number
}

/**
 * The lines of a page whose columns were drawn line by line across the page, in reading order: the whole left column, then the right.
 * Most files draw a column at a time; their lines stay as they are.
 */
export function separateColumns(lines: readonly PdfLine[]): readonly PdfLine[] {
  const ordered: PdfLine[] = []
  for (let from = 0; from < lines.length;) {
    const { length, gutter } = columnsFrom(lines.slice(from, from + MAX_LINES))
    const found = lines.slice(from, from + length)
    if (gutter === null || !areProse(found, gutter)) {
      ordered.push(...lines.slice(from, from + 1))
      from++
      continue
    }
    const parts = found.flatMap((line) => cutAt(line, gutter))
    const isLeft = (line: PdfLine): boolean => line.left < gutter.left
    const [left, right] = [parts.filter(isLeft), parts.filter((line) => !isLeft(line))]
    // The right one may be two columns itself.
    ordered.push(...left, ...separateColumns(right))
    from += length
  }
  return ordered
}

/** How many lines, from the first on, leave the same gutter free. */
function columnsFrom(lines: readonly PdfLine[]): {
  readonly length: number
  readonly gutter: Gutter | null
} {
  let gutter: Gutter | null = null
  for (const [index, line] of lines.entries()) {
    const next = narrow(gutter, line)
    if (next === null) return { length: index, gutter }
    gutter = next
  }
  return { length: lines.length, gutter }
}

/** What a line leaves of a gutter; null when it crosses it, or when there is none yet and it has no gap. */
function narrow(gutter: Gutter | null, line: PdfLine): Gutter | null {
  if (Math.abs(line.angle) > 0.1) return null
  const gaps = gapsOf(line)
  if (gutter === null) return gaps[0] ?? null
  if (line.right <= gutter.right && line.left < gutter.left && gaps.length === 0)
    return within(gutter, { left: line.right, right: gutter.right }, line.size)
  if (line.left >= gutter.left)
    return within(gutter, { left: gutter.left, right: line.left }, line.size)
  for (const gap of gaps) {
    const rest = within(gutter, gap, line.size)
    if (rest !== null) return rest
  }
  return null
}

function within(gutter: Gutter, gap: Gutter, size: number): Gutter | null {
  const left = Math.max(gutter.left, gap.left)
  const right = Math.min(gutter.right, gap.right)
  return right - left >= MIN_GUTTER * size ? { left, right } : null
}

/** The free room at each gap of a line. */
function gapsOf(line: PdfLine): Gutter[] {
  return line.gaps.flatMap((gap) => {
    const before = line.runs.filter(({ start }) => start < gap)
    const after = line.runs.filter(({ start }) => start >= gap)
    const left = Math.max(...before.map(({ x, width }) => x + width))
    const right = Math.min(...after.map(({ x }) => x))
    return before.length > 0 && after.length > 0 && right > left ? [{ left, right }] : []
  })
}

function areProse(lines: readonly PdfLine[], gutter: Gutter): boolean {
  const both = lines.filter((line) => cutAt(line, gutter).length === 2)
  if (both.length < MIN_LINES) return false
  const sides = [0, 1].map((side) => both.flatMap((line) => cutAt(line, gutter)[side] ?? []))
  return sides.every((side) => {
    const left = Math.min(...side.map((line) => line.left))
    const width = Math.max(...side.map((line) => line.right)) - left
    const full = side.filter((line) => line.right - left >= width * FULL_LINE).length
    const words = side.reduce((sum, { text }) => sum + text.split(/\s+/).length, 0)
    return full >= side.length * FULL_SHARE && words >= side.length * MIN_WORDS
  })
}

/** The parts of a line on both sides of a gutter; the line itself where it stands on one. */
function cutAt(line: PdfLine, gutter: Gutter): PdfLine[] {
  const gap = line.gaps.find((_, index) => {
    const room = gapsOf(line)[index]
    return room !== undefined && room.left <= gutter.left && room.right >= gutter.right
  })
  if (gap === undefined) return [line]
  const start = line.text.length - line.text.slice(gap).trimStart().length
  const before = line.runs.filter((run) => run.start < gap)
  const after = line.runs
    .filter((run) => run.start >= gap)
    .map((run) => ({ ...run, start: run.start - start, end: run.end - start }))
  return [
    {
      ...line,
      text: line.text.slice(0, gap),
      runs: before,
      gaps: line.gaps.filter((each) => each < gap),
      right: Math.max(...before.map(({ x, width }) => x + width)),
    },
    {
      ...line,
      text: line.text.slice(start),
      runs: after,
      gaps: line.gaps.filter((each) => each > gap).map((each) => each - start),
      left: Math.min(...after.map(({ x }) => x)),
    },
  ]
}
