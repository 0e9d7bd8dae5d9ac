import { expect, test } from 'vitest'
import { trecLines } from '../../../src/main/commands/trec.ts'

test('a run has one line a document, best first, named by external id or path', () => {
  const hits = [
    { externalId: 'd7', path: '/c/docs.jsonl', score: 0.031 },
    { path: '/files/a b.pdf', score: 0.03 },
    { externalId: 'd7', path: '/c/docs.jsonl', score: 0.02 },
  ]
  expect(trecLines('q1', hits)).toBe(
    'q1 Q0 d7 1 0.031000000 carrel\n' + 'q1 Q0 /files/a%20b.pdf 2 0.030000000 carrel\n',
  )
})

test('equal scores keep the order of the ranks for a scorer that sorts again', () => {
  const hits = ['a', 'b', 'c'].map((externalId) => ({ externalId, path: '', score: 0.5 }))
  const scores = trecLines('q', hits)
    .trim()
    .split('\n')
    .map((line) => Number(line.split(' ')[4]))
  expect(scores).toEqual([0.5, 0.499999999, 0.499999998])
})
