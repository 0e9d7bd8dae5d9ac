import { expect, test } from 'vitest'
import { answerWithSources } from '../../../src/renderer/views/chat/answer-with-sources.ts'
import { layOutAnswer } from '../../../src/renderer/views/chat/lay-out-answer.ts'

function answerOf(answer: string, texts: readonly string[]) {
  return {
    question: 'What is due?',
    answer,
    abstained: false,
    sentences: texts.map((text, index) => ({ text, citations: [1], supported: index !== 1 })),
    citations: [
      {
        n: 1,
        documentId: 1,
        versionId: 1,
        path: 'upload:0f0f/lease.pdf',
        title: '',
        page: 3,
        start: 0,
        end: 4,
        quote: 'Rent',
      },
    ],
    engine: 'extractive' as const,
    model: null,
    ms: { search: 1, answer: 1, total: 2 },
    traceId: 't',
  }
}

function shape(answer: string, texts: readonly string[]): readonly string[] {
  return layOutAnswer(answerOf(answer, texts)).map(
    ({ kind, sentences }) => `${kind}: ${sentences.map(({ text }) => text).join(' | ')}`,
  )
}

test('sentences stand in the paragraphs and list items in which they were written', () => {
  expect(
    shape('First. Second.\n\nThird.\n- Fourth.\n2. Fifth.', [
      'First.',
      'Second.',
      'Third.',
      'Fourth.',
      'Fifth.',
    ]),
  ).toEqual(['text: First. | Second.', 'text: Third.', 'item: Fourth.', 'item: Fifth.'])
})

test('an answer that is a list from its first line is shown as one', () => {
  expect(shape('- One.\n- Two.', ['One.', 'Two.'])).toEqual(['item: One.', 'item: Two.'])
})

test('a sentence that is not in the text as it is goes on in its paragraph', () => {
  expect(shape('First. 2nd.', ['First.', 'Second.'])).toEqual(['text: First. | Second.'])
})

test('a copied answer carries its numbers, its gaps and its sources', () => {
  expect(answerWithSources(answerOf('Rent. Pets.', ['Rent.', 'Pets.']))).toBe(
    [
      'What is due?',
      '',
      'Rent. [1] Pets. [1] [no source]',
      '',
      '[1] lease.pdf, page 3: “Rent” (lease.pdf, kept in the library)',
    ].join('\n'),
  )
})
