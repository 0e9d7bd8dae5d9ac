import { expect, test } from 'vitest'
import { withoutMeasure } from '../../../src/main/answer/measure-words.ts'

test.each([
  ['de', 'Wie groß ist die Wohnung?', 'Wie  ist die Wohnung?'],
  ['de', 'Wie großzügig ist die Regelung?', 'Wie großzügig ist die Regelung?'],
  ['de', 'Wie spät ist es?', 'Wie  ist es?'],
  ['nl', 'Hoe laat is het?', 'Hoe  is het?'],
  ['sv', 'Hur långsam är den?', 'Hur långsam är den?'],
  ['da', 'Hvor høj er huslejen?', 'Hvor  er huslejen?'],
  ['en', 'How long is it?', 'How long is it?'],
])('in %s, %j is held against answers as %j', (language, question, rest) => {
  expect(withoutMeasure(question, language)).toBe(rest)
})
