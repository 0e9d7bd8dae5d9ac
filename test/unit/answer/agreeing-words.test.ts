import { expect, test } from 'vitest'
import { termsOfWords } from '../../../src/main/answer/agreeing-words.ts'
import { stemIn, termsOf } from '../../../src/main/answer/words.ts'

test.each([
  ['de', 'Welche Frist gilt für die Kündigung?', 'Kündigungsfristen', ['Frist', 'Kündigung']],
  ['de', 'Wie lang ist die Kündigungsfrist?', 'Kündigung', ['Kündigungsfrist']],
  ['sv', 'Vilken uppsägningstid gäller?', 'uppsägning', ['uppsägningstid']],
  ['tr', 'Hangi hayvanlar denizde yaşar?', 'hayvan', ['hayvanlar']],
  ['tr', "Fresno'yu hangi yol bağlar?", "Fresno'nun", []],
  ['de', 'Wie lang ist die Kündigungsfrist?', 'Kündigungen', ['Kündigungsfrist']],
  ['de', 'Wie lang ist die Kündigungsfrist?', 'künden', []],
  ['en', 'What is the notice period?', 'periodical', []],
])('in %s, asked %j, %j agrees with %j', (language, question, word, agreeing) => {
  const own = stemIn(word, language)
  const others = termsOfWords(question, language)(word).filter((term) => term !== own)
  expect(others).toEqual(agreeing.map((one) => stemIn(one, language)))
})

test('a name with an ending behind an apostrophe is the same name', () => {
  expect(termsOf("Tesla'ya 1970'lerde", 'tr')).toEqual(termsOf("Tesla'nın 1970'te", 'tr'))
})
