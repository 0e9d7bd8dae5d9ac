import { statSync } from 'node:fs'
import type { Embedder } from '../inference/embedder.ts'
import { countChunks } from '../store/chunks.ts'
import { countByStatus } from '../store/documents.ts'
import { countElsewhere, countWaiting } from '../store/jobs.ts'
import type { Ingest } from '../ingest/ingest.ts'
import type { Paused } from '../ingest/pause.ts'
import type { Database, ReadDb } from '../store/open.ts'
import { countUnavailable } from '../store/watched-folders.ts'

/** How much is ready, waiting and failed: the contract's `library.status`. */
export interface LibraryStatus {
  readonly workspace: string
  readonly dataFolder: string
  readonly documents: number
  readonly indexed: number
  readonly empty: number
  readonly failed: number
  readonly waiting: number
  /** Read by an older Carrel and in no folder that is kept in step. */
  readonly outdated: number
  /** In watched folders that are not there; counted as what they were before. */
  readonly unavailable: number
  /** Files that another Carrel is reading at this moment. */
  readonly elsewhere: number
  /** Set while imports rest. */
  readonly paused: Paused | null
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
  readonly ingest: Pick<Ingest, 'running' | 'pause'>
  readonly countOutdated: () => number
}

export function statusOf({
  reader,
  database,
  embedder,
  workspace,
  dataFolder,
  ingest,
  countOutdated,
}: StatusDeps): LibraryStatus {
  const { indexed, empty, failed, waiting: stored } = countByStatus(reader)
  // Those that are being imported no longer wait, and are not ready yet.
  const waiting = countWaiting(reader) + ingest.running + stored
  const documents = indexed + empty + failed + stored
  const unavailable = countUnavailable(reader)
  const parts = [`${indexed} of ${indexed + empty + failed + waiting} files ready`]
  if (waiting > 0) parts.push(`${waiting} waiting`)
  if (empty > 0) parts.push(`${empty} without text`)
  if (failed > 0) parts.push(`${failed} failed`)
  if (unavailable > 0) parts.push(`${unavailable} not there`)
  return {
    workspace,
    dataFolder,
    documents,
    indexed,
    empty,
    failed,
    waiting,
    outdated: countOutdated(),
    unavailable,
    elsewhere: countElsewhere(database.writer),
    paused: ingest.pause.state,
    chunks: countChunks(reader),
    databaseBytes: bytesOf(database.file) + bytesOf(`${database.file}-wal`),
    embedder: embedder.name,
    summary: parts.join(', '),
  }
}

function bytesOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}
