import { expect, test } from 'vitest'
import { exclusionsLast } from '../../../src/main/commands/exclusions-last.ts'

test('what a query leaves out stands behind all options', () => {
  const typed = [
    '--data',
    'x',
    'search',
    '-garage',
    'rent',
    '-"parking space"',
    '-k',
    '3',
    '--json',
  ]
  expect(exclusionsLast(typed)).toEqual([
    ...['--data', 'x', 'search', 'rent', '-k', '3', '--json'],
    ...['--', '-garage', '-"parking space"'],
  ])
})

test.each([[['search', '-k5', '-h', 'rent']], [['search', '--', '-rent']], [['list', '-rent']]])(
  '%j stays as it is',
  (args) => {
    expect(exclusionsLast(args)).toEqual(args)
  },
)
