import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadTokenizer } from '../../../src/main/inference/tokenizer.ts'
import { assemble } from '../../../src/main/ingest/assemble.ts'
import { chunk } from '../../../src/main/ingest/chunk.ts'
import type { BlockKind, ReadBlock, StoredDocument } from '../../../src/main/ingest/document.ts'
import { embeddingText } from '../../../src/main/ingest/embedding-text.ts'
import { modelFolder } from '../../helpers/test-library.ts'

const tokenizer = await loadTokenizer(modelFolder)

function documentOf(blocks: readonly ReadBlock[], title = ''): StoredDocument {
  return assemble({ title, pages: [], blocks })
}

function words(count: number, word = 'rent'): string {
  return Array.from({ length: count }, () => word).join(' ')
}

test('a short document is one chunk, with its headings in the text', () => {
  const document = documentOf([
    { kind: 'heading', level: 1, text: 'Lease' },
    { kind: 'paragraph', text: 'Rent is due on the third.' },
  ])
  expect(chunk(document, tokenizer)).toEqual([
    {
      start: 0,
      end: 32,
      page: null,
      headings: 'Lease',
      text: 'Lease\n\nRent is due on the third.',
      tokenCount: 8,
    },
  ])
})

test('chunks end at headings and carry the path of headings above them', () => {
  const document = documentOf([
    { kind: 'heading', level: 1, text: 'Lease' },
    { kind: 'heading', level: 2, text: 'Rent' },
    { kind: 'paragraph', text: words(150) },
    { kind: 'heading', level: 2, text: 'Pets' },
    { kind: 'paragraph', text: words(100, 'dog') },
    { kind: 'heading', level: 1, text: 'Annex' },
    { kind: 'paragraph', text: words(100, 'list') },
  ])
  expect(
    chunk(document, tokenizer).map(({ headings, text }) => [headings, text.slice(0, 11)]),
  ).toEqual([
    ['Lease › Rent', 'Lease\n\nRent'],
    ['Lease › Pets', 'Pets\n\ndog d'],
    ['Annex', 'Annex\n\nlist'],
  ])
})

test('small sections go together under the heading that they share', () => {
  const section = (name: string): ReadBlock[] => [
    { kind: 'heading', level: 2, text: name },
    { kind: 'paragraph', text: words(20) },
  ]
  const document = documentOf([
    { kind: 'heading', level: 1, text: 'Rules' },
    ...section('Noise'),
    ...section('Waste'),
  ])
  expect(chunk(document, tokenizer).map(({ headings }) => headings)).toEqual(['Rules'])
})

test('long prose is cut between sentences, evenly', () => {
  const sentence = `${words(29, 'tenant')}.`
  const document = documentOf([
    { kind: 'paragraph', text: Array.from({ length: 10 }, () => sentence).join(' ') },
  ])
  expect(chunk(document, tokenizer).map(({ tokenCount }) => tokenCount)).toEqual([150, 150])
})

test('a table row stays whole unless it alone is too long', () => {
  const rows = Array.from({ length: 12 }, (_, row) => `Year: ${2000 + row}; Rent: ${words(40)}`)
  const document = documentOf([...rows, words(500)].map((text) => ({ kind: 'table-row', text })))
  const chunks = chunk(document, tokenizer)
  const cut = rows.filter((row) => !chunks.some(({ text }) => text.includes(row)))
  expect({ cut, tooLong: chunks.filter(({ tokenCount }) => tokenCount > 220) }).toEqual({
    cut: [],
    tooLong: [],
  })
})

test('encoded data without spaces makes no endless chunk', () => {
  const document = documentOf([{ kind: 'paragraph', text: 'QUJD'.repeat(5000) }])
  expect(Math.max(...chunk(document, tokenizer).map(({ text }) => text.length))).toBeLessThan(4000)
})

test('of any document, chunks are slices that cover all its words in order, and fit the model with title and headings', () => {
  const kind = fc.constantFrom<BlockKind>(
    'heading',
    'paragraph',
    'list-item',
    'table-row',
    'code',
    'image-text',
  )
  const piece = fc.constantFrom(
    'rent ',
    'Übergrößenträger ',
    '家賃は三日です。',
    'End. ',
    '👩‍👩‍👧 ',
    'line\n',
    'x'.repeat(120),
    '3.14, ',
  )
  const text = fc.array(piece, { minLength: 1, maxLength: 300 }).map((pieces) => pieces.join(''))
  const anyBlock = fc.record({ kind, text, level: fc.integer({ min: 1, max: 6 }) })
  fc.assert(
    fc.property(
      fc.array(anyBlock, { maxLength: 12 }),
      fc.constantFrom('', 'A lease', words(120)),
      (blocks, title) => {
        const document = documentOf(blocks, title)
        const chunks = chunk(document, tokenizer)
        let at = 0
        for (const { start, end, text: found, headings } of chunks) {
          expect(found).toBe(document.text.slice(start, end))
          expect(document.text.slice(at, start).trim()).toBe('')
          const input = embeddingText({ title: document.title, headings, text: found })
          expect(tokenizer.count(input)).toBeLessThanOrEqual(254)
          at = end
        }
        expect(document.text.slice(at).trim()).toBe('')
      },
    ),
    { numRuns: 60 },
  )
})
