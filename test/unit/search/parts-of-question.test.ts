import { expect, test } from 'vitest'
import { parseParts } from '../../../src/main/search/parts-of-question.ts'

const question = 'When must the rent be paid?'

test('only questions of the agreed form that share a topic word with the question count', () => {
  const text = `Sure! Here are the lines:
PART: When is payment of the rent due?
- part 2: "What is the deadline for rent?"
PART: The rent is due on the third.
PART: What is the capital of France?
PART: when must the RENT be paid?
IGNORE: rent?
When must the rent be paid?`
  expect(parseParts(text, question)).toEqual([
    'When is payment of the rent due?',
    'What is the deadline for rent?',
  ])
})

test('a question has parts only where there are two of them, and three at most', () => {
  const parts = ['rent in May', 'rent in June', 'rent in July', 'rent in August']
  const textOf = (count: number): string =>
    parts
      .slice(0, count)
      .map((part, i) => `PART ${i + 1}: What is the ${part}?`)
      .join('\n')
  const counts = [1, 2, 4].map((count) => parseParts(textOf(count), question).length)
  expect(counts).toEqual([0, 2, 3])
})
