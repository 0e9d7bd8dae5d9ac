import { expect, test } from 'vitest'
import { detectLanguage } from '../../../src/main/ingest/detect-language.ts'

test.each([
  ['Mietvertrag\nDie Kündigungsfrist beträgt drei Monate.', 'de'],
  ['Frist zur Kündigung: drei Monate', 'de'],
  ['Huurovereenkomst. De opzegtermijn bedraagt drie maanden.', 'nl'],
  ['El alquiler es de 500 euros al mes y se paga el día 5', 'es'],
  ['The rent is due on the first.', null],
  ['Invoice 4711, total 30 EUR', null],
  ['Anna Müller', null],
])('the short text %j is in %j', async (text, language) => {
  expect(await detectLanguage(text)).toBe(language)
})
