import fc from 'fast-check'
import { expect, test } from 'vitest'
import { entitiesIn } from '../../../src/main/search/entities.ts'

test.each<[question: string, language: string, entities: string[]]>([
  [
    'What did Maria Okafor sign on 3 May 2021 for € 1,200.50?',
    'en',
    ['name: Maria Okafor', 'date: 3 May 2021', 'amount: € 1,200.50'],
  ],
  ['When may we leave?', 'en', []],
  ['error E-4711 in v2.3.1', 'en', ['code: E-4711', 'code: v2.3.1']],
  [
    'Summarise the lease of Elm Street 12 from 1 March 2021',
    'en',
    ['name: Elm Street', 'date: 1 March 2021'],
  ],
  [
    'Wie hoch ist die Miete seit dem 3. März 2020, über 500 Euro?',
    'de',
    ['date: 3. März 2020', 'amount: 500 Euro'],
  ],
  [
    'a loan at 3.1 per cent over 24 months from 2022-05',
    'en',
    ['amount: 3.1 per cent', 'amount: 24 months', 'date: 2022-05'],
  ],
  ['10.05.2023 invoice INV_0042', 'en', ['date: 10.05.2023', 'code: INV_0042']],
  ['How much is the IRS fine, $3 or 5 %?', 'en', ['name: IRS', 'amount: $3', 'amount: 5 %']],
  [
    'the budget of the University of Oslo in 2019',
    'en',
    ['name: University of Oslo', 'date: 2019'],
  ],
  ['Does a firm with 2000 employees pay more?', 'en', []],
  ['Since 2019 what changed, and what did in 1998?', 'en', ['date: 2019', 'date: 1998']],
  ['Was galt seit 2019 und gilt im Haushalt 2021?', 'de', ['date: 2019', 'date: 2021']],
  [
    'Was 5 % due on 3 May 2021, or 5 % from 13 May 2021, not on 3 May 2021?',
    'en',
    ['amount: 5 %', 'date: 3 May 2021', 'date: 13 May 2021'],
  ],
])('in %j there is named what is named', (question, language, entities) => {
  expect(entitiesIn(question, { language }).map(({ kind, text }) => `${kind}: ${text}`)).toEqual(
    entities,
  )
})

test('a phrase is one thing, whatever stands in it', () => {
  expect(
    entitiesIn('Who wrote "Dead Souls of 1842"?', {
      language: 'en',
      phrases: ['Dead Souls of 1842'],
    }),
  ).toEqual([{ text: 'Dead Souls of 1842', kind: 'phrase' }])
})

test('what is found stands in the question, in its order', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('en', 'de'), (text, language) => {
      const places = entitiesIn(text, { language }).map((entity) => text.indexOf(entity.text))
      expect(places.every((place) => place >= 0)).toBe(true)
      expect(places).toEqual(places.toSorted((a, b) => a - b))
    }),
  )
})
