import { expect, test } from 'vitest'
import { shareHeld } from '../../../src/main/search/share-held.ts'
import { understandQuery } from '../../../src/main/search/understand-query.ts'

const counts = new Map([
  ['rent', 50],
  ['deposits', 5],
])
const library = { countWord: (word: string) => counts.get(word) ?? 0, chunks: 100 }
const shareOf = (query: string, text: string): number =>
  Number(shareHeld(understandQuery(query).words, library)(text).toFixed(2))

test.each([
  ['rent deposits', 'The rents and the deposit are due.', 1],
  ['rent deposits', 'The rent is due.', 0.27],
  ['rent deposits', 'The parent imposes it.', 0],
  ['creme brulee', 'Crème brûlée', 1],
  ['E-4711', 'Fault E 4711', 1],
  ['E-4711', 'Fault E-47110 and 14711', 0],
  ['E4711', 'Fault E-4711', 1],
  ['"third party"', 'the third  Party', 1],
  ['"third party"', 'the party is the third', 0],
  ['???', 'anything', 0],
])('of %j, the text %j has the share %d', (query, text, share) => {
  expect(shareOf(query, text)).toBe(share)
})

test('a code counts as its words, however the text has it', () => {
  const { words } = understandQuery('LH-1234', { has: (term) => term === 'lh1234' })
  expect(shareHeld(words, library)('Flight LH1234')).toBe(1)
})

test('what stands for a word that no document has is as good as the word', () => {
  const words = [
    { word: 'lindquist', why: 'asked' as const },
    { word: 'lindqvist', why: 'mended' as const, from: 'lindquist' },
  ]
  expect(shareHeld(words, library)('Dear Mr Lindqvist')).toBe(1)
})
