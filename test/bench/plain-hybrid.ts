import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Driver from 'better-sqlite3-multiple-ciphers'
import type { Embedder } from '../../src/main/inference/embedder.ts'
import { must } from '../../src/main/lib/must.ts'
import { fuse } from '../../src/main/search/fuse.ts'
import { englishStopWords } from '../../src/main/lib/stop-words.ts'
import { dot } from '../../src/main/search/vectors.ts'
import type { Collection } from './judged-library.ts'

/** What anybody has after an afternoon. Gives the external ids of a query's documents, best first. */
export type PlainHybrid = (query: string, embedding: Float32Array) => readonly string[]

interface Doc {
  readonly id: string
  readonly title?: string
  readonly text: string
}

/** The first hundred of each list are fused. */
const DEPTH = 100
const BATCH = 32

/**
 * The floor that the search has to be above: each document whole, cut at what the embedder reads; FTS5 over title and text with Porter
 * stems, the query's words but the stop words joined by OR; reciprocal rank fusion with k = 60.
 */
export async function openPlainHybrid(
  { name, docs: file }: Collection,
  embedder: Embedder,
): Promise<PlainHybrid> {
  const docs = readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Doc)
  const vectors = await embedWhole(name, docs, embedder)
  const keyword = indexWords(docs)
  const nameOf = (row: number): string => String(must(docs[row], 'a row of the list').id)
  return (query, embedding) => {
    const closeness = vectors.map((vector) => dot(vector, embedding))
    const semantic = [...closeness.keys()]
      .sort((a, b) => (closeness[b] ?? 0) - (closeness[a] ?? 0))
      .slice(0, DEPTH)
    return fuse([
      { source: 'keyword', weight: 1, ids: keyword(query) },
      { source: 'semantic', weight: 1, ids: semantic },
    ]).map(({ id }) => nameOf(id))
  }
}

function indexWords(docs: readonly Doc[]): (query: string) => number[] {
  const db = new Driver(':memory:')
  db.exec(`CREATE VIRTUAL TABLE docs USING fts5(title, text, tokenize = 'porter unicode61')`)
  const insert = db.prepare('INSERT INTO docs (rowid, title, text) VALUES (?, ?, ?)')
  db.transaction(() => {
    for (const [row, { title = '', text }] of docs.entries()) insert.run(row, title, text)
  })()
  const match = db
    .prepare<[string], number>(
      `SELECT rowid FROM docs WHERE docs MATCH ? ORDER BY rank, rowid LIMIT ${DEPTH}`,
    )
    .pluck()
  return (query) => {
    const words = query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
    const asked = [...new Set(words)].filter((word) => !englishStopWords.has(word))
    return asked.length === 0 ? [] : match.all(asked.map((word) => `"${word}"`).join(' OR '))
  }
}

/** Kept beside the benchmark's libraries: the next run embeds nothing again. */
async function embedWhole(
  name: string,
  docs: readonly Doc[],
  embedder: Embedder,
): Promise<Float32Array[]> {
  const model = embedder.name.replaceAll('/', '-')
  const file = join(tmpdir(), 'carrel-bench-search', name, `whole-${model}.f32`)
  const bytes = embedder.dimensions * Float32Array.BYTES_PER_ELEMENT
  if (existsSync(file)) {
    const kept = new Uint8Array(readFileSync(file)).buffer
    return docs.map((_, row) => new Float32Array(kept, row * bytes, embedder.dimensions))
  }
  const vectors: Float32Array[] = []
  for (let from = 0; from < docs.length; from += BATCH) {
    const texts = docs.slice(from, from + BATCH).map(({ title = '', text }) => `${title} ${text}`)
    vectors.push(...(await embedder.embed(texts)))
  }
  writeFileSync(file, Buffer.concat(vectors.map((vector) => Buffer.from(vector.slice().buffer))))
  return vectors
}
