import { expect, test } from 'vitest'
import { advance, emptyProgress } from '../../../src/renderer/state/import-progress.ts'

const failure = { code: 'damaged' as const, message: '"b.pdf" is damaged.', hint: 'Mend it.' }
const document = { documentId: 1, pages: 1, chunks: 2, ms: 5 }

test('events add up to how far an import is, what is at work and what failed', () => {
  const progress = [
    { kind: 'queued' as const, total: 3 },
    { kind: 'started' as const, path: 'a.txt' },
    { kind: 'started' as const, path: 'b.pdf' },
    { kind: 'progress' as const, path: 'a.txt', step: 'embedding' as const, done: 1, total: 4 },
    {
      kind: 'document' as const,
      path: 'b.pdf',
      status: 'failed' as const,
      ...document,
      documentId: null,
      failure,
    },
  ].reduce(advance, emptyProgress)
  const failed = { path: 'b.pdf', status: 'failed', documentId: null, chunks: 2, failure }
  expect(progress).toEqual({
    total: 3,
    finished: 1,
    counts: { indexed: 0, unchanged: 0, empty: 0, failed: 1 },
    active: [{ path: 'a.txt', step: 'embedding', done: 1, total: 4 }],
    leftMs: null,
    paused: null,
    failures: [failed],
  })
})

test('a collection of more documents than files were found is never more than done', () => {
  const records = ['one', 'two'].map((externalId) => ({
    kind: 'document' as const,
    path: 'all.jsonl',
    externalId,
    status: 'indexed' as const,
    ...document,
  }))
  const progress = [{ kind: 'queued' as const, total: 1 }, ...records].reduce(
    advance,
    emptyProgress,
  )
  expect({ total: progress.total, finished: progress.finished }).toEqual({ total: 2, finished: 2 })
})

test('the time left is known until the import rests, and again when it goes on', () => {
  const events = [
    { kind: 'time-left' as const, ms: 90_000 },
    { kind: 'paused' as const, reason: 'battery' as const, since: '2026-01-01T00:00:00Z' },
    { kind: 'going-on' as const },
    { kind: 'time-left' as const, ms: 80_000 },
  ]
  const states = events.map((_, index) => events.slice(0, index + 1).reduce(advance, emptyProgress))
  expect(states.map(({ leftMs, paused }) => [leftMs, paused])).toEqual([
    [90_000, null],
    [null, 'battery'],
    [null, null],
    [80_000, null],
  ])
})
