import { statSync } from 'node:fs'
import type { Embedder } from '../inference/embedder.ts'
import { countChunks } from '../store/chunks.ts'
import { countByStatus } from '../store/documents.ts'
import { waitingJobs } from '../store/jobs.ts'
import type { Database, ReadDb } from '../store/open.ts'

/** How much is ready, waiting and failed: the contract's `library.status`. */
export interface LibraryStatus {
  readonly workspace: string
  readonly dataFolder: string
  readonly documents: number
  readonly indexed: number
  readonly empty: number
  readonly failed: number
  readonly waiting: number
  readonly chunks: number
  readonly databaseBytes: number
  readonly embedder: string
  readonly summary: string
}

export interface StatusDeps {
  readonly reader: ReadDb
  readonly database: Database
  readonly embedder: Embedder
  readonly workspace: string
  readonly dataFolder: string
  /** Files that are being imported: no longer waiting, and not ready yet. */
  readonly running: number
}

export function statusOf({
  reader,
  database,
  embedder,
  workspace,
  dataFolder,
  running,
}: StatusDeps): LibraryStatus {
  const { indexed, empty, failed, waiting: stored } = countByStatus(reader)
  const waiting = waitingJobs(reader).length + running + stored
  const documents = indexed + empty + failed + stored
  const ready = indexed + empty
  const parts = [`${ready} of ${ready + failed + waiting} files ready`]
  if (waiting > 0) parts.push(`${waiting} waiting`)
  if (failed > 0) parts.push(`${failed} failed`)
  return {
    workspace,
    dataFolder,
    documents,
    indexed,
    empty,
    failed,
    waiting,
    chunks: countChunks(reader),
    databaseBytes: bytesOf(database.file) + bytesOf(`${database.file}-wal`),
    embedder: embedder.name,
    summary: parts.join(', '),
  }
}

function bytesOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}
