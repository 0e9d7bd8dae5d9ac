import { expect, test } from 'vitest'
import { parseNames } from '../../../src/main/search/names-to-follow.ts'

const place = {
  question: 'When did the country that released Han Vodka hold the Olympics?',
  shown: 'Han Vodka: Han Vodka is released in South Korea, by Han Hye-jin and others.',
}

test('only names that the model was shown and the question lacks are followed', () => {
  const written = '1. South Korea, Denver\n- "Han Hye-jin"\nHan Vodka; the Olympics. South Korea.'
  expect(parseNames(written, place)).toEqual(['South Korea', 'Han Hye-jin'])
})

test('three names are followed at most, and a whole sentence is none', () => {
  expect(parseNames('South, Korea, Hye-jin, others', place)).toEqual(['South', 'Korea', 'Hye-jin'])
  const sentence = 'It was bottled for many years in the oldest town of the north'
  expect(parseNames(sentence, { ...place, shown: sentence })).toEqual([])
})
