import { expect, test } from 'vitest'
import { nothingFound } from '../../../src/main/commands/nothing-found.ts'

const explanation = {
  text: 'rent',
  language: 'en',
  words: [{ word: 'rent', why: 'asked' as const }],
  leftOut: [],
  excluded: [],
  filters: [],
}
const none = { documents: 0 }

test('nothing found says whether documents, words or what narrows them are missing', () => {
  const phrase = { word: 'third party', why: 'phrase' as const }
  const narrowed = { ...explanation, words: [phrase], filters: ['type:pdf'], excluded: ['garage'] }
  expect([
    nothingFound({ searched: none, explanation }),
    nothingFound({ searched: none, explanation: narrowed }, '*.md'),
    nothingFound({ searched: none, explanation: { ...explanation, filters: ['tag:lease'] } }),
    nothingFound({ searched: { documents: 3 }, explanation: { ...explanation, words: [] } }),
    nothingFound({ searched: { documents: 3 }, explanation }),
  ]).toEqual([
    'There are no documents yet. Add some: carrel add FOLDER',
    'Nothing found: no document fits type:pdf, "third party" word for word, without "garage", --in *.md. Leave out what narrows it.',
    'Nothing found: no document fits tag:lease. Leave out what narrows it. A name of several words is quoted: tag:"two words".',
    'Nothing found: the query has no word.',
    'Nothing found.',
  ])
})
