import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  filterOf,
  writtenScope,
  type RequestScope,
} from '../../../src/main/search/request-scope.ts'
import { understandQuery } from '../../../src/main/search/understand-query.ts'

/** Names as files and tags have them; a tag has no quotation marks. */
const name = fc
  .string({ unit: fc.constantFrom(...'aÄ7 []*?-.#:') })
  .map((text) => `n${text.replaceAll(/\s+/g, ' ')}n`)

const scope: fc.Arbitrary<RequestScope> = fc.record({
  folders: fc.array(
    name.map((text) => `/home/${text}`),
    { maxLength: 3 },
  ),
  tags: fc.array(name, { maxLength: 3 }),
  types: fc.subarray(['pdf', 'epub', 'word']),
  documentIds: fc.array(fc.nat(), { maxLength: 3 }),
})

test('a scope that is written into a query means the same documents', () => {
  fc.assert(
    fc.property(scope, (asked) => {
      const query = ['How much is the rent?', ...writtenScope(asked)].join(' ')
      const { text, documents } = understandQuery(query)
      expect({ text, documents }).toMatchObject({
        text: 'How much is the rent?',
        documents: filterOf(asked),
      })
    }),
  )
})
