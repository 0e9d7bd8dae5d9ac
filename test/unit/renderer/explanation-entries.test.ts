import fc from 'fast-check'
import { expect, test } from 'vitest'
import { explanationEntries } from '../../../src/renderer/views/chat/explanation-entries.ts'

test('what is known is named, what is empty is left out, and reasons stand beside their words', () => {
  expect(
    explanationEntries({
      text: 'rent of the garagge',
      words: [
        { word: 'rent', why: 'asked' },
        { word: 'garage', why: 'mended', from: 'garagge' },
      ],
      leftOut: ['of', 'the'],
      excluded: [],
    }),
  ).toEqual([
    { name: 'By meaning', items: [{ text: 'rent of the garagge', note: '' }] },
    {
      name: 'By words',
      items: [
        { text: 'rent', note: '' },
        { text: 'garage', note: 'spelling mended, from garagge' },
      ],
    },
    {
      name: 'Left out',
      items: [
        { text: 'of', note: '' },
        { text: 'the', note: '' },
      ],
    },
  ])
})

test('what the page has never heard of is shown by its own names', () => {
  expect(
    explanationEntries({
      wideningSkipped: 'strong-match',
      hopsTaken: 2,
      rewordings: [{ query: 'flat rent', why: 'reworded', weight: 0.33333, model: 'small' }],
      wasCut: true,
      nothing: null,
      help: {
        reformulated: { model: 'small', lines: [{ kind: 'part', text: 'Who rents?' }] },
        crossEncoder: { name: 'judge', read: 8, of: 20 },
      },
    }),
  ).toEqual([
    { name: 'Widening skipped', items: [{ text: 'strong-match', note: '' }] },
    { name: 'Hops taken', items: [{ text: '2', note: '' }] },
    {
      name: 'Rewordings',
      items: [{ text: 'flat rent', note: 'reworded, weight 0.333, model small' }],
    },
    { name: 'Was cut', items: [{ text: 'yes', note: '' }] },
    { name: 'Reformulated: model', items: [{ text: 'small', note: '' }] },
    { name: 'Reformulated: lines', items: [{ text: 'Who rents?', note: 'part' }] },
    { name: 'Cross encoder', items: [{ text: 'judge', note: 'read 8, of 20' }] },
  ])
})

test('any explanation can be shown', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (explanation) => {
      for (const { items } of explanationEntries(explanation))
        expect(items.length).toBeGreaterThan(0)
    }),
  )
})
