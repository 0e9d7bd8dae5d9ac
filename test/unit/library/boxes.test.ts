import { expect, test } from 'vitest'
import { boxesOfSpan } from '../../../src/main/library/boxes.ts'

const line = { y: 0.1, height: 0.02 }
const pages = [
  {
    page: 1,
    start: 0,
    end: 20,
    width: 595,
    height: 842,
    runs: [
      { start: 0, end: 4, x: 0.1, width: 0.1, ...line },
      { start: 5, end: 10, x: 0.21, width: 0.1, ...line },
      { start: 11, end: 20, x: 0.1, width: 0.2, y: 0.13, height: 0.02 },
    ],
  },
  {
    page: 2,
    start: 22,
    end: 26,
    width: 595,
    height: 842,
    runs: [{ start: 22, end: 26, x: 0.1, width: 0.1, ...line }],
  },
]

test('a span has one box a line, cut where it begins and ends inside a run', () => {
  const boxes = boxesOfSpan(pages, 2, 24).map(({ page, x, y, width }) => [
    page,
    x.toFixed(2),
    y.toFixed(2),
    width.toFixed(2),
  ])
  expect(boxes).toEqual([
    [1, '0.15', '0.10', '0.16'],
    [1, '0.10', '0.13', '0.20'],
    [2, '0.10', '0.10', '0.05'],
  ])
})

test('a span outside of all runs has no box', () => {
  expect(boxesOfSpan(pages, 20, 22)).toEqual([])
})
