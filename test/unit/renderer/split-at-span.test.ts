import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  blocksOf,
  indexOfSpan,
  splitAtSpan,
} from '../../../src/renderer/views/document/split-at-span.ts'

const text = 'Lease\nRent is due. Pets are fine.\nEnd'
const block = (start: number, end: number) => ({
  kind: 'paragraph',
  level: null,
  page: null,
  start,
  end,
})
const blocks = [block(0, 5), block(6, 33), block(34, 37)]

test('a span is marked in each block it crosses and in no other', () => {
  const span = { start: 19, end: 36 }
  expect(blocks.map((one) => splitAtSpan(one, text, span).marked)).toEqual([
    '',
    'Pets are fine.',
    'En',
  ])
  expect(indexOfSpan(blocks, span)).toBe(1)
})

test('whatever the span, the three parts are the block', () => {
  fc.assert(
    fc.property(fc.nat(40), fc.nat(40), fc.constantFrom(...blocks), (start, end, one) => {
      const { before, marked, after } = splitAtSpan(one, text, { start, end })
      return before + marked + after === text.slice(one.start, one.end)
    }),
  )
})

test('a document without blocks is one block', () => {
  const view = {
    documentId: 1,
    versionId: 1,
    path: 'a.txt',
    title: '',
    format: 'text',
    language: 'en',
    metadata: { author: null, createdAt: null, modifiedAt: null },
    quality: null,
    text,
    pages: [],
    blocks: [],
    hasPageImages: false,
  }
  expect(blocksOf(view)).toEqual([block(0, text.length)])
})
