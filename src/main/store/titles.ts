import type { ReadDb } from './open.ts'
import { prepared } from './prepared.ts'

/** What the titles of the library, as texts mention them, have to do with a beginning of one. */
export interface TitleBeginning {
  readonly words: string
  /** It is a whole title. */
  readonly isTitle: 0 | 1
  /** A title begins with it and has more words. */
  readonly goesOn: 0 | 1
}

/** A version by its title. */
export interface TitledVersion {
  readonly versionId: number
  readonly title: string
  /** The title as texts mention it. */
  readonly key: string
}

/** A space comes before all letters and digits, so that what begins with the words and goes on stands between it and the next sign. */
const BEGINNINGS = `SELECT value AS words, EXISTS (SELECT 1 FROM title_keys WHERE key = value) AS isTitle,
    EXISTS (SELECT 1 FROM title_keys WHERE key > value || ' ' AND key < value || '!') AS goesOn
  FROM json_each(?)`

const TITLED = `SELECT v.id AS versionId, v.title, k.value AS key FROM json_each(@keys) k JOIN versions v
  ON v.id IN (SELECT version_id FROM title_keys WHERE key = k.value LIMIT @most)`

const FIRST_CHUNKS = `SELECT id AS chunkId, version_id AS versionId FROM chunks
  WHERE version_id IN (SELECT value FROM json_each(?)) AND ordinal < ?`

/** Tells of each of these beginnings whether titles have it: two look-ups in an index. */
export function lookUpBeginnings(db: ReadDb, beginnings: readonly string[]): TitleBeginning[] {
  return prepared<[string], TitleBeginning>(db, BEGINNINGS).all(JSON.stringify(beginnings))
}

/** The versions with these titles, at most `most` of each. */
export function versionsTitled(db: ReadDb, keys: readonly string[], most: number): TitledVersion[] {
  return prepared<[object], TitledVersion>(db, TITLED).all({ keys: JSON.stringify(keys), most })
}

/** The first `count` chunks of each version. */
export function firstChunks(
  db: ReadDb,
  versionIds: readonly number[],
  count: number,
): { readonly chunkId: number; readonly versionId: number }[] {
  return prepared<[string, number], { chunkId: number; versionId: number }>(db, FIRST_CHUNKS).all(
    JSON.stringify(versionIds),
    count,
  )
}
