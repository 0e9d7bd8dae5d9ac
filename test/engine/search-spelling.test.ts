import { expect, test } from 'vitest'
import { isOneSlip, mendFrom } from '../../src/main/search/mend-word.ts'
import { understandQuery } from '../../src/main/search/understand-query.ts'
import { createWordCounts } from '../../src/main/search/word-counts.ts'
import { addText, openTestDatabase } from '../helpers/test-database.ts'

test('a word that no document has becomes the only frequent one that a slip leads to', async () => {
  await using database = await openTestDatabase()
  addText(database.writer, '/a.txt', 'The insurances lapse.\nAn insurance for the house.')
  addText(
    database.writer,
    '/b.txt',
    'Großeltern zahlen.\nDie Großeltern zahlten.\nA pocket.\nA packet.',
  )
  addText(database.writer, '/c.txt', 'Pockets.\nPackets.\nA single elephant.')
  const mend = mendFrom(database.openReader())
  const words = [
    'insuranse',
    'insurance',
    'insurences',
    'Grosseltren',
    'pucket',
    'elephent',
    'rant',
  ]
  expect(words.map((word) => mend(word.toLowerCase()))).toEqual([
    'insurance',
    null, // it is there
    null, // its stem is there
    null, // two slips
    null, // pocket or packet
    null, // a single elephant may be a slip itself
    null, // too short
  ])
  expect(understandQuery('house insuranse', { mend }).words).toEqual([
    { word: 'house', why: 'asked' },
    { word: 'insuranse', why: 'asked' },
    { word: 'insurance', why: 'mended', from: 'insuranse' },
  ])
})

test('a word is mended until a document has it, though it was counted before', async () => {
  await using database = await openTestDatabase()
  addText(database.writer, '/a.txt', 'The insurances lapse.\nAn insurance for the house.')
  const reader = database.openReader()
  const mend = mendFrom(reader, createWordCounts(reader))
  const before = mend('insuranse')
  addText(database.writer, '/b.txt', 'They wrote insuranse.')
  expect([before, mend('insuranse'), mend('insurance')]).toEqual(['insurance', null, null])
})

test.each([
  ['rent', 'rents', true],
  ['rent', 'rnet', true],
  ['rent', 'rant', true],
  ['rent', 'ent', true],
  ['rent', 'rent', false],
  ['rent', 'ernt', true],
  ['rent', 'netr', false],
  ['aab', 'ab', true],
  ['', 'ab', false],
])('from %j to %j is one slip: %j', (one, other, expected) => {
  expect([isOneSlip(one, other), isOneSlip(other, one)]).toEqual([expected, expected])
})
