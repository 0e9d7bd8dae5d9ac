import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findByMeaning } from '../../src/main/search/find-candidates.ts'
import { dot } from '../../src/main/search/vectors.ts'
import { openVectorScan } from '../../src/main/search/vector-scan.ts'
import { addText, openTestDatabase, vectorOf } from '../helpers/test-database.ts'

const DOCUMENTS = 40
/** What sums of 384 products leave open. */
const SINGLE_PRECISION = 1e-5

test('in a small scope the nearest chunks are exactly those that comparing each would find', async () => {
  await using database = await openTestDatabase()
  const texts = Array.from({ length: DOCUMENTS }, (_, document) =>
    Array.from({ length: 1 + (document % 7) }, (_, line) => `line ${line} of ${document}`),
  )
  for (const [i, lines] of texts.entries()) addText(database.writer, `/${i}.txt`, lines.join('\n'))
  const reader = database.openReader()
  await using vectorScan = openVectorScan(database)
  const scopes = fc.uniqueArray(fc.integer({ min: 1, max: DOCUMENTS }), { minLength: 1 })
  await fc.assert(
    fc.asyncProperty(
      scopes,
      fc.integer({ min: 1, max: 60 }),
      fc.string(),
      async (scope, limit, question) => {
        const query = vectorOf(question)
        const inScope = scope.flatMap((versionId) => texts[versionId - 1] ?? [])
        const expected = inScope
          .map((text) => dot(vectorOf(text), query))
          .sort((a, b) => b - a)
          .slice(0, limit)
        const bounds = { limit, scope, chunks: inScope.length }
        const { scores } = await findByMeaning({ reader, vectorScan }, query, bounds)
        const found = [...scores.values()]
        const differences = found.map((similarity, i) =>
          Math.abs(similarity - (expected[i] ?? NaN)),
        )
        expect(found).toHaveLength(expected.length)
        expect(Math.max(0, ...differences)).toBeLessThan(SINGLE_PRECISION)
      },
    ),
    { numRuns: 40 },
  )
})
