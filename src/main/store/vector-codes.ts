import { must } from '../lib/must.ts'
import type { ReadDb } from './open.ts'
import { prepared } from './prepared.ts'
import { codeable } from './vector-index.ts'

/** The signs of consecutive chunks' vectors, one after another; ids ascend. */
export interface CodeBatch {
  readonly chunkIds: readonly number[]
  readonly versionIds: readonly number[]
  /** 48 bytes a chunk: bit i tells that float i is positive. */
  readonly codes: Buffer
}

/** Joined by SQLite, because a row that JavaScript sees costs more than what is in it: 1,000,000 codes are read in 1.2 s instead of 5. */
const READ = `SELECT group_concat(chunk_id) AS chunkIds, group_concat(version_id) AS versionIds, group_concat(hex(code), '') AS codes
  FROM (SELECT chunk_id, version_id, code FROM chunk_codes WHERE chunk_id > ? ORDER BY chunk_id LIMIT ?)`

const IDS = `SELECT group_concat(chunk_id) AS chunkIds
  FROM (SELECT chunk_id FROM chunk_codes WHERE chunk_id > ? ORDER BY chunk_id LIMIT ?)`

const VERSIONS = `SELECT chunk_id AS chunkId, version_id AS versionId FROM chunk_codes
  WHERE chunk_id IN (SELECT value FROM json_each(?))`

const COUNT = 'SELECT count(*) AS count FROM chunk_codes'

const CODE_OF = 'SELECT vec_quantize_binary(?) AS code'

/** Codes of the first `limit` chunks after an id; null when there is none. */
export function readCodes(db: ReadDb, afterId: number, limit: number): CodeBatch | null {
  const row = prepared<
    [number, number],
    Record<'chunkIds' | 'versionIds' | 'codes', string | null>
  >(db, READ).get(afterId, limit)
  if (!row?.chunkIds || !row.versionIds || !row.codes) return null
  return {
    chunkIds: numbers(row.chunkIds),
    versionIds: numbers(row.versionIds),
    codes: Buffer.from(row.codes, 'hex'),
  }
}

/** Ids of the first `limit` chunks after an id, ascending. */
export function readCodedIds(db: ReadDb, afterId: number, limit: number): number[] {
  const row = prepared<[number, number], { chunkIds: string | null }>(db, IDS).get(afterId, limit)
  return row?.chunkIds ? numbers(row.chunkIds) : []
}

/** How many chunks have one. */
export function countCodes(db: ReadDb): number {
  return prepared<[], { count: number }>(db, COUNT).get()?.count ?? 0
}

/** The signs of a vector's first 384 floats, as `chunk_codes` has them. */
export function codeOf(db: ReadDb, vector: Float32Array): Buffer {
  const row = prepared<[Buffer], { code: Buffer }>(db, CODE_OF).get(codeable(vector))
  return must(row, 'a select without a table has one row').code
}

/** The versions of these chunks by chunk id; ids that are gone are left out. Read from rows that are narrow: 60 a page, where chunks have three. */
export function versionsOf(db: ReadDb, chunkIds: readonly number[]): Map<number, number> {
  const rows = prepared<[string], { chunkId: number; versionId: number }>(db, VERSIONS).all(
    JSON.stringify(chunkIds),
  )
  return new Map(rows.map(({ chunkId, versionId }) => [chunkId, versionId]))
}

const numbers = (joined: string): number[] => joined.split(',').map(Number)
