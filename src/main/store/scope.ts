import type { ReadDb } from './open.ts'

/** The versions a search is narrowed to; null is the whole library. */
export type Scope = readonly number[] | null

/** Which documents are meant: all that meet every kind of condition given; folders and documents are one kind. */
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
  /** One of these is its author, each as words (of `foldWords`) that all stand in the name. */
  readonly authors?: readonly string[]
  /** It is in one of these languages, ISO 639-1. */
  readonly languages?: readonly string[]
  /** Last changed at or after, in ms since 1970: by what the document says of itself, else by its file. */
  readonly afterMs?: number | null
  /** Last changed before, likewise. */
  readonly beforeMs?: number | null
  /** The document has one of these tags, each as `foldTag` gives it. */
  readonly tags?: readonly string[]
  readonly documentIds?: readonly number[]
  /** An FTS5 expression that a chunk of the document meets. */
  readonly having?: string | null
  /** An FTS5 expression that no chunk of the document meets. */
  readonly lacking?: string | null
}

const CHUNKS_WITH =
  'SELECT version_id FROM chunks WHERE id IN (SELECT rowid FROM chunk_text WHERE chunk_text MATCH'

const OWN_DATE = 'coalesce(f.modified_ms, f.created_ms, d.modified_ms)'

/** What each condition asks of a document; a list is one JSON parameter. */
const CONDITIONS = {
  glob: `(d.path GLOB @glob OR d.path GLOB '*/' || @glob)`,
  types: `EXISTS (SELECT 1 FROM json_each(@types) t WHERE v.format = t.value OR lower(d.path) GLOB '*.' || t.value)`,
  folders: `EXISTS (SELECT 1 FROM json_each(@folders) f WHERE '/' || replace(lower(d.path), '\\', '/') || '/' GLOB f.value)`,
  authors: `EXISTS (SELECT 1 FROM json_each(@authors) a WHERE NOT EXISTS (
    SELECT 1 FROM json_each(a.value) w WHERE instr(coalesce(f.author_key, ''), w.value) = 0))`,
  languages: `EXISTS (SELECT 1 FROM json_each(@languages) l WHERE v.language = l.value OR v.language GLOB l.value || '-*')`,
  afterMs: `${OWN_DATE} >= @afterMs`,
  beforeMs: `${OWN_DATE} < @beforeMs`,
  tags: `d.id IN (SELECT document_id FROM document_tags
    WHERE tag_id IN (SELECT id FROM tags WHERE folded IN (SELECT value FROM json_each(@tags))))`,
  documentIds: 'd.id IN (SELECT value FROM json_each(@documentIds))',
  having: `d.version_id IN (${CHUNKS_WITH} @having))`,
  lacking: `d.version_id NOT IN (${CHUNKS_WITH} @lacking))`,
} as const satisfies Record<keyof DocumentFilter, string>

type Condition = keyof typeof CONDITIONS

/** Conditions of one kind: a document meets one of them. */
const KINDS: Partial<Record<Condition, string>> = { folders: 'place', documentIds: 'place' }

/** What the conditions of a search leave to be searched; null is the whole library. */
export interface ResolvedScope {
  readonly versions: Scope
  /** Of documents with the same content, only these are meant. */
  readonly documentIds: ReadonlySet<number> | null
}

/** The documents that meet every one of the filters, and their versions; the whole library when none asks for anything. */
export function resolveScope(db: ReadDb, filters: readonly DocumentFilter[]): ResolvedScope {
  const asked = filters.flatMap((filter, index) =>
    Object.entries(toParameters(filter)).flatMap(([name, value]) =>
      value === null ? [] : [{ name: name as Condition, index, value }],
    ),
  )
  if (asked.length === 0) return { versions: null, documentIds: null }
  const kinds = Map.groupBy(asked, ({ name, index }) => `${KINDS[name] ?? name}${index}`)
  const conditions = [...kinds.values()].map((kind) => `(${kind.map(toSql).join(' OR ')})`)
  const parameters = Object.fromEntries(
    asked.map(({ name, index, value }) => [`${name}${index}`, value]),
  )
  const sql = `SELECT d.id AS documentId, d.version_id AS versionId FROM documents d JOIN versions v ON v.id = d.version_id
    LEFT JOIN version_facts f ON f.version_id = d.version_id
    WHERE ${conditions.join(' AND ')} ORDER BY d.version_id`
  const rows = db
    .prepare<[typeof parameters], { documentId: number; versionId: number }>(sql)
    .all(parameters)
  return {
    versions: [...new Set(rows.map(({ versionId }) => versionId))],
    documentIds: new Set(rows.map(({ documentId }) => documentId)),
  }
}

function toSql({ name, index }: { readonly name: Condition; readonly index: number }): string {
  return CONDITIONS[name].replaceAll(`@${name}`, `@${name}${index}`)
}

function toParameters(filter: DocumentFilter): Record<Condition, string | number | null> {
  const { glob, types = [], folders = [], tags = [], documentIds, ...rest } = filter
  const { authors = [], languages = [], afterMs, beforeMs, having, lacking } = rest
  return {
    glob: glob === undefined ? null : anywhere(glob),
    types: types.length === 0 ? null : JSON.stringify(types),
    folders: folders.length === 0 ? null : JSON.stringify(folders.map(folderPattern)),
    tags: tags.length === 0 ? null : JSON.stringify(tags),
    documentIds:
      documentIds === undefined || documentIds.length === 0 ? null : JSON.stringify(documentIds),
    authors: authors.length === 0 ? null : JSON.stringify(authors.map((name) => name.split(' '))),
    languages: languages.length === 0 ? null : JSON.stringify(languages),
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
  const path = folder.replaceAll('\\', '/').replace(/^\/|\/$/g, '')
  return `*/${lowerAscii(path)}/*`
}

/** As SQLite's lower() does it: other letters keep their case. */
function lowerAscii(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())
}

/** A path as a pattern that only it matches. */
export function literalPattern(path: string): string {
  return path.replaceAll(/[*?[]/g, '[$&]')
}

/** The documents whose path matches `glob`, as a whole or after any folder; wildcards as in `DocumentFilter.glob`. */
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

/** Versions of a scope that can be searched, those last changed first. */
export function newestFirst(db: ReadDb, versions: readonly number[]): number[] {
  const sql = `SELECT d.version_id AS versionId FROM documents d LEFT JOIN version_facts f ON f.version_id = d.version_id
    WHERE d.version_id IN (SELECT value FROM json_each(?)) GROUP BY d.version_id ORDER BY max(${OWN_DATE}) DESC, d.version_id`
  const rows = db.prepare<[string], { versionId: number }>(sql).all(JSON.stringify(versions))
  return rows.map(({ versionId }) => versionId)
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
