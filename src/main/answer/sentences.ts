/** A sentence, a table row or a heading. `start` and `end` are UTF-16 offsets into the text it was cut from. */
export interface Sentence {
  readonly kind: 'sentence' | 'row' | 'heading'
  readonly start: number
  readonly end: number
  readonly text: string
}

/** What stands on one paragraph's or row's worth of lines. */
interface Region {
  readonly start: number
  readonly end: number
  readonly kind: Sentence['kind']
}

/** Longer sentences are cut: a quote nobody reads to its end proves nothing. Four to five printed lines. */
const MAX_SENTENCE_LENGTH = 500

/**
 * A full stop after these does not end a sentence, though Unicode's rules (UAX #29) say so. Single letters ("J. Smith") count too.
 */
const ABBREVIATION =
  /(?:^|[\s("'“‘[])(?:\p{Lu}|Dr|Mr|Mrs|Ms|Prof|Rev|Hon|St|Jr|Sr|Gen|Col|Lt|Capt|Sgt|Gov|Sen|Rep|No|Nos|Nr|vs|cf|etc|approx|ca|Fig|Figs|Eq|Sec|Art|Vol|Ch|pp?|ed|eds|al|e\.g|i\.e|z\.B|d\.h|u\.a|bzw|Inc|Ltd|Co|Corp|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|(?:\p{L}\.)+\p{L})\.\s*$/u

/** Cells between tabs or bars, or "header: value; header: value", the form in which tables are stored. */
const ROW = /\t|\s\|\s|^\||\|$|^[^:;]{1,60}: [^;]*; [^:;]{1,60}: /u

/** Prose wrapped by hand is hardly narrower; a shorter line was broken on purpose. */
const MIN_WRAPPED_LINE = 40

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })

/** Cuts a passage into what can be quoted: every unit is `text.slice(start, end)`, in order, without overlap, trimmed. */
export function splitSentences(text: string): Sentence[] {
  return regionsOf(text).flatMap((region) =>
    region.kind === 'sentence'
      ? sentencesWithin(text, region)
      : [unit(text, region.start, region.end, region.kind)],
  )
}

/** Paragraphs with their soft line breaks, table rows and headings, told apart by the shape of their lines. */
function regionsOf(text: string): Region[] {
  const regions: Region[] = []
  let open: Region | null = null
  for (const line of linesOf(text)) {
    const kind = kindOfLine(line.text)
    if (open !== null && kind === 'sentence' && continues(text, open, line)) {
      open = { kind: 'sentence', start: open.start, end: line.end }
      continue
    }
    if (open !== null) regions.push(open)
    open = kind === null ? null : { start: line.start, end: line.end, kind }
  }
  if (open !== null) regions.push(open)
  return regions.map((region) =>
    region.kind === 'heading' && !isFollowed(region, regions)
      ? { ...region, kind: 'sentence' }
      : region,
  )
}

interface Line {
  readonly start: number
  readonly end: number
  readonly text: string
}

function linesOf(text: string): Line[] {
  return [...text.matchAll(/[^\n\r\u2028\u2029]*(?:\r\n|[\n\r\u2028\u2029]|$)/gu)]
    .filter((match) => match[0] !== '')
    .map((match) => ({ start: match.index, end: match.index + match[0].length, text: match[0] }))
}

/** What a line is by its shape; null for a blank one. */
function kindOfLine(line: string): Sentence['kind'] | null {
  const trimmed = line.trim()
  if (trimmed === '') return null
  if (ROW.test(trimmed)) return 'row'
  if (/^#{1,6}\s/u.test(trimmed)) return 'heading'
  const isShort = trimmed.length <= 80 && trimmed.split(/\s+/u).length <= 10
  return isShort && !/[.!?:;,…。！？]["'”’)\]]*$/u.test(trimmed) && /^[\p{Lu}\p{N}]/u.test(trimmed)
    ? 'heading'
    : 'sentence'
}

/** Only a wrapped line goes on: long, without an end of its own, and not followed by a list item. */
function continues(text: string, open: Region, line: Line): boolean {
  if (open.kind === 'row' || /^\s*(?:[-*•–]|\d{1,3}[.)])\s/u.test(line.text)) return false
  const before = text.slice(open.start, open.end).trimEnd()
  const lastLine = before.slice(before.lastIndexOf('\n') + 1)
  if (lastLine.length < MIN_WRAPPED_LINE) return false
  return open.kind === 'sentence' || /^\s*\p{Ll}/u.test(line.text)
}

/** A short line is a heading only when something stands below it; alone or last, it may well be the answer. */
function isFollowed(region: Region, regions: readonly Region[]): boolean {
  return regions.some((other) => other.start >= region.end && other.kind !== 'heading')
}

function sentencesWithin(text: string, region: Region): Sentence[] {
  // A line break inside a paragraph is a space to the reader, but ends a sentence to the segmenter. One for one, so offsets hold.
  const flat = text.slice(region.start, region.end).replace(/[\n\r\u2028\u2029]/gu, ' ')
  const sentences: Sentence[] = []
  let start = 0
  for (const part of segmenter.segment(flat)) {
    const end = part.index + part.segment.length
    const isOpen = ABBREVIATION.test(flat.slice(start, end)) && end < flat.length
    if (isOpen) continue
    sentences.push(...cutLong(text, region.start + start, region.start + end))
    start = end
  }
  if (start < flat.length) sentences.push(...cutLong(text, region.start + start, region.end))
  return sentences
}

/** Cuts what is too long to quote, best after a semicolon, else a comma, else a space, in its second half. */
function cutLong(text: string, start: number, end: number): Sentence[] {
  const sentences: Sentence[] = []
  let from = start
  while (end - from > MAX_SENTENCE_LENGTH) {
    const window = text.slice(from, from + MAX_SENTENCE_LENGTH)
    const cut =
      Math.max(lastAfter(window, /[;:]\s/gu), 0) ||
      lastAfter(window, /,\s/gu) ||
      lastAfter(window, /\s/gu)
    const at =
      from + (cut > MAX_SENTENCE_LENGTH / 2 ? cut : lastAfter(window, /\s/gu) || safeLength(window))
    sentences.push(unit(text, from, at, 'sentence'))
    from = at
  }
  sentences.push(unit(text, from, end, 'sentence'))
  return sentences.filter((sentence) => sentence.text !== '')
}

function lastAfter(window: string, pattern: RegExp): number {
  return Math.max(0, ...[...window.matchAll(pattern)].map((match) => match.index + match[0].length))
}

/** Never between the halves of a surrogate pair. */
function safeLength(window: string): number {
  return /[\uD800-\uDBFF]$/.test(window) ? window.length - 1 : window.length
}

function unit(text: string, start: number, end: number, kind: Sentence['kind']): Sentence {
  const raw = text.slice(start, end)
  const from = start + (raw.length - raw.trimStart().length)
  const to = Math.max(from, start + raw.trimEnd().length)
  return { kind, start: from, end: to, text: text.slice(from, to) }
}
