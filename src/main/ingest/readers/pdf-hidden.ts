import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { multiply, type Matrix } from './matrix.ts'
import type { Background } from './pdf-background.ts'
import { paintPage, type OperatorList } from './pdf-paint.ts'
import type { PaintOptions, ShownText } from './pdf-painter.ts'

type TextContent = Awaited<ReturnType<PDFPageProxy['getTextContent']>>
type TextItem = Extract<TextContent['items'][number], { str: string }>

/** Of 255 in each channel: nobody sees such a difference, while the palest watermarks differ by 15. */
const SAME_COLOUR = 10
/** Letters smaller than this many points (or than this share of the page's height, where that is less) are specks. */
const MIN_SIZE = 1
const MIN_SIZE_SHARE = 1 / 800
/** Letters as narrow as this share of their least height are a bar. */
const MIN_WIDTH = 0.25
/** Points: letters reach over their base line and the edge. */
const MARGIN = 6
/** A page that is half covered by pictures is a scan, and what is invisible on it its recognised text. */
const SCAN_SHARE = 0.5
/** How many letters further on an item is looked for, where pdf.js left some out. */
const LOOK_AHEAD = 200

export interface VisibleText {
  readonly content: TextContent
  /** How many pieces that stand together were left out. */
  readonly passages: number
}

/**
 * The text of a page without what no reader sees: in the colour of what lies beneath it, painted with nothing (unless over a picture: that is
 * recognised text), in a layer that is switched off, tiny, or outside of the page. Where it is not sure, text stays.
 */
export function withoutHidden(
  content: TextContent,
  operators: OperatorList | null,
  options: PaintOptions,
): VisibleText {
  const { letters, offPage } = operators === null ? NOTHING : hiddenLetters(operators, options)
  const isAny = letters.some(({ isHidden }) => isHidden)
  let at = 0
  let passages = offPage
  let wasHidden = false
  const items = content.items.flatMap((item) => {
    if (!('str' in item) || item.str.trim() === '') return [item]
    const found = isAny ? findItem(item, letters, at) : null
    at = found?.end ?? at
    const hidden = isTiny(item, options) || (found?.hidden ?? false)
    const isPartly = typeof hidden !== 'boolean'
    if (hidden !== false && !wasHidden && /[\p{L}\p{N}]/u.test(item.str)) passages++
    wasHidden = isPartly ? hidden.at(-1) === true : hidden
    if (isPartly) return cutItem(item, hidden)
    return hidden ? [] : [item]
  })
  return { content: { ...content, items }, passages }
}

interface Letter {
  readonly letter: string
  readonly isHidden: boolean
}

interface Letters {
  readonly letters: readonly Letter[]
  /** Texts outside of the page, one after the other as one: pdf.js leaves them out by itself. */
  readonly offPage: number
}

const NOTHING: Letters = { letters: [], offPage: 0 }

function hiddenLetters(operators: OperatorList, options: PaintOptions): Letters {
  const { texts, background } = paintPage(operators, options)
  const isScan = background.artShare() >= SCAN_SHARE
  const letters: Letter[] = []
  let offPage = 0
  let wasOff = false
  for (const text of texts) {
    const found = [...lettersOf(text.glyphs.join(''))]
    if (found.length === 0) continue
    const isOff = text.points.every((point) => isOutside(point, options))
    if (isOff && !wasOff) offPage++
    wasOff = isOff
    if (isOff) continue
    const isHidden = isHiddenText(text, background, isScan)
    for (const letter of found) letters.push({ letter, isHidden })
  }
  return { letters, offPage }
}

function isOutside([x, y]: readonly [number, number], { width, height }: PaintOptions): boolean {
  return x < -MARGIN || x > width + MARGIN || y < -MARGIN || y > height + MARGIN
}

function isHiddenText(
  { colours, beneath, points, isSwitchedOff }: ShownText,
  background: Background,
  isScan: boolean,
): boolean {
  if (isSwitchedOff) return true
  if (colours.length === 0) return !isScan && !points.some(([x, y]) => background.hasArtAt(x, y))
  return colours.every(
    (colour) =>
      colour !== null && beneath.every((under) => under !== null && isSame(colour, under)),
  )
}

function isSame(one: number, other: number): boolean {
  return [16, 8, 0].every(
    (shift) => Math.abs(((one >> shift) & 255) - ((other >> shift) & 255)) <= SAME_COLOUR,
  )
}

function lettersOf(text: string): string {
  return text.normalize('NFKC').replace(/\s+/gu, '')
}

/** Where an item's letters stand among all, and which are hidden: all, none, or each by itself. */
function findItem(
  item: TextItem,
  letters: readonly Letter[],
  from: number,
): { readonly end: number; readonly hidden: boolean | readonly boolean[] } | null {
  const wanted = [...lettersOf(item.str)]
  const sorted = [...wanted].sort().join('')
  for (let start = from; start <= from + LOOK_AHEAD; start++) {
    const found = letters.slice(start, start + wanted.length)
    if (found.length < wanted.length) return null
    const isHere =
      found[0]?.letter === wanted[0] || item.dir === 'rtl'
        ? found
            .map(({ letter }) => letter)
            .sort()
            .join('') === sorted
        : false
    if (!isHere) continue
    const hidden = found.map(({ isHidden }) => isHidden)
    const end = start + wanted.length
    if (hidden.every((each) => each)) return { end, hidden: true }
    const isMixed = hidden.includes(true) && item.dir === 'ltr'
    return { end, hidden: isMixed && wanted.length === countLetters(item.str) ? hidden : false }
  }
  return null
}

function countLetters(text: string): number {
  return [...text.replace(/\s+/gu, '')].length
}

/** The visible pieces of an item, each moved to where it begins by the share of letters before it. */
function cutItem(item: TextItem, hidden: readonly boolean[]): TextItem[] {
  const pieces: { str: string; start: number }[] = []
  let index = 0
  let isOpen = false
  const characters = [...item.str]
  for (const [start, character] of characters.entries()) {
    const isSpace = /\s/u.test(character)
    const isShown: boolean = isSpace ? isOpen : hidden[index] !== true
    if (!isSpace) index++
    if (isShown && isOpen) pieces[pieces.length - 1] = append(pieces.at(-1), character, start)
    else if (isShown) pieces.push({ str: character, start })
    isOpen = isShown
  }
  return pieces.map(({ str, start }) => {
    const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = item.transform as unknown as Matrix
    const along = (item.width * start) / characters.length
    const length = Math.hypot(a, b) || 1
    return {
      ...item,
      str,
      width: (item.width * [...str].length) / characters.length,
      transform: [a, b, c, d, e + (along * a) / length, f + (along * b) / length],
    }
  })
}

function append(
  piece: { str: string; start: number } | undefined,
  character: string,
  start: number,
): { str: string; start: number } {
  return piece === undefined ? { str: character, start } : { ...piece, str: piece.str + character }
}

/** Too small to be seen. */
function isTiny(item: TextItem, { transform, height }: PaintOptions): boolean {
  const [a, b, c, d] = multiply(transform, item.transform as unknown as Matrix)
  const least = Math.min(MIN_SIZE, height * MIN_SIZE_SHARE)
  return Math.hypot(c, d) < least || Math.hypot(a, b) < least * MIN_WIDTH
}
