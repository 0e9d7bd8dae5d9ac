import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { upsertDocument } from '../../src/main/store/documents.ts'
import { openDatabase, type Database, type WriteDb } from '../../src/main/store/open.ts'
import { saveVersion } from '../../src/main/store/versions.ts'

export interface TestDatabase extends Database, AsyncDisposable {
  readonly folder: string
  readonly key: Buffer
}

/** An empty workspace in a folder of its own; closed and deleted when it is disposed of. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'carrel-store-'))
  const key = randomBytes(32)
  const database = await openDatabase({ file: join(folder, 'library.db'), key })
  return {
    ...database,
    folder,
    key,
    async [Symbol.asyncDispose]() {
      database.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A unit vector that is the same for the same seed, and nearly orthogonal to that of another. */
export function vectorOf(seed: string): Float32Array {
  const bytes = createHash('shake256', { outputLength: 384 }).update(seed).digest()
  const length = Math.sqrt(bytes.reduce((sum, byte) => sum + (byte - 127.5) ** 2, 0))
  return Float32Array.from(bytes, (byte) => (byte - 127.5) / length)
}

/** A version whose lines are its chunks, one block and one page; each line's embedding is `vectorOf(line)`. */
export function saveText(db: WriteDb, text: string, title = 'A title', embedder?: string): number {
  const lines = [...text.matchAll(/[^\n]+/g)]
  const whole = { page: 1, start: 0, end: text.length }
  return saveVersion(db, {
    sha256: createHash('sha256').update(text).digest('hex'),
    recipe: 'test',
    format: 'txt',
    document: {
      title,
      language: 'eng',
      text,
      pages: [{ ...whole, width: 595, height: 842, runs: [] }],
      blocks: [{ ...whole, kind: 'paragraph', level: null }],
    },
    chunks: lines.map(({ 0: line, index }) => ({
      start: index,
      end: index + line.length,
      page: 1,
      headings: '',
      text: line,
      tokenCount: line.split(' ').length,
    })),
    embeddings: lines.map(([line]) => vectorOf(line)),
    embedder,
  })
}

/** An indexed document with that text; returns its documentId. */
export function addText(db: WriteDb, path: string, text: string): number {
  return upsertDocument(db, {
    path,
    status: 'indexed',
    failure: null,
    sizeBytes: text.length,
    modifiedMs: 1_700_000_000_000.25,
    versionId: saveText(db, text),
  })
}

/** The SHA-256 of every file in a folder and below, by its path. */
export async function hashFiles(folder: string): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {}
  for (const [path, bytes] of Object.entries(await readFiles(folder)))
    hashes[path] = createHash('sha256').update(bytes).digest('hex')
  return hashes
}

/** The bytes of every file in a folder and below, by its path. */
export async function readFiles(folder: string): Promise<Record<string, Buffer>> {
  const files: Record<string, Buffer> = {}
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile())
      files[join(entry.parentPath, entry.name)] = await readFile(join(entry.parentPath, entry.name))
  return files
}
