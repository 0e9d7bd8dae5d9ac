import type { Paragraph, Word, Worker } from 'tesseract.js'
import { oneLine } from '../clean-text.ts'
import type { ReadBlock, Run } from '../document.ts'
import type { Picture } from './recognizer.ts'
import { skewOf } from './skew.ts'
import { smallGreys, turnBack, turnPicture, withContrast, type PixelBox } from './touch-up.ts'

/**
 * Tesseract's own scale is 0 to 100: below this a "word" is a stain or a ruling more often than a word. On 39 photographed receipts the
 * median recall and precision of words are .858 and .818 at 0, .845 and .865 at 20, .831 and .886 at 30. A second look at what is not
 * surely read, as one block of text, gave .842 and .873.
 */
const MIN_WORD_CONFIDENCE = 20
/** Printed text that stands upright has 85 and more on average; text on its side or in faint print stays below this. */
const GOOD_CONFIDENCE = 65
/** Below this even the best look found stains in a photo, not words. */
const MIN_CONFIDENCE = 45
/** Lines that end within this share of the paragraph's width before its right edge were broken by the edge. */
const PROSE_MARGIN = 0.12
/** What Tesseract takes for words of a page that lies on its side; a picture without text gives fewer. */
const WORDS_OF_TURNED_PAGE = 4

/** What was looked at: the picture, and how far it was turned clockwise for that. */
interface View {
  readonly seen: Picture
  readonly picture: Picture
  readonly degrees: number
}

interface Look {
  readonly view: View
  readonly paragraphs: readonly Paragraph[]
  readonly words: readonly Word[]
  /** The mean of the confidence of all words, however unsure, weighed by letters. */
  readonly confidence: number
  /** Letters times confidence: the look with most of it is the best. */
  readonly gain: number
}

/**
 * The paragraphs of text in a picture.
 * 1. Lines that lean are made level.
 * 2. Where the first look finds little, faint print is looked at with more contrast, and a page that lies on its side is turned.
 *    Nothing is left of a picture where even the best look is a guess: a photo without text.
 */
export async function lookAtPicture(worker: Worker, picture: Picture): Promise<ReadBlock[]> {
  const best = await bestLook(worker, picture)
  return best.confidence < MIN_CONFIDENCE ? [] : toBlocks(best)
}

async function bestLook(worker: Worker, picture: Picture): Promise<Look> {
  const level = -skewOf(await smallGreys(picture))
  const lookAt = (seen: Picture, turn: number): Promise<Look> =>
    look(worker, { seen, picture, degrees: level + turn })
  const straight = level === 0 ? picture : await turnPicture(picture, level)
  const first = await lookAt(straight, 0)
  if (first.confidence >= GOOD_CONFIDENCE) return first
  let best = better(first, await lookAt(await withContrast(straight), 0))
  const turns = first.words.length >= WORDS_OF_TURNED_PAGE ? [270, 90, 180] : []
  for (const turn of turns)
    if (best.confidence < GOOD_CONFIDENCE)
      best = better(best, await lookAt(await turnPicture(picture, level + turn), turn))
  return best
}

function better(one: Look, other: Look): Look {
  return other.gain > one.gain ? other : one
}

async function look(worker: Worker, view: View): Promise<Look> {
  const { data } = await worker.recognize(view.seen.bytes, {}, { text: false, blocks: true })
  const paragraphs = (data.blocks ?? []).flatMap((block) => block.paragraphs)
  const words = paragraphs.flatMap(({ lines }) => lines).flatMap((line) => line.words)
  const letters = words.reduce((sum, { text }) => sum + text.length, 0)
  const gain = words.reduce((sum, { text, confidence }) => sum + text.length * confidence, 0)
  return { view, paragraphs, words, confidence: letters === 0 ? 0 : gain / letters, gain }
}

function toBlocks({ paragraphs, view }: Look): ReadBlock[] {
  return paragraphs
    .map((paragraph) => toBlock(paragraph, view))
    .filter(({ text }) => /[\p{L}\p{N}]/u.test(text))
}

/** Lines of prose become one line, so that sentences stay whole; those of a list, a form or a receipt stay apart. */
function toBlock({ lines, bbox: around }: Paragraph, view: View): ReadBlock {
  const isProse = lines
    .slice(0, -1)
    .every(({ bbox }) => bbox.x1 > around.x1 - (around.x1 - around.x0) * PROSE_MARGIN)
  let text = ''
  let sureness = 0
  const runs: Run[] = []
  for (const line of lines)
    for (const [index, { text: raw, bbox, confidence }] of line.words.filter(isClear).entries()) {
      const word = oneLine(raw)
      if (word === '') continue
      const isCut = isProse && index === 0 && /\p{Ll}-$/u.test(text) && /^\p{Ll}/u.test(word)
      if (isCut) text = text.slice(0, -1)
      else if (text !== '') text += index === 0 && !isProse ? '\n' : ' '
      runs.push({ start: text.length, end: text.length + word.length, ...placeOf(bbox, view) })
      text += word
      sureness += (word.length * confidence) / 100
    }
  const letters = runs.reduce((sum, { start, end }) => sum + end - start, 0)
  return {
    kind: 'image-text',
    text,
    confidence: letters === 0 ? 0 : sureness / letters,
    runs: runs.map((run) => ({ ...run, end: Math.min(run.end, text.length) })),
  }
}

function isClear({ confidence }: Word): boolean {
  return confidence >= MIN_WORD_CONFIDENCE
}

/** Where a box of the turned picture stands in the picture as it was. Fractions of the page. */
function placeOf(
  box: PixelBox,
  { picture, degrees }: View,
): Pick<Run, 'x' | 'y' | 'width' | 'height'> {
  const { x0, y0, x1, y1 } = turnBack(box, picture, degrees)
  return {
    x: x0 / picture.width,
    y: y0 / picture.height,
    width: (x1 - x0) / picture.width,
    height: (y1 - y0) / picture.height,
  }
}
