import Driver from 'better-sqlite3-multiple-ciphers'
import * as sqliteVec from 'sqlite-vec'

/** Which SQLite and sqlite-vec run here. Throws when one does not load. */
export function databaseVersions(): { readonly sqlite: string; readonly vectors: string } {
  const db = new Driver(':memory:')
  try {
    sqliteVec.load(db)
    const row = db
      .prepare<[], { sqlite: string; vectors: string }>(
        'SELECT sqlite_version() AS sqlite, vec_version() AS vectors',
      )
      .get()
    return { sqlite: row?.sqlite ?? 'unknown', vectors: row?.vectors ?? 'unknown' }
  } finally {
    db.close()
  }
}
