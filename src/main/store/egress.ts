import type { ReadDb, WriteDb } from './open.ts'

/** An outbound request that was made or refused. `why` says what for, never with document text. */
export interface EgressRow {
  readonly at: string
  readonly host: string
  readonly why: string
  readonly sentBytes: number
  readonly outcome: 'refused' | 'sent' | 'failed'
}

/** Enough to look back over months of use, and few enough to show at once. */
const LISTED = 10_000

export function logEgress(db: WriteDb, { at, host, why, sentBytes, outcome }: EgressRow): void {
  db.prepare<[string, string, string, number, string]>(
    'INSERT INTO egress (at, host, why, sent_bytes, outcome) VALUES (?, ?, ?, ?, ?)',
  ).run(at, host, why, sentBytes, outcome)
}

/** The latest 10,000 requests, newest first. */
export function listEgress(db: ReadDb): EgressRow[] {
  return db
    .prepare<[number], EgressRow>(
      'SELECT at, host, why, sent_bytes AS sentBytes, outcome FROM egress ORDER BY id DESC LIMIT ?',
    )
    .all(LISTED)
}
