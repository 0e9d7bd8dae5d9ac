import { expect, test } from 'vitest'
import { gatherEvidence } from '../../../src/main/answer/evidence.ts'
import { assess, extract } from '../../../src/main/answer/extract.ts'
import type { Passage } from '../../../src/main/search/passage.ts'
import { passage } from '../../helpers/passage.ts'
import { wordEmbedder } from '../../helpers/word-embedder.ts'

async function answered(question: string, passages: readonly Passage[]): Promise<object> {
  const evidence = await gatherEvidence(question, passages, { embedder: wordEmbedder })
  const { text, abstained } = extract(question, assess(evidence))
  return { text, abstained }
}

const lease = passage(
  'Rent\n\nThe monthly rent is 900 euros. It is paid to the landlord by bank transfer. Smoking in the flat is forbidden.',
)

test('a short factual question gets the one sentence that answers it, not the heading', async () => {
  expect(await answered('How much is the monthly rent?', [lease])).toEqual({
    text: 'The monthly rent is 900 euros.',
    abstained: false,
  })
})

test('how close a sentence is, the embedder that judges says; its vectors stay those of the other', async () => {
  const judge = {
    ...wordEmbedder,
    name: 'multilingual-e5-small/fp32#1',
    embed: (texts: readonly string[]) => wordEmbedder.embed(texts.map(() => 'the same')),
  }
  const { units, judgedBy } = await gatherEvidence('¿Quién?', [lease], {
    embedder: wordEmbedder,
    judge,
  })
  const own = await gatherEvidence('¿Quién?', [lease], { embedder: wordEmbedder })
  expect({
    judgedBy,
    similar: units.every(({ similarity }) => similarity > 0.999),
    embeddings: units.map(({ embedding }) => embedding),
  }).toEqual({
    judgedBy: judge.name,
    similar: true,
    embeddings: own.units.map(({ embedding }) => embedding),
  })
})

test('a heading that repeats the question is no answer', async () => {
  const clause = passage('4. Monthly rent\n\n4.1 The monthly rent is 900 euros.')
  expect(await answered('How much is the monthly rent?', [clause])).toEqual({
    text: '4.1 The monthly rent is 900 euros.',
    abstained: false,
  })
})

test('the same sentence in two documents is said once', async () => {
  const copy = { ...lease, rank: 2, documentId: 2, versionId: 2 }
  expect(await answered('How much is the monthly rent?', [lease, copy])).toEqual({
    text: 'The monthly rent is 900 euros.',
    abstained: false,
  })
})

test('a short question whose words say nothing gets the closest sentence, wherever it stands', async () => {
  const [first, second] = [
    passage('A fee of 5 euros is due for each reminder.'),
    passage('Members give 35 euros a year. The mower costs 600 euros.', { rank: 5 }),
  ]
  const question = 'How much is the contribution?'
  const close = new Map([
    [question, 'subscription'],
    ['Members give 35 euros a year.', 'subscription apple pear plum'],
  ])
  const embedder = {
    ...wordEmbedder,
    embed: (texts: readonly string[]) =>
      wordEmbedder.embed(texts.map((text) => close.get(text) ?? text)),
  }
  const evidence = await gatherEvidence(question, [first, second], { embedder })
  expect(extract(question, assess(evidence, 2)).text).toBe('Members give 35 euros a year.')
})

test('a question about something else is not found', async () => {
  const unrelated = { ...lease, semanticScore: 0.05, keywordScore: null }
  expect(await answered('Who won the chess championship in Reykjavik?', [unrelated])).toEqual({
    text: 'Not found in your documents.',
    abstained: true,
  })
})

test('nothing retrieved is not found', async () => {
  expect(await answered('How much is the rent?', [])).toEqual({
    text: 'Not found in your documents.',
    abstained: true,
  })
})
