import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ReadDb } from '../../src/main/store/open.ts'
import { collect } from '../helpers/collect.ts'
import { openCountingLibrary } from '../helpers/counting-library.ts'
import { writeFolder } from '../helpers/write-folder.ts'

const words = 'harbour tide crane ledger otter lantern quay rope barrel mist anchor gull'.split(' ')

/** Twelve hundred paragraphs without headings, each different: some three hundred pages. */
function book(change: { readonly at: number; readonly to: string }): string {
  const paragraphs = Array.from({ length: 1200 }, (_, n) => {
    const sentence = (part: number) =>
      Array.from(
        { length: 9 + ((n * 7 + part) % 6) },
        (_, w) => words[(n * 5 + part * 3 + w * w) % 12],
      )
    return [0, 1, 2, 3, 4, 5].map((part) => `Item ${n} ${sentence(part).join(' ')}.`).join(' ')
  })
  paragraphs[change.at] = change.to
  return paragraphs.join('\n\n')
}

function countVectors(db: ReadDb): unknown {
  return db.prepare('SELECT count(*) FROM chunk_vectors').pluck().get()
}

test('a changed paragraph of a long document costs a handful of embeddings', async () => {
  await using counting = await openCountingLibrary()
  const { library, embedded, database } = counting
  const add = () => collect(library.add({ paths: [folder] }, new AbortController().signal))
  const folder = await writeFolder({ 'book.txt': book({ at: 600, to: 'The old harbour rule.' }) })
  await add()
  const first = embedded.splice(0).length
  await writeFile(
    join(folder, 'book.txt'),
    book({ at: 600, to: 'The rent of the quay rises to forty crowns from the first of May.' }),
  )
  const events = await add()
  const again = embedded.length
  expect(first).toBeGreaterThan(500)
  expect(again).toBeGreaterThan(0)
  expect(again).toBeLessThan(30)
  expect([events.at(-1), countVectors(database.writer)]).toMatchObject([{ indexed: 1 }, first])
})
