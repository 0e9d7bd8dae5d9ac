import type { ReadDb } from './open.ts'

/** The versions a search is narrowed to; null is the whole library. */
export type Scope = readonly number[] | null

const MATCHING = `SELECT DISTINCT version_id AS versionId FROM documents
  WHERE version_id IS NOT NULL AND (path GLOB ? OR path GLOB ?)`

/**
 * The versions of documents whose path matches `glob` (SQLite's GLOB: `*` crosses folders, `?`, `[…]`), as a whole or after
 * any folder. A text without wildcards matches every path it stands in.
 */
export function versionsInScope(db: ReadDb, glob: string): number[] {
  const pattern = /[*?[]/.test(glob) ? glob : `*${glob}*`
  return db
    .prepare<[string, string], { versionId: number }>(MATCHING)
    .all(pattern, `*/${pattern}`)
    .map((row) => row.versionId)
}

/** How many chunks and documents a search in this scope looks through. */
export function sizeOfScope(db: ReadDb, scope: Scope): { chunks: number; documents: number } {
  const chunks = `SELECT count(*) AS count FROM chunks WHERE ${inScope('version_id')}`
  const documents = `SELECT count(*) AS count FROM documents
    WHERE version_id IS NOT NULL AND status = 'indexed' AND ${inScope('version_id')}`
  const count = (sql: string): number =>
    db.prepare<ScopeParameters, { count: number }>(sql).get(...scopeParameters(scope))?.count ?? 0
  return { chunks: count(chunks), documents: count(documents) }
}

type ScopeParameters = [string | null, string | null]

/** A condition on a column of version ids; it takes `scopeParameters`. */
const inScope = (column: string): string =>
  `(? IS NULL OR ${column} IN (SELECT value FROM json_each(?)))`

function scopeParameters(scope: Scope): ScopeParameters {
  const json = scope === null ? null : JSON.stringify(scope)
  return [json, json]
}

/** The chunk ids of a scope, as a subquery over one JSON parameter. */
export const CHUNKS_IN_SCOPE =
  'SELECT id FROM chunks WHERE version_id IN (SELECT value FROM json_each(?))'
