import type { ReadDb } from './open.ts'

/** Read from the index of versions by language alone. */
const LANGUAGES = `SELECT language FROM versions WHERE language IS NOT NULL
  GROUP BY language ORDER BY count(*) DESC, language`

/** The languages (ISO 639-1) that documents are in, most frequent first. */
export function libraryLanguages(db: ReadDb): string[] {
  return db.prepare<[], string>(LANGUAGES).pluck().all()
}
