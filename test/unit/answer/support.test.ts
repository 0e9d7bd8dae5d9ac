import { expect, test } from 'vitest'
import { agrees } from '../../../src/main/answer/support.ts'

const source = (quotes: string, context = ''): { quotes: string; context: string } => ({
  quotes,
  context,
})

test.each([
  ['the same words', 'The rent is 900 euros.', source('The rent is 900 euros a month.')],
  [
    'a number in another form',
    'The hall holds 1200 people.',
    source('It holds 1,200 people.', 'The hall'),
  ],
  ['a number in words', 'There are three rooms.', source('The flat has 3 rooms.')],
  [
    'a name from around the quote',
    'The pump was built by Marie Curie.',
    source('She built the pump.', 'Marie Curie'),
  ],
  ['a negation in both', 'Smoking is not allowed.', source('Smoking is not allowed in the flat.')],
  [
    'a negation of something else',
    'The rent is due on the third.',
    source('The rent is due on the third, and interest is not paid.'),
  ],
])('agrees: %s', (_, sentence, from) => {
  expect(agrees(sentence, from)).toBe(true)
})

test.each([
  ['another number', 'The rent is 950 euros.', source('The rent is 900 euros a month.')],
  ['a number that is part of another', 'The rent is 90 euros.', source('The rent is 900 euros.')],
  [
    'a name from nowhere',
    'The pump was built by Marie Curie.',
    source('The pump was built in 1901.'),
  ],
  [
    'a negation dropped',
    'Smoking is allowed in the flat.',
    source('Smoking is not allowed in the flat.'),
  ],
  ['a negation added', 'Pets are not allowed.', source('Pets are allowed.')],
  ['an opposite', 'Prices decreased in May.', source('Prices increased in May.')],
  ['more for less', 'It takes more than 5 days.', source('It takes less than 5 days.')],
])('does not agree: %s', (_, sentence, from) => {
  expect(agrees(sentence, from)).toBe(false)
})
