import type { Line, Paragraph, Word } from 'tesseract.js'
import type { Picture } from './recognizer.ts'
import type { PixelBox } from './touch-up.ts'

/** What was looked at: the picture, as it was seen, and how far it was turned clockwise for that. */
export interface View {
  readonly seen: Picture
  readonly picture: Picture
  readonly degrees: number
}

/** What was found in a view. Boxes are in pixels of what was seen. */
export interface Look {
  readonly view: View
  readonly paragraphs: readonly Paragraph[]
  readonly words: readonly Word[]
  /** The mean of the confidence of all words, however unsure, weighed by letters: 0 to 100. */
  readonly confidence: number
  /** Letters times confidence: the look with most of it is the best. */
  readonly gain: number
}

export function toLook(view: View, paragraphs: readonly Paragraph[]): Look {
  const words = paragraphs.flatMap(({ lines }) => lines).flatMap((line) => line.words)
  return { view, paragraphs, words, ...surenessOf(words) }
}

export function surenessOf(words: readonly Word[]): Pick<Look, 'confidence' | 'gain'> {
  const letters = words.reduce((sum, { text }) => sum + text.length, 0)
  const gain = words.reduce((sum, { text, confidence }) => sum + text.length * confidence, 0)
  return { confidence: letters === 0 ? 0 : gain / letters, gain }
}

export function better(one: Look, other: Look): Look {
  return other.gain > one.gain ? other : one
}

/** Pixels of a word's height at which most is read: at 24 and 40 it was less. */
const BEST_HEIGHT = 32
/** Words from which the height is taken. */
const CLEAR_CONFIDENCE = 60
const MOST_SCALE = 3
/** A page of these is 64 MB unpacked. */
const MOST_PIXELS = 16_000_000

/** By how much what was seen is to be enlarged for another look. 1 where nothing in it is clear. */
export function scaleFor({ words, view: { seen } }: Look): number {
  const heights = words
    .filter(
      ({ text, confidence }) => confidence >= CLEAR_CONFIDENCE && /[\p{L}\p{N}]{2}/u.test(text),
    )
    .map(({ bbox }) => bbox.y1 - bbox.y0)
    .sort((one, other) => one - other)
  const height = heights[heights.length >> 1]
  if (height === undefined || height < 1) return 1
  const bound = Math.sqrt(MOST_PIXELS / (seen.width * seen.height))
  return Math.min(bound, MOST_SCALE, BEST_HEIGHT / height)
}

/** A look with each line as another look saw it where that is surer and saw the same line, not two in one or a part. */
export function withSurerLines(look: Look, other: Look): Look {
  const scale = look.view.seen.width / other.view.seen.width
  const theirs = other.paragraphs
    .flatMap(({ lines }) => lines)
    .map((line) => ({
      ...scaled(line, scale),
      words: line.words.map((word) => scaled(word, scale)),
    }))
  const ours = look.paragraphs.flatMap(({ lines }) => lines)
  const surer = (line: Line): Line => {
    const [match, ...rest] = theirs.filter(({ bbox }) => isSameLine(bbox, line.bbox))
    if (match === undefined || rest.length > 0) return line
    if (ours.filter(({ bbox }) => isSameLine(bbox, match.bbox)).length > 1) return line
    const isSurer = surenessOf(match.words).confidence > surenessOf(line.words).confidence
    return isSurer ? match : line
  }
  const paragraphs = look.paragraphs.map((paragraph) => ({
    ...paragraph,
    lines: paragraph.lines.map(surer),
  }))
  return toLook(look.view, paragraphs)
}

function scaled<T extends { readonly bbox: PixelBox }>(part: T, scale: number): T {
  const { x0, y0, x1, y1 } = part.bbox
  return { ...part, bbox: { x0: x0 * scale, y0: y0 * scale, x1: x1 * scale, y1: y1 * scale } }
}

/** Whether two boxes share half of the lower one's height, and some of their width. */
function isSameLine(one: PixelBox, other: PixelBox): boolean {
  const height = Math.min(one.y1 - one.y0, other.y1 - other.y0)
  const shared = Math.min(one.y1, other.y1) - Math.max(one.y0, other.y0)
  return shared > height / 2 && Math.min(one.x1, other.x1) > Math.max(one.x0, other.x0)
}
