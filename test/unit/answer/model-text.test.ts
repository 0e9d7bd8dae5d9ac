import { expect, test } from 'vitest'
import {
  createMarkFilter,
  parseModelText,
  saysNotFound,
} from '../../../src/main/answer/model-text.ts'

test('marks become hints of the sentence they follow, before or after its full stop', () => {
  expect(
    parseModelText(
      'The rent is 900 euros [1]. It is due on the third.[2][3] Pets are allowed 【passage 4】.',
    ),
  ).toEqual([
    { text: 'The rent is 900 euros.', hints: [1] },
    { text: 'It is due on the third.', hints: [2, 3] },
    { text: 'Pets are allowed.', hints: [4] },
  ])
})

test('bullets are sentences without their bullet; ordinary brackets stay', () => {
  expect(parseModelText('- Rent [1, 2]\n- Heat [sic] is extra')).toEqual([
    { text: 'Rent', hints: [1, 2] },
    { text: 'Heat [sic] is extra', hints: [] },
  ])
})

test.each([
  'NOT FOUND',
  'Not found.',
  'The passages do not contain the answer.',
  "I'm sorry, but the provided documents don't mention a deposit.",
  'I could not find this in the passages.',
  'There is no information about pets.',
])('"%s" says that nothing was found', (text) => {
  expect(saysNotFound(text)).toBe(true)
})

test.each(['The lost keys were not found.', 'The tenant does not pay interest.', 'No.'])(
  '"%s" is an answer',
  (text) => {
    expect(saysNotFound(text)).toBe(false)
  },
)

function filtered(pieces: readonly string[]): string[] {
  const filter = createMarkFilter()
  return [...pieces.map((piece) => filter.write(piece)), filter.end()].filter(Boolean)
}

test('a stream is shown as it comes, without marks, even those that come in pieces', () => {
  expect(
    filtered(['The rent', ' is 900', ' [', '1', '].', ' It is [', 'sic] due', ' [2]']),
  ).toEqual(['The rent', ' is 900', '.', ' It is', ' [sic] due'])
})

test('nothing is shown of "not found", whole or in pieces', () => {
  expect(filtered(['NO', 'T FOU', 'ND.'])).toEqual([])
  expect(filtered(['No', 'r can', ' it.'])).toEqual(['Nor can', ' it.'])
})
