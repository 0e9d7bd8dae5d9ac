import fc from 'fast-check'
import { expect, test } from 'vitest'
import { align } from '../../../src/main/answer/align.ts'
import { cite } from '../../../src/main/answer/cite.ts'
import type { Draft } from '../../../src/main/answer/draft.ts'
import { gatherEvidence } from '../../../src/main/answer/evidence.ts'
import { assess, extract } from '../../../src/main/answer/extract.ts'
import { parseModelText } from '../../../src/main/answer/model-text.ts'
import type { Passage } from '../../../src/main/search/passage.ts'
import { passage } from '../../helpers/passage.ts'
import { embedWords, wordEmbedder } from '../../helpers/word-embedder.ts'

const word = fc.constantFrom(
  'rent',
  'garden',
  'Müller',
  '900',
  'not',
  'ist',
  '家賃',
  '😀',
  'é',
  '1,200',
  'Dr.',
  'the',
  'before',
)
const gap = fc.constantFrom(
  ' ',
  ' ',
  ' ',
  '. ',
  '.\n\n',
  '\n',
  '\t',
  ' | ',
  '; x: ',
  '\r\n',
  '!  ',
  '？',
  '\u2028',
)
const prose = fc
  .array(fc.tuple(word, gap), { minLength: 1, maxLength: 120 })
  .map((parts) => parts.flat().join(''))
const text = fc.oneof(
  { weight: 4, arbitrary: prose },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }) },
)

interface Retrieved {
  readonly documents: readonly string[]
  readonly passages: readonly Passage[]
}

/** Documents, and spans of them that a search might bring. */
const retrieved: fc.Arbitrary<Retrieved> = fc
  .array(fc.record({ document: text, from: fc.nat(), to: fc.nat() }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((found) => ({
    documents: found.map(({ document }) => document),
    passages: found.map(({ document, from, to }, index) => {
      const start = from % document.length
      return passage(document, {
        rank: index + 1,
        start,
        end: start + 1 + (to % (document.length - start)),
      })
    }),
  }))

/** What the contract asks of every answer, whoever wrote it. */
function expectContract(draft: Draft, { documents, passages }: Retrieved): void {
  const { sentences, citations } = cite(draft, () => null)
  expect(citations.map(({ n }) => n)).toEqual(citations.map((_, index) => index + 1))
  for (const { versionId, start, end, quote } of citations) {
    expect(documents[versionId - 1]?.slice(start, end)).toBe(quote)
    expect(quote.trim()).not.toBe('')
    expect(
      passages.some(
        (found) => found.versionId === versionId && found.start <= start && end <= found.end,
      ),
    ).toBe(true)
  }
  for (const sentence of sentences) {
    expect(sentence.supported).toBe(sentence.citations.length > 0)
    expect(sentence.citations.every((n) => citations[n - 1] !== undefined)).toBe(true)
  }
}

test('every citation of an extractive answer is an exact slice of a retrieved passage', async () => {
  await fc.assert(
    fc.asyncProperty(retrieved, prose, async (found, question) => {
      const evidence = await gatherEvidence(question, found.passages, { embedder: wordEmbedder })
      const assessment = { ...assess(evidence), probability: 1 }
      expectContract(extract(question, assessment), found)
    }),
    { numRuns: 150 },
  )
})

test('every citation of a written answer is an exact slice of a retrieved passage', async () => {
  const marks = fc.constantFrom('', ' [1]', ' [2][3].', ' [99]. ')
  const written = fc
    .array(fc.tuple(prose, marks), { maxLength: 5 })
    .map((parts) => parts.flat().join(''))
  await fc.assert(
    fc.asyncProperty(retrieved, written, fc.boolean(), async (found, answer, isCopied) => {
      const said = isCopied ? `${found.passages[0]?.text} ${answer}` : answer
      const { units } = await gatherEvidence('rent', found.passages, { embedder: wordEmbedder })
      const sentences = parseModelText(said).map((sentence) => ({
        ...sentence,
        meaning: sentence.text,
        embedding: embedWords(sentence.text),
      }))
      const aligned = align(sentences, units, { promptPassages: found.passages })
      expectContract({ text: said, abstained: false, sentences: aligned }, found)
    }),
    { numRuns: 150 },
  )
})
