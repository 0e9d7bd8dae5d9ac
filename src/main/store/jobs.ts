import type { Failure } from '../lib/failure.ts'
import { upsertDocument } from './documents.ts'
import { inTransaction, type ReadDb, type WriteDb } from './open.ts'

/** A file to be imported. `options` is the import's own, as plain data. */
export interface Job {
  readonly jobId: number
  readonly path: string
  readonly options: unknown
  /** How often it was begun, the present time included. */
  readonly attempts: number
}

export type FinishedState = 'done' | 'failed' | 'cancelled'

/** A file that took the whole engine down this often is given up, so that the next start gets past it. */
const MAX_ATTEMPTS = 3

const GAVE_UP: Failure = {
  code: 'internal',
  message: 'Carrel stopped each time it worked on this file.',
  hint: 'Open the file in its own program, save it under another name and add that.',
}

const COLUMNS = 'id AS jobId, path, options, attempts'

const CLAIM = `UPDATE jobs SET state = 'running', owner = owner_name(), attempts = attempts + 1
  WHERE state = 'waiting' AND id = coalesce(?, (SELECT min(id) FROM jobs WHERE state = 'waiting')) RETURNING ${COLUMNS}`

const FINISH = `UPDATE jobs SET state = ?, failure = ?, finished_at = ?, owner = NULL WHERE id = ? AND state = 'running'`

const CANCEL = `UPDATE jobs SET state = 'cancelled', finished_at = ?
  WHERE state = 'waiting' AND (? IS NULL OR id IN (SELECT value FROM json_each(?)))`

const DEAD = `state = 'running' AND NOT is_owner_alive(owner)`

type StoredJob = Omit<Job, 'options'> & { readonly options: string }

/** Puts a file in the queue and returns the job's id. What is known of earlier jobs of that file is dropped. */
export function enqueue(
  db: WriteDb,
  { path, options }: { readonly path: string; readonly options: unknown },
): number {
  db.prepare<[string]>(
    `DELETE FROM jobs WHERE path = ? AND state NOT IN ('waiting', 'running')`,
  ).run(path)
  const { lastInsertRowid } = db
    .prepare<[string, string, string]>(
      `INSERT INTO jobs (path, options, state, created_at) VALUES (?, ?, 'waiting', ?)`,
    )
    .run(path, JSON.stringify(options ?? null), new Date().toISOString())
  return Number(lastInsertRowid)
}

/** What nobody has begun, oldest first. */
export function waitingJobs(db: ReadDb): Job[] {
  return db
    .prepare<[], StoredJob>(`SELECT ${COLUMNS} FROM jobs WHERE state = 'waiting' ORDER BY id`)
    .all()
    .map(toJob)
}

/** Takes a waiting job (this one, or the oldest) for this open database; null when it was taken before. No two owners get the same. */
export function claimJob(db: WriteDb, jobId: number | null = null): Job | null {
  return inTransaction(db, () => {
    const job = db.prepare<[number | null], StoredJob>(CLAIM).get(jobId)
    return job === undefined ? null : toJob(job)
  })
}

/** Ends a job that was claimed. Call it in the transaction that stores the job's result. */
export function finishJob(
  db: WriteDb,
  jobId: number,
  state: FinishedState,
  failure?: Failure,
): void {
  db.prepare<[string, string | null, string, number]>(FINISH).run(
    state,
    failure === undefined ? null : JSON.stringify(failure),
    new Date().toISOString(),
    jobId,
  )
}

/**
 * At start-up: what dead owners had begun waits again, or is given up after three attempts and shown as failed. Returns how many
 * wait again.
 */
export function requeueRunning(db: WriteDb): number {
  return inTransaction(db, () => {
    const givenUp = db
      .prepare<[string, string, number], { path: string }>(
        `UPDATE jobs SET state = 'failed', failure = ?, finished_at = ?, owner = NULL WHERE ${DEAD} AND attempts >= ? RETURNING path`,
      )
      .all(JSON.stringify(GAVE_UP), new Date().toISOString(), MAX_ATTEMPTS)
    for (const { path } of givenUp) showFailure(db, path)
    return db.prepare<[]>(`UPDATE jobs SET state = 'waiting', owner = NULL WHERE ${DEAD}`).run()
      .changes
  })
}

/** Once is not three times: the next import of its folder tries the file again, since it may only have stood beside the culprit. */
function showFailure(db: WriteDb, path: string): void {
  const state = { sizeBytes: null, modifiedMs: null, versionId: null }
  upsertDocument(db, { path, status: 'failed', failure: GAVE_UP, ...state })
}

/** Cancels what nobody has begun, of these jobs or of all; returns how many. */
export function cancelWaiting(db: WriteDb, jobIds: readonly number[] | null = null): number {
  const ids = jobIds === null ? null : JSON.stringify(jobIds)
  return db
    .prepare<[string, string | null, string | null]>(CANCEL)
    .run(new Date().toISOString(), ids, ids).changes
}

function toJob(job: StoredJob): Job {
  return { ...job, options: JSON.parse(job.options) as unknown }
}
