import type { BlockKind, ReadBlock, Run } from '../document.ts'
import type { PdfLine } from './pdf-lines.ts'

const BULLET = /^[•‣◦▪●○■□∙·➢✓❖]\s*\S/
const ITEM = /^(?:[-–—*]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)])\s+\S/i
const ENDS_SENTENCE = /[.!?:;…。！？][)"'”’»\]]*$/
/** Letters of scripts that are written without spaces between words. */
const UNSPACED = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3000-\u303f\uff00-\uffef]/

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
}

/** Puts the lines of one page together: by gaps, indents, bullets, and changes of size or direction. */
export function groupLines(lines: readonly PdfLine[]): LineGroup[] {
  const rows = rowLines(lines)
  const steps = usualSteps(lines)
  const groups: { kind: BlockKind; lines: PdfLine[] }[] = []
  for (const [index, line] of lines.entries()) {
    const group = groups.at(-1)
    const last = lines[index - 1]
    const isItem = startsItem(line, last)
    if (rows.has(line)) groups.push({ kind: 'table-row', lines: [line] })
    else if (
      !group ||
      !last ||
      rows.has(last) ||
      isItem ||
      startsParagraph(group.lines, line, steps)
    )
      groups.push({ kind: isItem ? 'list-item' : 'paragraph', lines: [line] })
    else group.lines.push(line)
  }
  return groups
}

/** Lines with gaps as between columns, at least three together (two, when they have several gaps each). */
function rowLines(lines: readonly PdfLine[]): Set<PdfLine> {
  const rows = new Set<PdfLine>()
  for (let from = 0; from < lines.length;) {
    let to = from
    while (hasGaps(lines[to])) to++
    const found = lines.slice(from, to)
    const isTable =
      found.length >= 3 || (found.length === 2 && found.every((line) => line.gaps.length > 1))
    if (isTable) for (const line of found) rows.add(line)
    from = to + 1
  }
  return rows
}

function hasGaps(line: PdfLine | undefined): boolean {
  return (
    line !== undefined && line.gaps.length > 0 && !BULLET.test(line.text) && !ITEM.test(line.text)
  )
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
    !/[a-z,-]$/.test(last.text)
  )
    return true
  const margin = (second ?? first).left
  if (second && Math.abs(line.left - margin) > INDENT * line.size) return true
  if (second) return false
  return line.left > first.left + INDENT * line.size && ENDS_SENTENCE.test(first.text)
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

/** A group as a block: its lines as one text, the columns of a row apart, words that a line end cut in two whole again. */
export function toBlock(
  { kind, lines }: LineGroup,
  size: PageSize,
  words: ReadonlySet<string>,
): ReadBlock {
  let text = ''
  const runs: Run[] = []
  for (const [index, line] of lines.entries()) {
    const previous = lines[index - 1]
    const cut = previous ? hyphenAt(text, line.text, words) : 'none'
    if (cut === 'drop') text = text.slice(0, -1)
    else if (previous && cut === 'none' && !isUnspaced(text, line.text)) text += ' '
    const shift = text.length
    const { text: spread, offsetOf } =
      kind === 'table-row' ? spreadColumns(line) : { text: line.text, offsetOf: null }
    text += spread
    for (const { start, end, x, y, width, height } of line.runs) {
      if (end <= start) continue
      runs.push({
        start: shift + (offsetOf ? offsetOf(start) : start),
        end: shift + (offsetOf ? offsetOf(end - 1) + 1 : end),
        x: x / size.width,
        y: y / size.height,
        width: width / size.width,
        height: height / size.height,
      })
    }
  }
  const last = runs
    .filter((run) => run.start < text.length)
    .map((run) => ({ ...run, end: Math.min(run.end, text.length) }))
  return { kind, text, page: lines[0]?.page ?? 1, runs: last }
}

const COLUMN_SEPARATOR = ' |'

function spreadColumns({ text, gaps }: PdfLine): {
  text: string
  offsetOf: (offset: number) => number
} {
  let spread = ''
  let from = 0
  for (const gap of gaps) {
    spread += text.slice(from, gap) + COLUMN_SEPARATOR
    from = gap
  }
  const offsetOf = (offset: number): number =>
    offset + gaps.filter((gap) => gap <= offset).length * COLUMN_SEPARATOR.length
  return { text: spread + text.slice(from), offsetOf }
}

function isUnspaced(before: string, after: string): boolean {
  return UNSPACED.test(before.slice(-1)) && UNSPACED.test(after.charAt(0))
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
