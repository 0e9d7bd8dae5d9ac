import type { ReadDb } from './open.ts'

const PAGE_AT = `SELECT page_number AS page FROM pages WHERE version_id = ? AND start <= ? ORDER BY start DESC, page_number DESC LIMIT 1`

/** The page on which an offset into a version's text stands; null in formats without pages. */
export function pageAt(db: ReadDb, versionId: number, offset: number): number | null {
  return (
    db.prepare<[number, number], { page: number }>(PAGE_AT).get(versionId, offset)?.page ?? null
  )
}
