import { expect, test } from 'vitest'
import { plainWords } from '../../../src/main/lib/plain-words.ts'
import { mentionable, namesIn } from '../../../src/main/search/names.ts'

test('a text names what it writes with capitals, and years', () => {
  expect(
    namesIn('In 1953 the University of Oslo hired Åse Gruda Skard; she had left the party.'),
  ).toEqual(['1953', 'University of Oslo', 'Åse Gruda Skard'])
})

test.each([
  ['Mercury (planet)', 'The planet Mercury is small.', true],
  ['Ann', 'Anna lives there.', false],
  ['The Who', 'Who is the one?', false],
  ['1984', 'It was 1984.', false],
])('the title %j is mentioned in %j: %j', (title, text, isMentioned) => {
  const plain = mentionable(title)
  expect(plain !== null && plainWords(text).includes(plain)).toBe(isMentioned)
})
