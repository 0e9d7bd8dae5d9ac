import { setImmediate as nextTurn } from 'node:timers/promises'
import { countChunks } from './chunks.ts'
import { removeDocuments } from './documents.ts'
import { eraseCopies } from './erase.ts'
import { inTransaction, type ReadDb, type WriteDb } from './open.ts'
import { beginErasingTerms, isErasingTerms, mergeTerms } from './text-index.ts'

/** Erasing in one transaction: the commit that follows takes as long again. */
const SLICE_MS = 15

const COUNT_CHUNKS = `SELECT coalesce(sum(v.chunk_count), 0) AS chunks FROM documents d JOIN versions v ON v.id = d.version_id
  WHERE d.id IN (SELECT value FROM json_each(?))`

/**
 * Erases documents like `removeDocuments`, in transactions so short that the engine stays alive meanwhile. Each document is gone as a
 * whole or not at all; when the engine dies in between, the rest stays, and the next start ends the erasing of what is gone.
 */
export async function eraseDocuments(db: WriteDb, documentIds: readonly number[]): Promise<number> {
  beginErasing(db, documentIds)
  let removed = 0
  const rest = [...documentIds]
  while (rest.length > 0) {
    removed += inTransaction(db, () => removeFor(db, rest, SLICE_MS))
    await nextTurn()
  }
  await endErasing(db)
  eraseCopies(db)
  return removed
}

/**
 * To be called before documents are erased or get another content, when `endErasing` is called afterwards: of much text the words leave
 * the index only then, bit by bit, instead of in the transaction, where nobody else could write for seconds.
 */
export function beginErasing(db: WriteDb, documentIds: readonly number[]): void {
  if (areMany(db, documentIds)) beginErasingTerms(db)
}

/** Takes documents from `rest` and erases them until the time is up. */
function removeFor(db: WriteDb, rest: number[], ms: number): number {
  const endMs = performance.now() + ms
  let removed = 0
  do removed += removeDocuments(db, rest.splice(0, 1))
  while (rest.length > 0 && performance.now() < endMs)
  return removed
}

/** Ends an erasing that was cut short: the words of what is gone leave the index. Does nothing when there was none. */
export async function endErasing(db: WriteDb): Promise<void> {
  if (!isErasingTerms(db)) return
  for (const _ of mergeTerms(db)) await nextTurn()
  eraseCopies(db)
}

/**
 * From one chunk in fifty on, merging the whole index is the faster way: taking the terms of a chunk out of it took 14 ms,
 * merging 0.15 ms a chunk (10,000 chunks of 120 different words each, the same busy machine).
 */
function areMany(db: ReadDb, documentIds: readonly number[]): boolean {
  const removed = db
    .prepare<[string], { chunks: number }>(COUNT_CHUNKS)
    .get(JSON.stringify(documentIds))
  return (removed?.chunks ?? 0) * 50 > countChunks(db)
}
