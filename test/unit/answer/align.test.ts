import { expect, test } from 'vitest'
import { align } from '../../../src/main/answer/align.ts'
import { gatherEvidence } from '../../../src/main/answer/evidence.ts'
import { parseModelText } from '../../../src/main/answer/model-text.ts'
import type { Passage } from '../../../src/main/search/passage.ts'
import { passage } from '../../helpers/passage.ts'
import { embedWords, wordEmbedder } from '../../helpers/word-embedder.ts'

const lease = passage(
  'The monthly rent is 900 euros. It is due on the third day. Smoking is not allowed in the flat.',
)
const rules = passage(
  'The garden gate is locked at ten in the evening. The laundry room opens at eight.',
  { rank: 2 },
)

async function aligned(
  text: string,
  passages: readonly Passage[] = [lease, rules],
): Promise<object[]> {
  const { units } = await gatherEvidence('?', passages, { embedder: wordEmbedder })
  const sentences = parseModelText(text).map((sentence) => ({
    ...sentence,
    meaning: sentence.text,
    embedding: embedWords(sentence.text),
  }))
  return align(sentences, units, { promptPassages: passages }).map(
    ({ text: said, quotes, supported }) => ({
      said,
      supported,
      quotes: quotes.map((quote) => quote.passage.text.slice(quote.start, quote.end)),
    }),
  )
}

test('each sentence gets the words it rests on, whatever number the model wrote', async () => {
  expect(await aligned('The rent is 900 euros [2]. The garden gate is locked at ten.')).toEqual([
    { said: 'The rent is 900 euros.', supported: true, quotes: ['The monthly rent is 900 euros.'] },
    {
      said: 'The garden gate is locked at ten.',
      supported: true,
      quotes: ['The garden gate is locked at ten in the evening.'],
    },
  ])
})

test('a sentence that joins two sources has both', async () => {
  expect(
    await aligned('The monthly rent is 900 euros and the laundry room opens at eight.'),
  ).toEqual([
    {
      said: 'The monthly rent is 900 euros and the laundry room opens at eight.',
      supported: true,
      quotes: ['The laundry room opens at eight.', 'The monthly rent is 900 euros.'],
    },
  ])
})

test.each([
  ['a wrong number', 'The monthly rent is 950 euros [1].'],
  ['a dropped negation', 'Smoking is allowed in the flat [1].'],
  ['something the passages do not say', 'The landlord lives in a castle by the sea [1].'],
])('%s has no citation', async (_, text) => {
  expect(await aligned(text)).toEqual([
    { said: text.replace(' [1]', ''), supported: false, quotes: [] },
  ])
})

test('of two equal sources the one that the model names is cited', async () => {
  const twin = passage('Something else. The monthly rent is 900 euros.', { rank: 2 })
  const { units } = await gatherEvidence('?', [lease, twin], { embedder: wordEmbedder })
  const text = 'The monthly rent is 900 euros.'
  const embedded = { text, meaning: text, hints: [2], embedding: embedWords(text) }
  expect(align([embedded], units, { promptPassages: [lease, twin] })[0]?.quotes[0]?.passage).toBe(
    twin,
  )
})

test('a sentence of few words is held against the question it answers, and must stand in the quote itself', async () => {
  const { units } = await gatherEvidence('?', [lease], { embedder: wordEmbedder })
  const support = (question: string, text: string): boolean | undefined => {
    const meaning = `${question} ${text}`
    const sentence = { text, meaning, hints: [], embedding: embedWords(meaning) }
    return align([sentence], units, { promptPassages: [lease] })[0]?.supported
  }
  expect(support('How much is the monthly rent?', '900 euros.')).toBe(true)
  expect(support('Up to what amount are my belongings insured against theft?', '900 euros.')).toBe(
    false,
  )
  expect(support('How much is the monthly rent?', 'The attic has a ghost.')).toBe(false)
})
