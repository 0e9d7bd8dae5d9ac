import { foldWords } from '../lib/fold-words.ts'
import type { WriteDb } from './open.ts'
import { prepared } from './prepared.ts'
import type { QualityRow, VersionFacts } from './rows.ts'

const INSERT = `INSERT INTO version_facts (version_id, author, author_key, created_ms, modified_ms, quality) VALUES (?, ?, ?, ?, ?, ?)`

/** The columns that `toFacts` takes, of a `version_facts f` that may have no row. */
export const FACTS =
  'f.author, f.created_ms AS createdMs, f.modified_ms AS ownModifiedMs, f.quality'

/** What `FACTS` selects; all null for a version that was read before such facts were kept. */
export interface FactsColumns {
  readonly author: string | null
  readonly createdMs: number | null
  readonly ownModifiedMs: number | null
  readonly quality: string | null
}

/** Keeps what is known of a new version. Call it in the transaction that stores the version. */
export function saveFacts(db: WriteDb, versionId: number, facts: VersionFacts): void {
  const { author, createdMs, modifiedMs, quality } = facts
  const key = author === null ? null : foldWords(author)
  prepared(db, INSERT).run(versionId, author, key, createdMs, modifiedMs, JSON.stringify(quality))
}

export function toFacts(columns: FactsColumns): VersionFacts | null {
  const { author, createdMs, ownModifiedMs, quality } = columns
  if (quality === null) return null
  return {
    author,
    createdMs,
    modifiedMs: ownModifiedMs,
    quality: JSON.parse(quality) as QualityRow,
  }
}
