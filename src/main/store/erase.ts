import { removeSnapshots } from './migrate.ts'
import { inTransaction, type WriteDb } from './open.ts'

/**
 * Runs a deletion as a whole, then takes away the copies that would outlive it: the write-ahead log is emptied into the file, where
 * `secure_delete` has overwritten the bytes, and the upgrade snapshots are deleted. Within an outer transaction only the deletion
 * runs. A reader in the middle of a query keeps the (encrypted) log until the next checkpoint.
 */
export function erasing<T>(db: WriteDb, work: () => T): T {
  const result = inTransaction(db, work)
  if (!db.inTransaction) eraseCopies(db)
  return result
}

/** Takes away the copies that outlive a deletion. */
export function eraseCopies(db: WriteDb): void {
  db.pragma('wal_checkpoint(TRUNCATE)')
  removeSnapshots(db.name)
}
