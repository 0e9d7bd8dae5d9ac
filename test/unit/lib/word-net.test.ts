import fc from 'fast-check'
import { expect, test } from 'vitest'
import { relatedWords, type Relation } from '../../../src/main/lib/word-net.ts'

test.each<[word: string, relation: Relation, related: string]>([
  ['electricity', 'synonym', 'power'],
  ['electricity', 'derived', 'electric'],
  ['wages', 'synonym', 'salary'],
  ['vacations', 'synonym', 'holiday'],
  ['terminated', 'synonym', 'end'],
  ['inherits', 'derived', 'inheritance'],
  ['expensive', 'similar', 'costly'],
  ['janitor', 'broader', 'custodian'],
  ['lawyer', 'narrower', 'solicitor'],
  ['sick', 'synonym', 'ill'],
  ['zyrian', 'synonym', 'komi'],
])('to %j, as a %s, there is %j', (word, relation, related) => {
  expect(relatedWords(word)).toContainEqual({ word: related, relation })
})

test('a word that is none has no relatives, whatever it consists of', () => {
  expect(['kündigungsfrist', 'qwrtz', '', ' ', '~~~', '0000'].flatMap(relatedWords)).toEqual([])
  fc.assert(
    fc.property(fc.string({ maxLength: 20 }), (text) => {
      const words = relatedWords(text).map(({ word }) => word)
      expect(new Set(words).size).toBe(words.length)
      expect(words).not.toContain(text)
    }),
  )
})
