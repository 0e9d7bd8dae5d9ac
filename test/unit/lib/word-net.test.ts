import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { relatedWords } from '../../../src/main/lib/word-net.ts'

test.each([
  ['electricity', 'power'],
  ['electricity', 'electric'],
  ['wages', 'salary'],
  ['vacations', 'holiday'],
  ['terminated', 'end'],
  ['inherits', 'inheritance'],
  ['sick', 'ill'],
  ['zyrian', 'komi'],
  ['electrically', 'electric'],
])('%j is related to %j', (word, related) => {
  expect(relatedWords(word)).toContain(related)
})

test('a word that is none has no relatives, whatever it consists of', () => {
  expect(
    ['kündigungsfrist', 'qwrtz', '', ' ', '~~~', '0000'].flatMap((word) => relatedWords(word)),
  ).toEqual([])
  fc.assert(
    fc.property(fc.string({ maxLength: 20 }), (text) => {
      const words = relatedWords(text)
      expect(new Set(words).size).toBe(words.length)
      expect(words).not.toContain(text)
    }),
  )
})

test('without its files no word has relatives, and nothing fails', async () => {
  const empty = await mkdtemp(join(tmpdir(), 'carrel-'))
  expect([relatedWords('wages', empty), relatedWords('wages', null)]).toEqual([[], []])
})
