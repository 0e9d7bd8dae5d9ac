import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitSentences } from '../../../src/main/answer/sentences.ts'

const kinds = (text: string): string[] =>
  splitSentences(text).map((unit) => `${unit.kind}: ${unit.text}`)

test('abbreviations and initials do not end a sentence', () => {
  expect(
    kinds(
      'Dr. J. Smith moved to the U.S. Navy in Jan. 1944. He left, e.g. for leave, at 3.5 knots.',
    ),
  ).toEqual([
    'sentence: Dr. J. Smith moved to the U.S. Navy in Jan. 1944.',
    'sentence: He left, e.g. for leave, at 3.5 knots.',
  ])
})

test('headings, rows and list items are units of their own', () => {
  expect(
    kinds(
      'House rules\n\nThe rent is due on the third.\n\nItem: Rent; Price: 900\nItem: Garage; Price: 60\n\n- No smoking\n- Pets by agreement.',
    ),
  ).toEqual([
    'heading: House rules',
    'sentence: The rent is due on the third.',
    'row: Item: Rent; Price: 900',
    'row: Item: Garage; Price: 60',
    'sentence: - No smoking',
    'sentence: - Pets by agreement.',
  ])
})

test('a sentence wrapped over lines stays whole, with its line break', () => {
  const text =
    'The landlord returns the deposit within six weeks after\nthe keys were handed over. Interest is not paid.'
  expect(kinds(text)).toEqual([
    'sentence: The landlord returns the deposit within six weeks after\nthe keys were handed over.',
    'sentence: Interest is not paid.',
  ])
})

test('a short line that stands alone can be quoted', () => {
  expect(kinds('Monthly rent 900 euros')).toEqual(['sentence: Monthly rent 900 euros'])
})

test('sentences in scripts without spaces are told apart', () => {
  expect(kinds('家賃は九万円です。毎月三日に払います。')).toEqual([
    'sentence: 家賃は九万円です。',
    'sentence: 毎月三日に払います。',
  ])
})

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc
    .array(
      fc.constantFrom(
        'Mr. ',
        'word ',
        '. ',
        '\n',
        '\n\n',
        '\r\n',
        '\t',
        ' | ',
        '- ',
        '?',
        '😀',
        'a: b; c: d',
        '1.',
        'é',
      ),
      { maxLength: 300 },
    )
    .map((parts) => parts.join('')),
  fc.string({ maxLength: 80 }).map((part) => part.repeat(40)),
)

test('units are exact slices in order, without overlap, and lose nothing but white space', () => {
  fc.assert(
    fc.property(text, (input) => {
      let end = 0
      for (const unit of splitSentences(input)) {
        expect(unit.start).toBeGreaterThanOrEqual(end)
        expect(input.slice(end, unit.start).trim()).toBe('')
        expect(input.slice(unit.start, unit.end)).toBe(unit.text)
        expect(unit.text).not.toBe('')
        end = unit.end
      }
      expect(input.slice(end).trim()).toBe('')
    }),
    { numRuns: 500 },
  )
})
