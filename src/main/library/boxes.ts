import type { PageRow, RunRow } from '../store/rows.ts'

/** A rectangle on a page, as fractions (0 to 1) of its width and height. */
export interface Box {
  readonly page: number
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Runs are on one line when their middles are closer than this share of the lower one's height. */
const SAME_LINE = 0.5
/** Runs of a line are one box unless a gap of this share of the page's width, as between columns, parts them. */
const MAX_GAP = 0.05

/** Where the text from `start` to `end` stands: a box a line. A run that the span only touches counts by its share of letters. */
export function boxesOfSpan(pages: readonly PageRow[], start: number, end: number): Box[] {
  return pages.flatMap(({ page, runs }) => {
    const boxes: Box[] = []
    for (const run of runs) {
      if (run.end <= start || run.start >= end) continue
      const box = { page, ...clip(run, start, end) }
      const last = boxes.at(-1)
      if (last && isBeside(last, box)) boxes[boxes.length - 1] = around(last, box)
      else boxes.push(box)
    }
    return boxes
  })
}

function clip(run: RunRow, start: number, end: number): Omit<Box, 'page'> {
  const letters = run.end - run.start
  const from = Math.max(0, start - run.start) / letters
  const to = Math.min(letters, end - run.start) / letters
  const isUpright = run.height > run.width * 2 && letters > 3
  return isUpright
    ? { x: run.x, y: run.y + run.height * from, width: run.width, height: run.height * (to - from) }
    : { x: run.x + run.width * from, y: run.y, width: run.width * (to - from), height: run.height }
}

function isBeside(a: Box, b: Box): boolean {
  const middles = Math.abs(a.y + a.height / 2 - (b.y + b.height / 2))
  const gap = Math.max(a.x, b.x) - Math.min(a.x + a.width, b.x + b.width)
  return middles < Math.min(a.height, b.height) * SAME_LINE && gap < MAX_GAP
}

function around(a: Box, b: Box): Box {
  const x = Math.min(a.x, b.x)
  const y = Math.min(a.y, b.y)
  return {
    page: a.page,
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  }
}
