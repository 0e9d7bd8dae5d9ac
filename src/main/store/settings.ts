import { inTransaction, type ReadDb, type WriteDb } from './open.ts'

/** Every setting that was ever written, by name; what the defaults are is for the reader to know. */
export function readSettings(db: ReadDb): Record<string, unknown> {
  const rows = db
    .prepare<[], { name: string; value: string }>('SELECT name, value FROM settings')
    .all()
  return Object.fromEntries(rows.map(({ name, value }) => [name, JSON.parse(value) as unknown]))
}

/** Writes these settings and leaves the others; a value of `undefined` changes nothing. Values are plain data. */
export function writeSettings(db: WriteDb, settings: Readonly<Record<string, unknown>>): void {
  inTransaction(db, () => {
    const write = db.prepare<[string, string]>(
      'INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)',
    )
    for (const [name, value] of Object.entries(settings))
      if (value !== undefined) write.run(name, JSON.stringify(value))
  })
}
