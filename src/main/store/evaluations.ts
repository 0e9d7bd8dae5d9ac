import type { ReadDb, WriteDb } from './open.ts'

/** Keeps an evaluation, as plain data without document text, in place of an earlier one of this name. */
export function saveEvaluation(db: WriteDb, name: string, report: unknown): void {
  db.prepare<[string, string, string]>(
    `INSERT INTO evaluations (name, created_at, report) VALUES (?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET created_at = excluded.created_at, report = excluded.report`,
  ).run(name, new Date().toISOString(), JSON.stringify(report))
}

/** As it was kept; null when there is none of this name. */
export function getEvaluation(db: ReadDb, name: string): unknown {
  const report = db
    .prepare<[string], string>('SELECT report FROM evaluations WHERE name = ?')
    .pluck()
    .get(name)
  return report === undefined ? null : (JSON.parse(report) as unknown)
}

/** Every kept evaluation, newest first. */
export function listEvaluations(db: ReadDb): { name: string; report: unknown }[] {
  return db
    .prepare<[], { name: string; report: string }>(
      'SELECT name, report FROM evaluations ORDER BY created_at DESC, id DESC',
    )
    .all()
    .map(({ name, report }) => ({ name, report: JSON.parse(report) as unknown }))
}

/** False when there was none. */
export function removeEvaluation(db: WriteDb, name: string): boolean {
  return db.prepare<[string]>('DELETE FROM evaluations WHERE name = ?').run(name).changes > 0
}
