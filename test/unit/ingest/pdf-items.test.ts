import { expect, test } from 'vitest'
import { ItemCollector, type Setting } from '../../../src/main/ingest/readers/pdf-items.ts'

const upright: Setting = {
  font: 'F1',
  fontSize: 10,
  isVertical: false,
  matrix: [10, 0, 0, -10, 0, 0],
  em: 10,
}

/** Letters of 5 points each; a number is a step in points. */
function itemsOf(...written: readonly (string | number)[]): string[] {
  const items: string[] = []
  const collector = new ItemCollector(({ text, isRightToLeft }) =>
    items.push(isRightToLeft ? `${text} (right to left)` : text),
  )
  let x = 0
  for (const each of written) {
    if (typeof each === 'number') x += each
    else
      for (const letter of each) {
        collector.add(letter, upright, { x, y: 100 }, { x: x + 5, y: 100 })
        x += 5
      }
  }
  collector.flush()
  return items
}

test('kerned letters stay one word, a gap is a space, and a wide one ends the item', () => {
  expect([itemsOf('V', -0.8, 'AT'), itemsOf('due', 2.5, 'on'), itemsOf('due', 20, '300')]).toEqual([
    ['VAT'],
    ['due on'],
    ['due', ' ', '300'],
  ])
})

test('a written space counts once, however wide the gap is that it leaves', () => {
  const written = [itemsOf('due on'), itemsOf('due ', 0.2, 'on'), itemsOf('due', -4.2, ' on')]
  expect(written.map((items) => items.join(''))).toEqual(['due on', 'due on', 'due on'])
})

test('a step back begins another item', () => {
  expect(itemsOf('due', -15, 'on')).toEqual(['due', 'on'])
})

test('ligatures are letters again', () => {
  expect(itemsOf('\ufb01nal')).toEqual(['final'])
})

test('Hebrew comes in the order in which it is read, numbers within it too', () => {
  expect(itemsOf('42 הריד')).toEqual(['דירה 42 (right to left)'])
})
