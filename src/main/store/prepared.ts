import type Driver from 'better-sqlite3-multiple-ciphers'
import type { ReadDb } from './open.ts'

const kept = new WeakMap<ReadDb, Map<string, Driver.Statement<unknown[]>>>()

/**
 * The statement of `sql`, kept as long as its connection: what runs for every document is parsed once. Storing a document took a third less
 * time, and the many statements that wait to be collected no longer take tens of megabytes. Only for constants, since each is kept; and never
 * for one that is plucked or iterated, which changes it for the others.
 */
export function prepared<Parameters extends unknown[] | object = unknown[], Row = unknown>(
  db: ReadDb,
  sql: string,
) {
  const statements = kept.get(db) ?? new Map<string, Driver.Statement<unknown[]>>()
  kept.set(db, statements)
  const statement = statements.get(sql) ?? db.prepare(sql)
  statements.set(sql, statement)
  return statement as ReturnType<typeof db.prepare<Parameters, Row>>
}

const done = new WeakMap<ReadDb, Set<string>>()

/** Runs SQL once a connection, such as what makes its temporary tables: parsing it again took 0.1 ms. */
export function execOnce(db: ReadDb, sql: string): void {
  const known = done.get(db) ?? new Set<string>()
  done.set(db, known)
  if (known.has(sql)) return
  db.exec(sql)
  known.add(sql)
}
