import { expect, test } from 'vitest'
import { withParts } from '../../../src/main/search/parts-of-words.ts'
import { understandQuery } from '../../../src/main/search/understand-query.ts'

/** Looks for words of a text as the index would, without stems. */
function textsOf(text: string, languages: readonly string[] = []) {
  const fold = (it: string): string =>
    it.normalize('NFKD').replace(/\p{M}/gu, '').normalize('NFC').toLowerCase()
  const words = fold(text).split(' ')
  const matches = (term: string): boolean => {
    const [, word = '', isBeginning] = /^"(.*)"(\*)?$/.exec(fold(term)) ?? []
    return words.some((one) => (isBeginning ? one.startsWith(word) : one === word))
  }
  const has = (query: string): boolean => query.split(' OR ').some(matches)
  const textsWith = (query: string): string[] => (has(query) ? [text] : [])
  return { has, textsWith, compoundsEnding: () => [], languages }
}

test.each([
  ['Welche Fristen gibt es?', 'Fristverlängerung auf Antrag', ['fristverlängerung']],
  ['Wie lang ist die Kündigungsfrist?', 'Frist zur Kündigung drei Monate', ['kündigung', 'frist']],
  ['Wie lang ist die Kündigungsfrist?', 'Kündigungsfristen drei Monate', ['kündigungsfristen']],
  ['Wie lang ist die Kündigungsfrist?', 'die Kündigungsfrist ist lang', []],
  ['Wie hoch ist die Miete im Jahr?', 'Frist zur Kündigung', []],
  ['보증금', '보증금은 천만원입니다', ['보증금은']],
  ['보증금이 얼마예요?', '보증금은 천만원입니다', ['보증금은']],
  ['How long is the Kündigungsfrist?', 'Frist zur Kündigung', []],
])('asked %j of %j, %j is looked for besides', (question, text, words) => {
  const query = withParts(understandQuery(question), textsOf(text))
  expect(query.words.flatMap(({ word, why }) => (why === 'alike' ? [word] : []))).toEqual(words)
})

test('a lone word may be in each language of the library', () => {
  const text = 'Frist zur Kündigung'
  const sought = [[], ['de'], ['en', 'de']].map((languages) => {
    const asked = understandQuery('Kündigungsfrist', { languages })
    const { language, words } = withParts(asked, textsOf(text, languages))
    return [language, ...words.map(({ word }) => word)]
  })
  expect(sought).toEqual([
    ['en', 'kündigungsfrist'],
    ['de', 'kündigungsfrist', 'kündigung', 'frist'],
    ['de', 'kündigungsfrist', 'kündigung', 'frist'],
  ])
})

test('what is too long for a word is not taken apart', () => {
  const parted = [20, 60].map((letters) => {
    const start = 'k'.repeat(letters - 'frist'.length + 1)
    return withParts(
      understandQuery(`Wie lang ist die ${start}frist?`),
      textsOf(`frist ${start}`),
    ).words.map(({ word }) => word.length)
  })
  expect(parted).toEqual([
    [4, 21, 16, 5],
    [4, 61],
  ])
})
