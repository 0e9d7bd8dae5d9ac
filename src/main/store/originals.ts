import type { ReadDb, WriteDb } from './open.ts'

/** A file that was handed over by its bytes, kept because there is no path to read it from again. */
export interface Original {
  readonly sha256: string
  readonly name: string
  readonly bytes: Buffer
}

/** Keeps a file's bytes; the same bytes again change nothing. */
export function saveOriginal(db: WriteDb, { sha256, name, bytes }: Original): void {
  db.prepare<[string, string, Buffer]>(
    'INSERT INTO originals (sha256, name, bytes) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  ).run(sha256, name, bytes)
}

export function getOriginal(db: ReadDb, sha256: string): Original | null {
  return (
    db
      .prepare<[string], Original>('SELECT sha256, name, bytes FROM originals WHERE sha256 = ?')
      .get(sha256) ?? null
  )
}
