import type { ReadDb, WriteDb } from './open.ts'
import { pathRange } from './path-range.ts'
import { prepared } from './prepared.ts'

const CHOICE = 'SELECT options FROM reading_choices WHERE path = ?'

const SAVE = 'INSERT OR REPLACE INTO reading_choices (path, options) VALUES (?, ?)'

/** What the owner chose for one file; what is absent is as for its folder. */
export interface ReadingChoice {
  readonly ocr?: 'auto' | 'off' | 'force' | undefined
  /** Tesseract's codes. */
  readonly languages?: readonly string[] | undefined
}

/** How the owner wants a file to be read; empty where nothing was chosen. */
export function readingChoiceOf(db: ReadDb, path: string): ReadingChoice {
  const row = prepared<[string], { options: string }>(db, CHOICE).get(path)
  return row === undefined ? {} : (JSON.parse(row.options) as ReadingChoice)
}

/** Keeps a choice for a file; what it leaves open stays as it was chosen before. */
export function saveReadingChoice(
  db: WriteDb,
  path: string,
  { ocr, languages }: ReadingChoice,
): void {
  const before = readingChoiceOf(db, path)
  const choice = { ocr: ocr ?? before.ocr, languages: languages ?? before.languages }
  prepared(db, SAVE).run(path, JSON.stringify(choice))
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
