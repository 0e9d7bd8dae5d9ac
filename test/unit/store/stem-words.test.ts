import fc from 'fast-check'
import { expect, test } from 'vitest'
import { queryWords } from '../../../src/main/search/keyword-query.ts'
import { stemWords } from '../../../src/main/store/stem-words.ts'

test.each([
  ['договорами, Договоры и ДОГОВОРА', 'договор, договор и договор'],
  ['συμβάσεις ΣΥΜΒΑΣΗ', 'συμβασ συμβασ'],
  ['المدرسة مدرسة', 'مدرس مدرس'],
  ['Größe, tenants, A4ф, ГОСТ-2024, Δ, 租金', 'Größe, tenants, A4ф, ГОСТ-2024, Δ, 租金'],
  ['книзі, ایران, हिन्दी, ค่าเช่า', 'книзі, ایران, हिन्दी, ค่าเช่า'],
])('%j is indexed as %j', (text, expected) => {
  expect(stemWords(text)).toBe(expected)
})

const letters = 'абвеийоруьяюёАВЯіαάεήικμοσςτΣΆΟابتمنةأإيهوكلeéZ1'
const word = fc
  .string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 12 })
  .map((made) => [made, made.normalize('NFD')])
  .chain((forms) => fc.constantFrom(...forms))

test('a text and a query have the same stems, whatever their case and their way to write accents', () => {
  fc.assert(
    fc.property(fc.array(word), fc.constantFrom(' ', ', ', "'", '-'), (words, between) => {
      const text = words.join(between)
      const indexed = queryWords(stemWords(text))
      expect(queryWords(text).map(stemWords)).toEqual(indexed)
    }),
  )
})
