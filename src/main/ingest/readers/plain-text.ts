import type { ReadBlock } from '../document.ts'
import { keepLines, oneLine } from '../clean-text.ts'
import { decodeText } from './decode-text.ts'
import type { Reader } from './reader.ts'

const BULLET = /^\s*(?:[-*•‣◦–]|\d{1,3}[.)]|\([a-z0-9]{1,3}\))\s+\S/
const UNDERLINE = /^\s*([=\-~*^#])\1{2,}\s*$/
const NUMBERED_HEADING = /^\d{1,2}(?:\.\d{1,2}){0,4}\.?\s+\p{Lu}/u

/** Prose that was wrapped by hand: no line beyond this, and all but the last nearly as long as the longest. */
const MAX_WRAP_WIDTH = 110
const MIN_WRAP_WIDTH = 40
const MAX_HEADING_LENGTH = 80

/** Plain text: paragraphs at blank lines; wrapped prose on one line again, so that sentences stay whole; other line breaks kept. */
export const readPlainText: Reader = async ({ name, bytes }) => ({
  title: '',
  pages: [],
  blocks: blocksOfText(decodeText(name, bytes)),
})

/** The blocks of decoded text. */
export function blocksOfText(text: string): ReadBlock[] {
  const paragraphs = keepLines(text)
    .split(/\n\s*\n/)
    .filter((paragraph) => paragraph.trim() !== '')
  return paragraphs.flatMap((paragraph, index) =>
    blocksOfParagraph(paragraph, paragraphs[index + 1]),
  )
}

function blocksOfParagraph(paragraph: string, next: string | undefined): ReadBlock[] {
  const lines = paragraph.split('\n')
  const [first = '', second = '', ...rest] = lines
  if (UNDERLINE.test(second) && first.trim() !== '' && first.length <= MAX_HEADING_LENGTH) {
    const heading: ReadBlock = {
      kind: 'heading',
      level: second.trim().startsWith('=') ? 1 : 2,
      text: oneLine(first),
    }
    return rest.length === 0 ? [heading] : [heading, ...blocksOfParagraph(rest.join('\n'), next)]
  }
  if (lines.length === 1 && next !== undefined && isHeadingLine(first.trim())) {
    const depth = /^[\d.]+/.exec(first.trim())?.[0].split('.').filter(Boolean).length ?? 1
    return [{ kind: 'heading', level: Math.min(6, depth + 1), text: oneLine(first) }]
  }
  if (BULLET.test(first)) return listItems(lines)
  if (isWrappedProse(lines)) return [{ kind: 'paragraph', text: oneLine(paragraph) }]
  return [
    { kind: lines.length > 1 && looksLikeCode(lines) ? 'code' : 'paragraph', text: paragraph },
  ]
}

function isHeadingLine(line: string): boolean {
  if (line.length > MAX_HEADING_LENGTH || /[.,;:!?]$/.test(line)) return false
  const isShouted = /\p{Lu}{3}/u.test(line) && line === line.toUpperCase()
  return isShouted || NUMBERED_HEADING.test(line)
}

function listItems(lines: readonly string[]): ReadBlock[] {
  const items: string[] = []
  for (const line of lines) {
    if (BULLET.test(line) || items.length === 0) items.push(line)
    else items[items.length - 1] += `\n${line}`
  }
  return items.map((item) => ({ kind: 'list-item', text: oneLine(item) }))
}

function isWrappedProse(lines: readonly string[]): boolean {
  const widths = lines.map((line) => line.trimEnd().length)
  const widest = Math.max(...widths)
  if (lines.length < 2 || widest < MIN_WRAP_WIDTH || widest > MAX_WRAP_WIDTH) return false
  if (lines.some((line) => /\S {3,}\S|\t/.test(line))) return false
  return widths.slice(0, -1).every((width) => width >= widest * 0.6)
}

function looksLikeCode(lines: readonly string[]): boolean {
  const codeLines = lines.filter((line) =>
    /^(?:\s{2,}|\t)|[{};]\s*$|^\s*(?:\/\/|#include|<\/?\w)/.test(line),
  )
  return codeLines.length >= lines.length / 2
}
