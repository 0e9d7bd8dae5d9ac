import { setTimeout as pause } from 'node:timers/promises'
import { indexedText } from './indexed-text.ts'
import { inTransaction, type WriteDb } from './open.ts'
import { prepared } from './prepared.ts'

interface IndexedChunk {
  readonly id: number
  readonly title: string
  readonly headings: string
  readonly text: string
  readonly search_title: string | null
  readonly search_headings: string | null
  readonly search_text: string | null
}

const NEXT = `SELECT r.version_id AS versionId, v.language FROM reindexing r JOIN versions v ON v.id = r.version_id
  WHERE r.version_id > ? ORDER BY r.version_id LIMIT 1`

const NEXT_CHUNK = `SELECT id, title, headings, text, search_title, search_headings, search_text
  FROM chunks WHERE version_id = ? AND id > ? ORDER BY id LIMIT 1`

/** What the index holds of a chunk has to be told to take it out. */
const TAKE_OUT = `INSERT INTO chunk_text (chunk_text, rowid, title, headings, text)
  SELECT 'delete', id, title, headings, text FROM chunk_words WHERE id = ?`
const UPDATE =
  'UPDATE chunks SET search_title = ?, search_headings = ?, search_text = ? WHERE id = ?'
const PUT_IN = `INSERT INTO chunk_text (rowid, title, headings, text)
  SELECT id, title, headings, text FROM chunk_words WHERE id = ?`

const DONE = 'DELETE FROM reindexing WHERE version_id = ?'

/** Results that are remembered may lack what is found by the new terms. */
const NOTE_CHANGE = 'UPDATE library_changes SET changes = changes + 1'

/** Of one transaction; searches go on meanwhile, and an import waits no longer. */
const SLICE_MS = 15
/** Left to others after each: a third of one core at most is used. */
const REST_MS = 30

/**
 * Gives the index what it is to have of each version that waits for it (`reindexing`), in short transactions. What was done before a kill is
 * seen to be done. Ends early, without an error, when `signal` fires.
 */
export async function reindexWaiting(db: WriteDb, signal: AbortSignal): Promise<void> {
  for (let version = nextAfter(db, 0); version; version = nextAfter(db, version.versionId)) {
    let lastId: number | null = 0
    while (lastId !== null) {
      if (signal.aborted) return
      const from: number = lastId
      const found: typeof version = version
      lastId = inTransaction(db, () => reindexSlice(db, found, from))
      await pause(REST_MS, undefined, { signal }).catch(() => undefined) // aborted: seen above
    }
  }
}

interface Waiting {
  readonly versionId: number
  readonly language: string | null
}

function nextAfter(db: WriteDb, versionId: number): Waiting | undefined {
  return prepared<[number], Waiting>(db, NEXT).get(versionId)
}

/** Goes on behind chunk `lastId` until the time is up; null when the version is done. */
function reindexSlice(
  db: WriteDb,
  { versionId, language }: Waiting,
  lastId: number,
): number | null {
  const endMs = performance.now() + SLICE_MS
  db.exec(NOTE_CHANGE)
  let last = lastId
  do {
    const chunk = prepared<[number, number], IndexedChunk>(db, NEXT_CHUNK).get(versionId, last)
    if (chunk === undefined) {
      prepared<[number]>(db, DONE).run(versionId)
      return null
    }
    reindexChunk(db, chunk, language)
    last = chunk.id
  } while (performance.now() < endMs)
  return last
}

function reindexChunk(db: WriteDb, chunk: IndexedChunk, language: string | null): void {
  const { id, title, headings, text, search_title, search_headings, search_text } = chunk
  const [newTitle, newHeadings, newText] = [title, headings, text].map((part) =>
    indexedText(part, language),
  )
  const isDone =
    newTitle === search_title && newHeadings === search_headings && newText === search_text
  if (isDone) return
  prepared<[number]>(db, TAKE_OUT).run(id)
  prepared(db, UPDATE).run(newTitle, newHeadings, newText, id)
  prepared<[number]>(db, PUT_IN).run(id)
}
