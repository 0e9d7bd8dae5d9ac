import type { ReadDb, WriteDb } from './open.ts'
import { prepared } from './prepared.ts'

interface LogState {
  readonly log: number
  readonly checkpointed: number
}

/** Pages of the write-ahead log that are not yet in the file. */
export function pagesInLog(db: ReadDb): number {
  const state = prepared<[], LogState>(db, 'PRAGMA wal_checkpoint(NOOP)').get()
  return state === undefined ? 0 : state.log - state.checkpointed
}

/** Brings the write-ahead log into the file, as far as readers allow, and waits for the disk twice. Nobody else has to wait. */
export function checkpoint(db: WriteDb): void {
  prepared(db, 'PRAGMA wal_checkpoint(PASSIVE)').get()
}
