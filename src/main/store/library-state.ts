import type { ReadDb } from './open.ts'
import { prepared } from './prepared.ts'

const STATE = `SELECT (SELECT changes FROM library_changes) || coalesce((SELECT group_concat(name || ' ' || value) FROM settings), '')`

/**
 * All that a search's result depends on besides what is asked: while it is the same, so are results. It takes in what other processes
 * committed, and costs a look at two small tables.
 */
export function libraryState(db: ReadDb): string {
  return prepared<[], string>(db, STATE).pluck().get() ?? ''
}
