import { expect, test } from 'vitest'
import { segmentWords } from '../../../src/main/store/segment-words.ts'

test.each([
  ['Otters sleep. Größe, Ελλάδα, हिन्दी, 한국어', null],
  ['iPhone 手机 2024', 'iPhone  手机  2024'],
  ['租金应在每月支付', ' 租金 应 在 每月 支付 '],
])('%j is parted as %j', (text, expected) => {
  expect(segmentWords(text)).toBe(expected)
})
