import { isUnspaced } from '../clean-text.ts'
import type { BlockKind, ReadBlock, Run } from '../document.ts'
import type { Grid } from './pdf-grids.ts'
import type { LineRun, PdfLine } from './pdf-lines.ts'
import { findRuledTables } from './pdf-ruled-tables.ts'
import { findTables, writeRow, type TableRow } from './pdf-tables.ts'

const BULLET = /^[•‣◦▪●○■□∙·➢✓❖]\s*\S/
const ITEM = /^(?:[-–—*]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)])\s+\S/i
/** A line of a table of contents: dots that lead to a page. */
const CONTENTS = /(?:\s?[.·…]){5,}\s*\S{1,8}$/u
const ENDS_SENTENCE = /[.!?:;…。！？][)"'”’»\]]*$/

const LINE_END_HYPHEN = /\p{L}+[-\u2010\u00ad]$/u

/** In units of the letters' size. */
const INDENT = 0.8
/** A line step this much above the usual one separates paragraphs. */
const PARAGRAPH_STEP = 1.28
const USUAL_STEP = 1.25
const SIZE_CHANGE = 1.12

/** Paragraphs, list items and table rows, still as lines. */
export interface LineGroup {
  readonly kind: BlockKind
  readonly lines: readonly PdfLine[]
  readonly row?: TableRow
}

/** Puts the lines of one page together: by gaps, indents, bullets, and changes of size or direction. */
export function groupLines(lines: readonly PdfLine[], grids: readonly Grid[]): LineGroup[] {
  const { rows, members } = tablesIn(lines, grids)
  const steps = usualSteps(lines)
  const groups: { kind: BlockKind; lines: PdfLine[]; row?: TableRow }[] = []
  for (const [index, line] of lines.entries()) {
    const row = rows.get(line)
    if (row) groups.push({ kind: 'table-row', lines: [line], row })
    if (members.has(line)) continue
    const group = groups.at(-1)
    const last = lines[index - 1]
    const isItem = startsItem(line, last)
    const isApart =
      !group || !last || members.has(last) || CONTENTS.test(line.text) || CONTENTS.test(last.text)
    if (isApart || isItem || startsParagraph(group.lines, line, steps))
      groups.push({ kind: isItem ? 'list-item' : 'paragraph', lines: [line] })
    else group.lines.push(line)
  }
  return groups
}

/** Those that ruled lines make, and among the other lines those that alignment shows. */
function tablesIn(
  lines: readonly PdfLine[],
  grids: readonly Grid[],
): ReturnType<typeof findTables> {
  const ruled = findRuledTables(lines, grids)
  const rest = lines.filter((line) => !ruled.members.has(line))
  const aligned = findTables(rest, isNoRow)
  return {
    rows: new Map([...ruled.rows, ...aligned.rows]),
    members: new Set([...ruled.members, ...aligned.members]),
  }
}

function isNoRow({ text }: PdfLine): boolean {
  return BULLET.test(text) || ITEM.test(text) || CONTENTS.test(text)
}

/** The median step between lines of a size, by the size rounded to half a point. */
function usualSteps(lines: readonly PdfLine[]): ReadonlyMap<number, number> {
  const bySize = new Map<number, number[]>()
  for (const [index, line] of lines.entries()) {
    const last = lines[index - 1]
    const step = last ? line.across - last.across : 0
    if (
      !last ||
      roundSize(last.size) !== roundSize(line.size) ||
      step <= 0 ||
      step > line.size * 2.5
    )
      continue
    const steps = bySize.get(roundSize(line.size)) ?? []
    steps.push(step)
    bySize.set(roundSize(line.size), steps)
  }
  return new Map(
    [...bySize].map(([size, steps]) => [
      size,
      steps.sort((a, b) => a - b)[(steps.length - 1) >> 1] ?? size * USUAL_STEP,
    ]),
  )
}

function startsItem(line: PdfLine, last: PdfLine | undefined): boolean {
  if (BULLET.test(line.text)) return true
  if (!ITEM.test(line.text)) return false
  return (
    last === undefined ||
    ENDS_SENTENCE.test(last.text) ||
    last.right < line.right - 2 * line.size ||
    ITEM.test(last.text)
  )
}

function startsParagraph(
  group: readonly PdfLine[],
  line: PdfLine,
  steps: ReadonlyMap<number, number>,
): boolean {
  const [first, second] = group
  const last = group.at(-1)
  if (!first || !last) return true
  const step = line.across - last.across
  const usual = steps.get(roundSize(line.size)) ?? line.size * USUAL_STEP
  const ratio = line.size / last.size
  if (Math.abs(line.angle - last.angle) > 0.05 || ratio > SIZE_CHANGE || ratio < 1 / SIZE_CHANGE)
    return true
  if (step < -line.size || step > usual * PARAGRAPH_STEP) return true
  if (
    line.font !== last.font &&
    isOneFont(group) &&
    group.length === 1 &&
    !/[a-z,-]$/.test(last.text) &&
    !isFilled(last, line)
  )
    return true
  const margin = (second ?? first).left
  if (second && Math.abs(line.left - margin) > INDENT * line.size) return true
  if (second) return false
  return line.left > first.left + INDENT * line.size && ENDS_SENTENCE.test(first.text)
}

/** A line of a script without capitals, as long as the next one: a heading would be shorter. */
function isFilled(last: PdfLine, line: PdfLine): boolean {
  return /\p{Lo}$/u.test(last.text) && last.right > line.right - 2 * line.size
}

function isOneFont(lines: readonly PdfLine[]): boolean {
  return lines.every((line) => line.font === lines[0]?.font)
}

export function roundSize(size: number): number {
  return Math.round(size * 2) / 2
}

export interface PageSize {
  readonly width: number
  readonly height: number
}

/** A group as a block: its lines as one text, the cells of a row apart, words that a line end cut in two whole again. */
export function toBlock(
  { kind, lines, row }: LineGroup,
  size: PageSize,
  words: ReadonlySet<string>,
): ReadBlock {
  const { text, runs } = row ? writeRow(row) : joinLines(lines, words)
  const shown = runs
    .filter((run) => run.start < text.length && run.end > run.start)
    .map(({ start, end, x, y, width, height }): Run => ({
      start,
      end: Math.min(end, text.length),
      x: x / size.width,
      y: y / size.height,
      width: width / size.width,
      height: height / size.height,
    }))
  return { kind, text, page: lines[0]?.page ?? 1, runs: shown }
}

function joinLines(
  lines: readonly PdfLine[],
  words: ReadonlySet<string>,
): { readonly text: string; readonly runs: readonly LineRun[] } {
  let text = ''
  const runs: LineRun[] = []
  for (const [index, line] of lines.entries()) {
    const cut = index > 0 ? hyphenAt(text, line.text, words) : 'none'
    if (cut === 'drop') text = text.slice(0, -1)
    else if (index > 0 && cut === 'none' && !isUnspaced(text, line.text)) text += ' '
    const shift = text.length
    text += line.text
    for (const run of line.runs)
      if (run.end > run.start) runs.push({ ...run, start: shift + run.start, end: shift + run.end })
  }
  return { text, runs }
}

/**
 * What to do with a hyphen at a line's end: drop it when the word is known whole, keep it when it is known with the hyphen or both
 * halves are words, else drop it, as most line-end hyphens are the typesetter's.
 */
function hyphenAt(
  before: string,
  after: string,
  words: ReadonlySet<string>,
): 'none' | 'keep' | 'drop' {
  const left = /(\p{L}+)[-\u2010\u00ad]$/u.exec(before)?.[1]
  const right = /^\p{Ll}+/u.exec(after)?.[0]
  if (left === undefined) return 'none'
  if (right === undefined) return before.endsWith('\u00ad') ? 'drop' : 'keep'
  if (before.endsWith('\u00ad') || words.has((left + right).toLowerCase())) return 'drop'
  if (words.has(`${left}-${right}`.toLowerCase())) return 'keep'
  const areWords =
    left.length > 2 && right.length > 3 && words.has(left.toLowerCase()) && words.has(right)
  return areWords ? 'keep' : 'drop'
}

/** Every word of the lines, in lower case, compounds with their hyphens as well; not the halves of words that a line end cuts. */
export function wordsOf(lines: readonly PdfLine[]): ReadonlySet<string> {
  const words = new Set<string>()
  for (const [index, line] of lines.entries()) {
    const isCutBefore = LINE_END_HYPHEN.test(lines[index - 1]?.text ?? '')
    const whole = line.text
      .replace(LINE_END_HYPHEN, '')
      .replace(isCutBefore ? /^\p{L}+/u : /^$/, '')
    for (const word of whole.match(/\p{L}+(?:-\p{L}+)*/gu) ?? []) words.add(word.toLowerCase())
  }
  return words
}
