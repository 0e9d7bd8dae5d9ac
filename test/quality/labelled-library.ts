import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Embedder } from '../../src/main/inference/embedder.ts'
import type { Tokenizer } from '../../src/main/inference/tokenizer.ts'
import { assemble } from '../../src/main/ingest/assemble.ts'
import { chunk } from '../../src/main/ingest/chunk.ts'
import { embeddingText } from '../../src/main/ingest/embedding-text.ts'
import { blocksOfText } from '../../src/main/ingest/readers/plain-text.ts'
import { createSearch, type Search } from '../../src/main/search/search.ts'
import { upsertDocument } from '../../src/main/store/documents.ts'
import { openDatabase } from '../../src/main/store/open.ts'
import { saveVersion } from '../../src/main/store/versions.ts'

/** A question with what people found: whether the library answers it, and the words that do. */
export interface LabelledQuestion {
  readonly id: string
  readonly question: string
  readonly answerable: boolean
  readonly answers: readonly string[]
  readonly doc_ids: readonly string[]
  readonly about_doc_ids?: readonly string[]
  readonly history?: readonly { readonly role: string; readonly text: string }[]
}

/** A document. */
export interface Record {
  readonly id: string
  readonly title?: string
  readonly text: string
}

export interface LabelledLibrary extends Disposable {
  readonly search: Search
}

/** The lines of a `.jsonl` file of the test data. */
export function readLines<T>(evalDir: string, set: string, file: string): T[] {
  return readFileSync(join(evalDir, set, file), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T)
}

interface Tools {
  readonly embedder: Embedder
  readonly tokenizer: Tokenizer
}

/** A library of a set's documents. */
export function openLabelledLibrary(
  evalDir: string,
  set: string,
  tools: Tools,
): Promise<LabelledLibrary> {
  return openLibraryOf(readLines<Record>(evalDir, set, 'docs.jsonl'), tools)
}

/** Puts documents into a database of its own, through the product's own chunking, embedding and storing. */
export async function openLibraryOf(
  records: readonly Record[],
  { embedder, tokenizer }: Tools,
): Promise<LabelledLibrary> {
  const folder = mkdtempSync(join(tmpdir(), 'carrel-quality-'))
  const database = await openDatabase({
    file: join(folder, 'library.db'),
    key: Buffer.alloc(32, 7),
  })
  for (const { id, title = '', text } of records) {
    const document = assemble({ title, pages: [], blocks: blocksOfText(text) })
    const chunks = chunk(document, tokenizer)
    const embeddings = await embedder.embed(chunks.map((part) => embeddingText({ ...part, title })))
    const versionId = saveVersion(database.writer, {
      sha256: id,
      recipe: 'quality',
      format: 'text',
      document,
      chunks,
      embeddings,
    })
    const state = { path: id, externalId: id, status: 'indexed', failure: null } as const
    upsertDocument(database.writer, { ...state, sizeBytes: text.length, modifiedMs: 0, versionId })
  }
  return {
    search: createSearch({ reader: database.openReader(), embedder }),
    [Symbol.dispose]() {
      database.close()
      rmSync(folder, { recursive: true })
    },
  }
}

/** An embedder that remembers: a library's sentences come up again with every question. */
export function remembering(embedder: Embedder): Embedder {
  const known = new Map<string, Float32Array>()
  return {
    name: embedder.name,
    dimensions: embedder.dimensions,
    isMultilingual: embedder.isMultilingual,
    async embed(texts, options) {
      const missing = [...new Set(texts.filter((text) => !known.has(text)))]
      const found = await embedder.embed(missing, options)
      for (const [index, text] of missing.entries())
        known.set(text, found[index] ?? new Float32Array())
      return texts.map((text) => known.get(text) ?? new Float32Array())
    },
    [Symbol.asyncDispose]: () => embedder[Symbol.asyncDispose](),
  }
}
