import { expect, test } from 'vitest'
import { choosePlace } from '../../../src/main/shell/window-place.ts'

const laptop = { x: 0, y: 0, width: 1440, height: 860 }
const monitor = { x: 1440, y: 0, width: 2560, height: 1400 }

test('a window opens where it was last time', () => {
  const saved = { x: 1600, y: 100, width: 1300, height: 900 }
  expect(choosePlace(saved, [laptop, monitor])).toEqual(saved)
})

test('a window whose screen is gone opens in the middle of the first one', () => {
  const saved = { x: 1600, y: 100, width: 1300, height: 900 }
  expect(choosePlace(saved, [laptop])).toEqual({ x: 100, y: 20, width: 1240, height: 820 })
})

test('a first window is never larger than its screen', () => {
  const small = { x: 0, y: 0, width: 1024, height: 600 }
  expect(choosePlace(undefined, [small])).toEqual(small)
})
