/** Fills a library with mixed chunks: `build-library.ts FOLDER CHUNKS`. Prints seconds as JSON. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { upsertDocument } from '../../../src/main/store/documents.ts'
import { inTransaction, openDatabase, type WriteDb } from '../../../src/main/store/open.ts'
import { saveVersion } from '../../../src/main/store/versions.ts'
import { readBase } from './base-texts.ts'
import { BENCH_KEY } from './bench-key.ts'
import { mixChunk } from './mix.ts'

const CHUNKS_A_DOCUMENT = 20
const DOCUMENTS_A_TRANSACTION = 500

const [folder = '.', size = '10000'] = process.argv.slice(2)
const done = join(folder, `${size}.json`)
if (!existsSync(done)) await build()
console.log(readFileSync(done, 'utf8'))

async function build(): Promise<void> {
  const file = join(folder, `${size}.db`)
  for (const ending of ['', '-wal', '-shm']) rmSync(file + ending, { force: true })
  rmSync(join(folder, `${size}.exact.json`), { force: true })
  const database = await openDatabase({ file, key: BENCH_KEY })
  const base = readBase(folder)
  const started = performance.now()
  const documents = Number(size) / CHUNKS_A_DOCUMENT
  for (let from = 0; from < documents; from += DOCUMENTS_A_TRANSACTION)
    inTransaction(database.writer, () => {
      for (let at = from; at < Math.min(documents, from + DOCUMENTS_A_TRANSACTION); at++)
        addDocument(database.writer, at)
    })
  const seconds = (performance.now() - started) / 1000
  database.close()
  writeFileSync(done, JSON.stringify({ seconds }))

  function addDocument(db: WriteDb, number: number): void {
    const mixed = Array.from({ length: CHUNKS_A_DOCUMENT }, (_, i) =>
      mixChunk(base, number * CHUNKS_A_DOCUMENT + i),
    )
    const text = mixed.map((chunk) => chunk.text).join('\n')
    let start = 0
    const chunks = mixed.map((chunk) => {
      const end = start + chunk.text.length
      const content = { start, end, page: null, headings: '', text: chunk.text, tokenCount: 130 }
      start = end + 1
      return content
    })
    const versionId = saveVersion(db, {
      sha256: String(number),
      recipe: 'bench',
      format: 'txt',
      document: { title: `Document ${number}`, language: 'eng', text, pages: [], blocks: [] },
      chunks,
      embeddings: mixed.map((chunk) => chunk.vector),
    })
    const path = `/bench/${number % 50}/${number}.txt`
    const state = { status: 'indexed', failure: null, sizeBytes: 1, modifiedMs: 1 } as const
    upsertDocument(db, { ...state, path, versionId })
  }
}
