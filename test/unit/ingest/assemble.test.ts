import fc from 'fast-check'
import { expect, test } from 'vitest'
import { assemble } from '../../../src/main/ingest/assemble.ts'
import type { BlockKind, ReadBlock } from '../../../src/main/ingest/document.ts'

test('blocks are joined with exact offsets: rows and items by line breaks, all else by blank lines', () => {
  const kinds: [BlockKind, string][] = [
    ['heading', ' Prices '],
    ['paragraph', 'In euros.'],
    ['table-row', 'a'],
    ['table-row', 'b'],
    ['paragraph', ' \u00a0 '],
    ['list-item', 'c'],
    ['list-item', 'd'],
  ]
  const document = assemble({
    title: '',
    pages: [],
    blocks: kinds.map(([kind, text]) =>
      kind === 'heading' ? { kind, text, level: 1 } : { kind, text },
    ),
  })
  expect({
    title: document.title,
    text: document.text,
    blocks: document.blocks.map(({ start, end }) => document.text.slice(start, end)),
  }).toEqual({
    title: 'Prices',
    text: 'Prices\n\nIn euros.\n\na\nb\n\nc\nd',
    blocks: ['Prices', 'In euros.', 'a', 'b', 'c', 'd'],
  })
})

test('pages and runs keep pointing at their words', () => {
  const run = { x: 0, y: 0, width: 1, height: 0.1 }
  const document = assemble({
    title: 'T',
    pages: [{ page: 1, width: 595, height: 842 }, { page: 2 }, { page: 3 }],
    blocks: [
      {
        kind: 'paragraph',
        text: '  Rent is due.',
        page: 1,
        runs: [
          { start: 2, end: 6, ...run },
          { start: 0, end: 1, ...run },
        ],
      },
      { kind: 'paragraph', text: 'Dogs.', page: 3, runs: [{ start: 0, end: 5, ...run }] },
    ],
  })
  expect(
    document.pages.map(({ page, start, end, width, runs }) => ({
      page,
      width,
      text: document.text.slice(start, end),
      runs: runs.map((each) => document.text.slice(each.start, each.end)),
    })),
  ).toEqual([
    { page: 1, width: 595, text: 'Rent is due.', runs: ['Rent'] },
    { page: 2, width: null, text: '', runs: [] },
    { page: 3, width: null, text: 'Dogs.', runs: ['Dogs.'] },
  ])
})

test('whatever a reader finds, the stored text is well-formed, without control characters, and blocks are its slices', () => {
  const anyText = fc.string({ unit: 'binary', maxLength: 40 })
  const kind = fc.constantFrom<BlockKind>('paragraph', 'list-item', 'table-row', 'code')
  const anyBlock: fc.Arbitrary<ReadBlock> = fc.record({
    kind,
    text: fc.oneof(anyText, fc.constant('a\0b\ud800c\u2003d')),
  })
  fc.assert(
    fc.property(fc.array(anyBlock), (blocks) => {
      const { text, blocks: stored } = assemble({ title: '', pages: [], blocks })
      expect(text.isWellFormed()).toBe(true)
      expect(text).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\xa0\ufeff]/)
      for (const { start, end } of stored)
        expect(text.slice(start, end).trim()).toHaveLength(end - start)
    }),
  )
})
