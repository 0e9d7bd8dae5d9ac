import type { ReadDb } from './open.ts'

/** The versions a search is narrowed to; null is the whole library. */
export type Scope = readonly number[] | null

/** Which documents are meant: all that meet every condition given. */
export interface DocumentFilter {
  /**
   * SQLite's GLOB over the path (`*` crosses folders, `?`, `[…]`), as a whole or after any folder. A text without wildcards
   * matches every path it stands in.
   */
  readonly glob?: string | undefined
  /** The format or the file's ending is one of these, lower case. */
  readonly types?: readonly string[]
  /** One of these folders (or a path of them, with or without wildcards) is in the path, or ends it; without regard to case. */
  readonly folders?: readonly string[]
  /** The file was last changed at or after, in ms since 1970. */
  readonly afterMs?: number | null
  /** The file was last changed before, in ms since 1970. */
  readonly beforeMs?: number | null
  /** An FTS5 expression that a chunk of the document meets. */
  readonly having?: string | null
  /** An FTS5 expression that no chunk of the document meets. */
  readonly lacking?: string | null
}

const CHUNKS_WITH =
  'SELECT version_id FROM chunks WHERE id IN (SELECT rowid FROM chunk_text WHERE chunk_text MATCH'

/** What each condition asks of a document; a list is one JSON parameter. */
const CONDITIONS = {
  glob: `(d.path GLOB @glob OR d.path GLOB '*/' || @glob)`,
  types: `EXISTS (SELECT 1 FROM json_each(@types) t WHERE v.format = t.value OR lower(d.path) GLOB '*.' || t.value)`,
  folders: `EXISTS (SELECT 1 FROM json_each(@folders) f WHERE replace(lower(d.path), '\\', '/') GLOB f.value
    OR replace(lower(d.path), '\\', '/') || '/' GLOB f.value)`,
  afterMs: 'd.modified_ms >= @afterMs',
  beforeMs: 'd.modified_ms < @beforeMs',
  having: `d.version_id IN (${CHUNKS_WITH} @having))`,
  lacking: `d.version_id NOT IN (${CHUNKS_WITH} @lacking))`,
} as const satisfies Record<keyof DocumentFilter, string>

type Condition = keyof typeof CONDITIONS

/** The versions of the documents that a filter means; null, the whole library, when it asks for nothing. */
export function versionsInScope(db: ReadDb, filter: DocumentFilter): Scope {
  const parameters = Object.fromEntries(
    Object.entries(toParameters(filter)).filter(([, value]) => value !== null),
  )
  const asked = (Object.keys(CONDITIONS) as Condition[]).filter((name) => name in parameters)
  if (asked.length === 0) return null
  const sql = `SELECT DISTINCT d.version_id AS versionId FROM documents d JOIN versions v ON v.id = d.version_id
    WHERE ${asked.map((name) => CONDITIONS[name]).join(' AND ')}`
  return db
    .prepare<[typeof parameters], { versionId: number }>(sql)
    .all(parameters)
    .map((row) => row.versionId)
}

function toParameters(filter: DocumentFilter): Record<Condition, string | number | null> {
  const { glob, types = [], folders = [], afterMs, beforeMs, having, lacking } = filter
  return {
    glob: glob === undefined ? null : anywhere(glob),
    types: types.length === 0 ? null : JSON.stringify(types),
    folders: folders.length === 0 ? null : JSON.stringify(folders.map(folderPattern)),
    afterMs: afterMs ?? null,
    beforeMs: beforeMs ?? null,
    having: having ?? null,
    lacking: lacking ?? null,
  }
}

function anywhere(text: string): string {
  return /[*?[]/.test(text) ? text : `*${text}*`
}

function folderPattern(folder: string): string {
  return `*/${folder
    .toLowerCase()
    .replaceAll('\\', '/')
    .replace(/^\/|\/$/g, '')}/*`
}

/** The documents whose path matches `glob`, with wildcards as in `versionsInScope`. */
export function documentsMatching(db: ReadDb, glob: string): number[] {
  return db
    .prepare<[string, string], { id: number }>(
      'SELECT id FROM documents WHERE path GLOB ? OR path GLOB ? ORDER BY id',
    )
    .all(glob, `*/${glob}`)
    .map(({ id }) => id)
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
