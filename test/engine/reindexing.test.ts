import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Embedder } from '../../src/main/inference/embedder.ts'
import { createLibrary } from '../../src/main/library/library.ts'
import { openDatabase } from '../../src/main/store/open.ts'
import { collect } from '../helpers/collect.ts'
import { modelFolder } from '../helpers/test-library.ts'
import { embedWords } from '../helpers/word-embedder.ts'
import { writeFolder } from '../helpers/write-folder.ts'

/** A library whose embedder needs no model and notes what it is given. */
async function openCounting() {
  const dataFolder = await writeFolder({})
  const database = await openDatabase({ file: join(dataFolder, 'l.db'), key: randomBytes(32) })
  const embedded: string[] = []
  const embedder: Embedder = {
    name: 'words',
    async embed(texts) {
      embedded.push(...texts)
      return texts.map(embedWords)
    },
    [Symbol.asyncDispose]: async () => undefined,
  }
  const openPath = async (): Promise<void> => undefined
  const places = { modelFolder, workspace: 'default', dataFolder, openPath }
  const library = createLibrary({ database, embedder, ...places })
  return {
    embedded,
    add: (path: string) => collect(library.add({ paths: [path] }, new AbortController().signal)),
    vectors: () =>
      database.writer.prepare<[], { n: number }>('SELECT count(*) AS n FROM chunk_vectors').get()
        ?.n,
    async [Symbol.asyncDispose]() {
      await library.close()
      database.close()
    },
  }
}

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

test('a changed paragraph of a long document costs a handful of embeddings', async () => {
  await using library = await openCounting()
  const folder = await writeFolder({ 'book.txt': book({ at: 600, to: 'The old harbour rule.' }) })
  await library.add(folder)
  const first = library.embedded.splice(0).length
  await writeFile(
    join(folder, 'book.txt'),
    book({ at: 600, to: 'The rent of the quay rises to forty crowns from the first of May.' }),
  )
  const events = await library.add(folder)
  const again = library.embedded.length
  expect(first).toBeGreaterThan(500)
  expect(again).toBeGreaterThan(0)
  expect(again).toBeLessThan(30)
  expect([events.at(-1), library.vectors()]).toMatchObject([{ indexed: 1 }, first])
})
