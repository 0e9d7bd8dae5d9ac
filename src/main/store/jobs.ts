import type { Failure } from '../lib/failure.ts'
import { upsertDocument } from './documents.ts'
import { inTransaction, type ReadDb, type WriteDb } from './open.ts'
import { prepared } from './prepared.ts'
import { pathRange } from './path-range.ts'

/** A file to be imported. `options` is the import's own, as plain data. */
export interface Job {
  readonly jobId: number
  readonly path: string
  readonly options: unknown
  /** How often it was begun, the present time included. */
  readonly attempts: number
  /** Jobs of a higher one go first; see `Priority`. */
  readonly priority: Priority
  /** Of the file when it was queued; null when it was not looked at. */
  readonly sizeBytes: number | null
}

export interface NewJob {
  readonly path: string
  readonly options: unknown
  readonly priority?: Priority
  readonly sizeBytes?: number | null
}

/** 0: found in a folder. 1: named by itself, as a file that was dropped. 2: asked for while it waited. */
export type Priority = 0 | 1 | 2

/** A file in the queue, for the eye. */
export interface WaitingFile {
  readonly path: string
  readonly sizeBytes: number | null
  /** It was put before all others. */
  readonly isFirst: boolean
}

export type FinishedState = 'done' | 'failed' | 'cancelled'

/** A file that took the whole engine down this often is given up, so that the next start gets past it. */
const MAX_ATTEMPTS = 3

const GAVE_UP: Failure = {
  code: 'internal',
  message: 'Carrel stopped each time it worked on this file.',
  hint: 'Open the file in its own program, save it under another name and add that.',
}

const COLUMNS = 'id AS jobId, path, options, attempts, priority, size_bytes AS sizeBytes'

const FORGET_EARLIER = `DELETE FROM jobs WHERE path = ? AND state NOT IN ('waiting', 'running')`

const LEAVE_OUT_NO_LONGER = 'DELETE FROM left_out WHERE path = ?'

const ENQUEUE = `INSERT INTO jobs (path, options, priority, size_bytes, state, created_at) VALUES (?, ?, ?, ?, 'waiting', ?)`

const CLAIM = `UPDATE jobs SET state = 'running', owner = owner_name(), attempts = attempts + 1
  WHERE state = 'waiting' AND id = coalesce(?, (SELECT id FROM jobs WHERE state = 'waiting' ORDER BY priority DESC, id LIMIT 1))
  RETURNING ${COLUMNS}`

const FINISH = `UPDATE jobs SET state = ?, failure = ?, finished_at = ?, owner = NULL WHERE id = ? AND state = 'running'`

const CANCEL = `UPDATE jobs SET state = 'cancelled', finished_at = ?
  WHERE state = 'waiting' AND (? IS NULL OR id IN (SELECT value FROM json_each(?)))`

const DEAD = `state = 'running' AND NOT is_owner_alive(owner)`

type StoredJob = Omit<Job, 'options'> & { readonly options: string }

/** Puts a file in the queue and returns the job's id. What is known of earlier jobs of that file is dropped; it is left out no longer. */
export function enqueue(db: WriteDb, job: NewJob): number {
  const { path, options, priority = 0, sizeBytes = null } = job
  prepared(db, FORGET_EARLIER).run(path)
  prepared(db, LEAVE_OUT_NO_LONGER).run(path)
  const { lastInsertRowid } = prepared(db, ENQUEUE).run(
    path,
    JSON.stringify(options ?? null),
    priority,
    sizeBytes,
    new Date().toISOString(),
  )
  return Number(lastInsertRowid)
}

/** What nobody has begun, in the order in which it will be. */
export function waitingJobs(db: ReadDb): Job[] {
  const sql = `SELECT ${COLUMNS} FROM jobs WHERE state = 'waiting' ORDER BY priority DESC, id`
  return db.prepare<[], StoredJob>(sql).all().map(toJob)
}

/** How many jobs nobody has begun. */
export function countWaiting(db: ReadDb): number {
  const sql = `SELECT count(*) FROM jobs WHERE state = 'waiting'`
  return db.prepare<[], number>(sql).pluck().get() ?? 0
}

/** How many jobs other open databases have begun, in this process or another. */
export function countElsewhere(db: WriteDb): number {
  const sql = `SELECT count(*) FROM jobs WHERE state = 'running' AND owner IS NOT owner_name() AND is_owner_alive(owner)`
  return db.prepare<[], number>(sql).pluck().get() ?? 0
}

/** The files that come next. */
export function nextFiles(db: ReadDb, limit: number): WaitingFile[] {
  return db
    .prepare<[number], Omit<WaitingFile, 'isFirst'> & { priority: number }>(
      `SELECT path, size_bytes AS sizeBytes, priority FROM jobs WHERE state = 'waiting' ORDER BY priority DESC, id LIMIT ?`,
    )
    .all(limit)
    .map(({ priority, ...file }) => ({ ...file, isFirst: priority === 2 }))
}

/** Puts what waits of a file, or below a folder, before all others; returns how many jobs that are. */
export function putFirst(db: WriteDb, path: string): number {
  return db
    .prepare<[string, string, string]>(
      `UPDATE jobs SET priority = 2 WHERE state = 'waiting' AND (path = ? OR (path > ? AND path < ?))`,
    )
    .run(...pathRange(path)).changes
}

/** The waiting jobs that were put first, in whichever process. */
export function firstJobs(db: ReadDb): number[] {
  const sql = `SELECT id FROM jobs WHERE state = 'waiting' AND priority = 2 ORDER BY id`
  return db.prepare<[], number>(sql).pluck().all()
}

/** Lets imports rest until `endPause`, over any restart, in every process; returns since when they do. */
export function beginPause(db: WriteDb): string {
  const since = new Date().toISOString()
  db.prepare<[string]>('INSERT OR IGNORE INTO import_pause (id, since) VALUES (1, ?)').run(since)
  return pausedSince(db) ?? since
}

export function endPause(db: WriteDb): void {
  db.exec('DELETE FROM import_pause')
}

/** Since when imports rest, by the user's word; null while they do not. */
export function pausedSince(db: ReadDb): string | null {
  return db.prepare<[], string>('SELECT since FROM import_pause').pluck().get() ?? null
}

/** Takes a waiting job (this one, or the next) for this open database; null when it was taken before. No two owners get the same. */
export function claimJob(db: WriteDb, jobId: number | null = null): Job | null {
  return inTransaction(db, () => {
    const job = prepared<[number | null], StoredJob>(db, CLAIM).get(jobId)
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
  prepared<[string, string | null, string, number]>(db, FINISH).run(
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
