import type { ReadDb, WriteDb } from './open.ts'
import { pathRange } from './path-range.ts'

/** What the owner chose for one file; what is absent is as for its folder. */
export interface ReadingChoice {
  readonly ocr?: 'auto' | 'off' | 'force' | undefined
  /** Tesseract's codes. */
  readonly languages?: readonly string[] | undefined
}

/** How the owner wants a file to be read; empty where nothing was chosen. */
export function readingChoiceOf(db: ReadDb, path: string): ReadingChoice {
  const options = db
    .prepare<[string], string>('SELECT options FROM reading_choices WHERE path = ?')
    .pluck()
    .get(path)
  return options === undefined ? {} : (JSON.parse(options) as ReadingChoice)
}

/** Keeps a choice for a file; what it leaves open stays as it was chosen before. */
export function saveReadingChoice(db: WriteDb, path: string, choice: ReadingChoice): void {
  const options = JSON.stringify({ ...readingChoiceOf(db, path), ...choice })
  db.prepare<[string, string]>(
    'INSERT OR REPLACE INTO reading_choices (path, options) VALUES (?, ?)',
  ).run(path, options)
}

/** Forgets the choice for a file, or for all files below a folder. */
export function forgetReadingChoices(db: WriteDb, path: string): void {
  db.prepare<[string, string, string]>(
    'DELETE FROM reading_choices WHERE path = ? OR (path > ? AND path < ?)',
  ).run(...pathRange(path))
}

/** A file that moved keeps how it is read. */
export function moveReadingChoice(db: WriteDb, from: string, to: string): void {
  db.prepare<[string, string]>('UPDATE OR REPLACE reading_choices SET path = ? WHERE path = ?').run(
    to,
    from,
  )
}
