import { expect, test } from 'vitest'
import { addEventLine } from '../../../src/main/commands/add-event.ts'

test('a document and the summary have the promised fields, the rest is for the progress bar', () => {
  const failure = { code: 'damaged', message: '"a.pdf" is damaged.', hint: 'Repair it.' } as const
  const facts = { path: '/a.pdf', documentId: null, pages: 0, chunks: 0, ms: 1.6 }
  const counts = { indexed: 1, unchanged: 0, empty: 0, failed: 1, cancelled: 0, chunks: 4 }
  expect([
    addEventLine({ kind: 'queued', total: 2 }),
    addEventLine({ kind: 'document', ...facts, status: 'failed', failure }),
    addEventLine({
      ...{ kind: 'document', path: '/c.jsonl', documentId: 3, externalId: 'r1' },
      ...{ status: 'indexed', pages: 0, chunks: 4, ms: 12 },
    }),
    addEventLine({ kind: 'summary', ...counts, ms: 99.7 }),
  ]).toEqual([
    null,
    { event: 'document', ...facts, ms: 2, status: 'failed', error: failure },
    {
      ...{ event: 'document', path: '/c.jsonl', documentId: 3, externalId: 'r1' },
      ...{ status: 'indexed', pages: 0, chunks: 4, ms: 12 },
    },
    { event: 'summary', ...counts, ms: 100 },
  ])
})
