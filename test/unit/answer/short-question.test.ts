import { expect, test } from 'vitest'
import { isShort, shortProbability, shortSignals } from '../../../src/main/answer/short-question.ts'

test.each([
  ['How long is the notice period?', true],
  ['How much did we spend on electricity?', true],
  ['Who attended?', true],
  ['What is it?', true],
  ['Who is the treasurer of the garden club in town?', false], // four topic words
  ['Who wrote Emma?', false],
  ['What changed in 2019?', false],
])('%j is short: %j', (question, expected) => {
  expect(isShort(question)).toBe(expected)
})

test('a sentence is likelier to answer the closer it is, the further ahead, and the fewer there were', () => {
  const english = { question: 'Who attended?', language: 'en' }
  const found = (similarities: readonly number[], chunks: number): number | null => {
    const ranked = similarities.map((similarity) => ({ similarity }))
    const signals = shortSignals(english, ranked, chunks)
    return signals && shortProbability(signals)
  }
  const [plain, closer, ahead, larger] = [
    found([0.4, 0.2, 0.1], 10),
    found([0.5, 0.3, 0.2], 10),
    found([0.4, 0.1, 0.05], 10),
    found([0.4, 0.2, 0.1], 100_000),
  ].map((probability) => probability ?? Number.NaN)
  expect([closer, ahead, larger].map((other) => Math.sign(Number(other) - Number(plain)))).toEqual([
    1, 1, -1,
  ])
  expect([
    found([], 10),
    shortSignals({ ...english, language: 'de' }, [{ similarity: 0.9 }], 1),
    shortSignals({ ...english, question: 'Who met Emma?' }, [{ similarity: 0.9 }], 1),
  ]).toEqual([null, null, null])
})
