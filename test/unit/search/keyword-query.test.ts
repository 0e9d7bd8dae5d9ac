import { expect, test } from 'vitest'
import { keywordQuery } from '../../../src/main/search/keyword-query.ts'

test.each([
  ['When is the rent due?', '"rent" OR "due"'],
  ['What is it?', '"what" OR "is" OR "it"'],
  ['error code E-4711', '"error" OR "code" OR "4711"'],
  ['Müllers’ Vertrag', '"müllers" OR "vertrag"'],
  ['"security deposit" of the tenant', '("security deposit") AND ("tenant" OR "security deposit")'],
  ['"notice period"', '"notice period"'],
  ['near NOT * ( ) "', '"near"'],
  ['???', null],
])('the question %j becomes the index expression %j', (question, expression) => {
  expect(keywordQuery(question)).toBe(expression)
})
