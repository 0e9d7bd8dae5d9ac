import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Embedder } from '../../src/main/inference/embedder.ts'
import { createLibrary, type Library } from '../../src/main/library/library.ts'
import { openDatabase, type Database } from '../../src/main/store/open.ts'
import { modelFolder } from './test-library.ts'
import { embedWords } from './word-embedder.ts'
import { writeFolder } from './write-folder.ts'

export interface CountingLibrary extends AsyncDisposable {
  readonly library: Library
  readonly database: Database
  /** Every text that was embedded, in order. */
  readonly embedded: string[]
}

/** A library whose embedder needs no model and notes what it is given; `place` is where another one was. */
export async function openCountingLibrary(
  place: { readonly dataFolder: string; readonly key: Buffer } | null = null,
): Promise<CountingLibrary> {
  const { dataFolder, key } = place ?? { dataFolder: await writeFolder({}), key: randomBytes(32) }
  const database = await openDatabase({ file: join(dataFolder, 'library.db'), key })
  const embedded: string[] = []
  const embedder: Embedder = {
    // It stands in for the bundled one, whose vectors a new library has.
    name: 'all-MiniLM-L6-v2/int8',
    dimensions: 384,
    isMultilingual: false,
    async embed(texts) {
      embedded.push(...texts)
      return texts.map(embedWords)
    },
    [Symbol.asyncDispose]: async () => undefined,
  }
  const openPath = async (): Promise<void> => undefined
  const library = createLibrary({
    ...{ database, embedder, modelFolder, workspace: 'default' },
    ...{ dataFolder, openPath },
  })
  return {
    library,
    database,
    embedded,
    async [Symbol.asyncDispose]() {
      await library.close()
      database.close()
    },
  }
}
