import type { Line, Paragraph, Word } from 'tesseract.js'
import { expect, test } from 'vitest'
import { must } from '../../../src/main/lib/must.ts'
import { toBlock } from '../../../src/main/ingest/readers/look-at-picture.ts'
import { scaleFor, toLook, withSurerLines } from '../../../src/main/ingest/readers/looks.ts'

/** A line of one word, from `left` to 900 pixels at `top`, `height` pixels high. */
function line(
  text: string,
  confidence: number,
  { top, left = 100, height = 40 }: { top: number; left?: number; height?: number },
): Line {
  const bbox = { x0: left, y0: top, x1: 900, y1: top + height }
  const word: Partial<Word> = { text, confidence, bbox }
  return { text, confidence, bbox, words: [word] } as Line
}

function lookOf(width: number, ...lines: readonly Line[]) {
  const picture = { bytes: Buffer.alloc(0), width, height: width }
  const paragraph = { lines, bbox: { x0: 0, y0: 0, x1: width, y1: width } } as unknown as Paragraph
  return toLook({ seen: picture, picture, degrees: 0 }, [paragraph])
}

test('of each line the surer look is kept, in the size of the first; what is no line of its own stays', () => {
  const first = lookOf(
    1000,
    line('T0TAL', 60, { top: 100 }),
    line('CASH', 80, { top: 200 }),
    line('two', 50, { top: 300 }),
    line('lines', 50, { top: 341 }),
    line('alone', 20, { top: 500 }),
  )
  const second = lookOf(
    2000,
    line('TOTAL', 90, { top: 204, left: 200, height: 80 }),
    line('CA5H', 70, { top: 400, left: 200, height: 80 }),
    line('twolines', 95, { top: 600, left: 200, height: 160 }),
  )
  const merged = withSurerLines(first, second)
  expect(merged.words.map(({ text, bbox: { y0 } }) => [text, y0])).toEqual([
    ['TOTAL', 102],
    ['CASH', 200],
    ['two', 300],
    ['lines', 341],
    ['alone', 500],
  ])
})

test('the next look is at the height that is read best, by the words that are clear', () => {
  const heights = [20, 16, 16, 60].map((height, at) =>
    line(at === 3 ? '|' : 'word', 90, { top: at * 100, height }),
  )
  expect([
    scaleFor(lookOf(1000, ...heights)),
    scaleFor(lookOf(1000, line('stain', 20, { top: 0 }))),
    scaleFor(lookOf(1000, line('tiny', 90, { top: 0, height: 4 }))),
    scaleFor(lookOf(4000, ...heights)),
  ]).toEqual([2, 1, 3, 1])
})

test('words of Chinese stand side by side as they were written, each at its place; others stay apart', () => {
  const words = ['新', '鲜', '皮肤', '。', 'Carrel', '2024', '年']
  const inLine = line('', 90, { top: 100 })
  const [one] = inLine.words
  const { paragraphs, view } = lookOf(1000, {
    ...inLine,
    words: words.map((text) => ({ ...must(one, 'a line of one word'), text })),
  })
  const { text, runs = [] } = toBlock(must(paragraphs[0], 'one paragraph'), view)
  expect([text, runs.map(({ start, end }) => text.slice(start, end))]).toEqual([
    '新鲜皮肤。 Carrel 2024 年',
    words,
  ])
})
