import { expect, test } from 'vitest'
import { withoutAttached } from '../../../src/main/lib/apostrophes.ts'

test.each([
  ['fr', "l'accord d’août qu'il jusqu'ici Lorsqu'elle", 'accord août il ici elle'],
  ['fr', "McDonald's aujourd'hui prud’hommes", "McDonald aujourd'hui prud’hommes"],
  ['it', "l'affitto Dell'arte un’ora quest'anno dov'è", 'affitto arte ora anno è'],
  ['it', "McDonald's Levi’s", 'McDonald Levi'],
  ['tr', "Tesla'ya 1970'lerde", 'Tesla 1970'],
  ['en', "McDonald's don't", "McDonald's don't"],
])('in %s, of %j there remains %j', (language, words, bare) => {
  const remaining = words.split(' ').map((word) => withoutAttached(word, language))
  expect(remaining.join(' ')).toBe(bare)
})
