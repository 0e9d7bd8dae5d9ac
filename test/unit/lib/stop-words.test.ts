import { expect, test } from 'vitest'
import { isStopWord, termsOf } from '../../../src/main/answer/words.ts'
import { topicOf } from '../../../src/main/search/keyword-query.ts'

test.each([
  ['When does the EU pay the rent?', 'en'],
  ['Wann ist die Miete für den Garten fällig?', 'de'],
  ['¿Cuándo se paga el alquiler del jardín?', 'es'],
  ['Quand est-ce que le loyer doit être payé ?', 'fr'],
])('search and answer leave out the same words of %j', (question, expected) => {
  const { language, leftOut, words } = topicOf(question)
  expect(language).toBe(expected)
  expect(leftOut.filter((word) => !isStopWord(word, language))).toEqual([])
  expect(words.filter((word) => isStopWord(word, language))).toEqual([])
  expect(termsOf(question, language)).toHaveLength(words.length)
})
