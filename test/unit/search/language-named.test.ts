import { expect, test } from 'vitest'
import { languageNamed } from '../../../src/main/search/language-named.ts'

test.each<[string, string | null]>([
  ['de', 'de'],
  ['DEU', 'de'],
  ['German', 'de'],
  ['zh', 'zh'],
  ['xx', null],
  ['d', null],
  ['none', null],
  ['', null],
])('%j names a language or none', (name, expected) => {
  expect(languageNamed(name)).toBe(expected)
})
