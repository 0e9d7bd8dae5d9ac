import type { ReadDb } from './open.ts'
import { prepared } from './prepared.ts'
import type { ChunkRow } from './rows.ts'

const COLUMNS = `id AS chunkId, version_id AS versionId, ordinal, start, "end", page_number AS page, title, headings, text,
  token_count AS tokenCount`

const GET = `SELECT ${COLUMNS} FROM chunks WHERE id IN (SELECT value FROM json_each(?))`

const NEIGHBOURS = `SELECT ${COLUMNS} FROM chunks WHERE version_id = ? AND ordinal BETWEEN ? AND ? ORDER BY ordinal`

/** The chunks with these ids, in the order asked for; ids that are gone are left out. */
export function getChunks(db: ReadDb, chunkIds: readonly number[]): ChunkRow[] {
  const rows = prepared<[string], ChunkRow>(db, GET).all(JSON.stringify(chunkIds))
  const byId = new Map(rows.map((row) => [row.chunkId, row]))
  return chunkIds.flatMap((chunkId) => byId.get(chunkId) ?? [])
}

/** The chunks of a version from one ordinal to another, both included, in reading order. */
export function neighbours(
  db: ReadDb,
  versionId: number,
  fromOrdinal: number,
  toOrdinal: number,
): ChunkRow[] {
  return prepared<[number, number, number], ChunkRow>(db, NEIGHBOURS).all(
    versionId,
    fromOrdinal,
    toOrdinal,
  )
}

/** How many chunks a search looks through. */
export function countChunks(db: ReadDb): number {
  return db.prepare<[], { count: number }>('SELECT count(*) AS count FROM chunks').get()?.count ?? 0
}
