import { expect, test } from 'vitest'
import { answerJson, answerText, type Answer } from '../../../src/main/commands/print-answer.ts'

const answer: Answer = {
  question: 'When is the rent due?',
  answer: 'Rent is due on the 3rd. It is cheap.',
  abstained: false,
  sentences: [
    { text: 'Rent is due on the 3rd.', citations: [1], supported: true },
    { text: 'It is cheap.', citations: [], supported: false },
  ],
  citations: [
    {
      ...{ n: 1, documentId: 4, versionId: 9, path: '/files/lease.pdf', title: 'Lease' },
      ...{ page: 2, start: 10, end: 34, quote: 'Rent is due\non the 3rd.' },
    },
  ],
  engine: 'extractive',
  model: null,
  ms: { search: 1, answer: 2, total: 3 },
  traceId: 't1',
}

test('an answer is printed with its marks and, below, each source with page and words', () => {
  expect(answerText(answer, [])).toBe(
    'Rent is due on the 3rd. [1] It is cheap. [no source]\n\n' +
      '[1] /files/lease.pdf, page 2: “Rent is due on the 3rd.”',
  )
})

test('as JSON it has exactly the promised fields', () => {
  const { title: _title, versionId: _versionId, ...citation } = { ...answer.citations[0] }
  expect(answerJson(answer)).toEqual({ ...answer, citations: [citation] })
})

test('where the documents do not say, the nearest passages are shown', () => {
  const abstained = {
    ...answer,
    ...{ answer: 'Your documents do not say.', abstained: true, sentences: [], citations: [] },
  }
  const passage = {
    ...{ rank: 1, documentId: 4, versionId: 9, path: '/files/lease.pdf', title: 'Lease' },
    ...{ headings: '', page: null, start: 0, end: 5, text: 'Pets  are\nwelcome.' },
    ...{ score: 1, semanticScore: null, keywordScore: 2 },
  }
  expect(answerText(abstained, [passage])).toBe(
    'Your documents do not say.\n\nThe nearest passages:\n/files/lease.pdf\n  Pets are welcome.',
  )
})
