import { expect, test } from 'vitest'
import { parseReformulations } from '../../../src/main/search/reformulate.ts'

const question = 'When must the rent be paid?'

test('only lines of the agreed form that share a topic word with the question count', () => {
  const text = `Sure! Here are the lines:
SAME: When is payment of the rent due?
- same: "What is the deadline for rent?"
SAME: A third way to ask about rent
TEXT: Rent is to be paid on the third day of each month.
TEXT: Rent, once more.
SAME: What is the capital of France?
IGNORE: rent
When must the rent be paid?`
  expect(parseReformulations(text, question)).toEqual([
    { kind: 'paraphrase', text: 'When is payment of the rent due?' },
    { kind: 'paraphrase', text: 'What is the deadline for rent?' },
    { kind: 'hypothetical', text: 'Rent is to be paid on the third day of each month.' },
  ])
})

test('a question has parts only where there are two of them, and three at most', () => {
  const parts = ['rent in May', 'rent in June', 'rent in July', 'rent in August']
  const textOf = (count: number): string =>
    parts
      .slice(0, count)
      .map((part, i) => `PART ${i + 1}: What is the ${part}?`)
      .join('\n')
  const counts = [1, 2, 4].map((count) => parseReformulations(textOf(count), question).length)
  expect(counts).toEqual([0, 2, 3])
})

test('the question itself, said again, adds nothing', () => {
  expect(parseReformulations('SAME: when must the RENT be paid', question)).toEqual([])
})
