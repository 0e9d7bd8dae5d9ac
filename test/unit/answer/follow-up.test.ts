import { expect, test } from 'vitest'
import { selfContained } from '../../../src/main/answer/follow-up.ts'

test.each([
  ['And in winter?', ['How much is the heating bill?'], 'And in winter? (heating bill)'],
  [
    'Who wrote it?',
    ['Which report covers the Elbe flood?'],
    'Who wrote it? (report covers Elbe flood)',
  ],
  [
    'And when?',
    ['Which report covers the Elbe flood?', 'Who wrote it?'],
    'And when? (report covers Elbe flood wrote)',
  ],
  [
    'How long is the notice period for the garage?',
    ['What is the rent?'],
    'How long is the notice period for the garage?',
  ],
  ['And now?', [], 'And now?'],
])('"%s" after %j is searched as "%s"', (question, earlier, expected) => {
  expect(selfContained(question, earlier)).toBe(expected)
})
