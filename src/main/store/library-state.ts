import type { ReadDb } from './open.ts'
import { prepared } from './prepared.ts'

const STATE = `SELECT (SELECT changes FROM library_changes) || coalesce((SELECT group_concat(name || ' ' || value) FROM settings), '') AS state`

/**
 * All that a search's result depends on besides what is asked: while it is the same, so are results. It takes in what other processes
 * committed, and costs a look at two small tables.
 */
export function libraryState(db: ReadDb): string {
  return prepared<[], { state: string }>(db, STATE).get()?.state ?? ''
}
