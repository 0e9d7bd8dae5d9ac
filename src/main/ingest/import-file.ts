import { stat } from 'node:fs/promises'
import { AppError } from '../lib/app-error.ts'
import { toFailure, type Failure } from '../lib/failure.ts'
import { documentsUnder, findDocument } from '../store/documents.ts'
import { eraseDocuments } from '../store/erase-documents.ts'
import { finishJob, type Job } from '../store/jobs.ts'
import { inTransaction, type Database } from '../store/open.ts'
import { getOriginal } from '../store/originals.ts'
import { findVersion } from '../store/versions.ts'
import { failureEvent, named } from './document-events.ts'
import { embedContent, NOT_EMBEDDED } from './embed-content.ts'
import type { Asker, EmbeddingQueue } from './embedding-queue.ts'
import type { Embedder } from '../inference/embedder.ts'
import { parseImportOptions, type ImportOptions } from './import-options.ts'
import type { FileSource, ReadContent, ReadingOptions } from './reading-messages.ts'
import { readingOptionsFrom } from './reading-options.ts'
import type { ReadingPool } from './reading-pool.ts'
import { recipeOf } from './recipe.ts'
import type { Report } from './report.ts'
import type { StoringThread } from './storing-thread.ts'
import type { Turns } from './turns.ts'
import {
  reuseContent,
  storeContent,
  storeFailure,
  type ContentToStore,
  type Place,
  type StoredContent,
} from './store-content.ts'

/** Failures of the database, not of a file: the next file would fail alike. */
const FATAL = new Set(['disk-full', 'locked', 'database-damaged', 'wrong-key'])

/** Stored and taken away: a chunk takes a millisecond to store, on an old laptop two, and twice as much to take away. */
const MOST_CHUNKS_A_TURN = 20

export interface ImportDeps {
  readonly database: Database
  readonly embedder: Embedder
  readonly embedding: EmbeddingQueue
  /** Each document is stored in a turn of its own, a long one by the thread. */
  readonly turns: Turns
  readonly storing: StoringThread
  readonly pool: ReadingPool
  readonly modelFolder: string
  readonly report: Report
  readonly signal: AbortSignal
  /** Whether the engine is closing: then the job stays as it is, for the next start. */
  readonly isSuspended: () => boolean
  readonly maxChunksAhead: number
}

interface FileImport extends ImportDeps {
  readonly job: Job
  readonly options: ImportOptions
  readonly reading: ReadingOptions
  readonly recipe: string
  readonly place: Omit<Place, 'externalId'>
  readonly seen: Set<string>
  readonly tasks: Promise<void>[]
  readonly counts: { read: number; stored: number; bytesRead: number }
  readonly asker: Asker
  readonly started: number
}

/**
 * Imports one file, of which `read` ends when the next may be read and `finished` when all is stored. A failure of the file becomes an
 * event and is stored; `finished` rejects only when the database fails.
 */
export function importFile(
  job: Job,
  deps: ImportDeps,
): { readonly read: Promise<void>; readonly finished: Promise<void> } {
  deps.report.started(job.path)
  const begun = begin(job, deps)
  const read = begun.then(readFile)
  const finished = begun.then((file) => finish(file, read))
  return { read: read.catch(() => undefined), finished }
}

async function begin(job: Job, deps: ImportDeps): Promise<FileImport> {
  const options = parseImportOptions(job.options)
  const reading = readingOptionsFrom(deps.database.writer, options)(job.path)
  // Where the file is gone or locked, reading says so.
  const stats = await stat(job.path).catch(() => null)
  return {
    ...deps,
    job,
    options,
    reading,
    recipe: recipeOf(job.path, reading),
    place: {
      path: job.path,
      sizeBytes: stats?.size ?? options.sizeBytes ?? null,
      modifiedMs: stats?.mtimeMs ?? null,
    },
    seen: new Set(),
    tasks: [],
    counts: { read: 0, stored: 0, bytesRead: 0 },
    asker: { priority: job.priority, signal: deps.signal },
    started: performance.now(),
  }
}

async function readFile(file: FileImport): Promise<void> {
  const { pool, options, reading, modelFolder, signal, database, recipe, report, job } = file
  const source = sourceOf(file)
  const isWanted = (sha256: string): boolean =>
    options.isAgain === true || findVersion(database.writer, sha256, recipe) === null
  const wants = (contents: readonly { readonly sha256: string }[]): boolean[] =>
    contents.map(({ sha256 }) => isWanted(sha256))
  for await (const event of pool.read({ source, options: reading, modelFolder, wants, signal })) {
    if (event.kind === 'progress') {
      report.progress(job.path, 'reading', event)
      countRead(file, ((job.sizeBytes ?? 0) * event.done) / Math.max(1, event.total))
      continue
    }
    file.counts.read += event.contents.length
    for (const content of event.contents) file.tasks.push(settle(file, content))
    countRead(file, file.counts.bytesRead + lettersOf(event.contents))
    await file.embedding.room(file.maxChunksAhead, file.asker)
  }
}

/** Counts how much of the file has been read, at most all of it: a share of its pages, or the letters of its records. */
function countRead({ job, counts, report }: FileImport, bytes: number): void {
  const read = Math.min(job.sizeBytes ?? 0, Math.max(counts.bytesRead, bytes))
  report.work.bytesRead += read - counts.bytesRead
  counts.bytesRead = read
}

function lettersOf(contents: readonly ReadContent[]): number {
  return contents.reduce((sum, { document }) => sum + (document?.text.length ?? 0), 0)
}

function sourceOf({ job, options, database }: FileImport): FileSource {
  if (options.originalSha256 === undefined) return { kind: 'path', path: job.path }
  const original = getOriginal(database.writer, options.originalSha256)
  if (original === null)
    throw new AppError('not-found', `"${job.path}" was removed.`, 'Add the file again.')
  return { kind: 'bytes', name: original.name, bytes: original.bytes }
}

/** Embeds and stores one content. Only failures of the database get out. */
async function settle(file: FileImport, content: ReadContent): Promise<void> {
  const { database, recipe, report, job } = file
  const place = { ...file.place, externalId: content.externalId }
  const isDouble = file.seen.has(content.externalId)
  file.seen.add(content.externalId)
  const hasChunks = content.document !== null && !isDouble
  try {
    const embedded = hasChunks ? await embedContent(file, place, content) : NOT_EMBEDDED
    const stored = await file.turns.hold(async () => {
      file.signal.throwIfAborted()
      if (isDouble) return tellDouble(file, content.externalId)
      if (content.failure) return tellFailure(file, content.externalId, content.failure)
      if (content.document === null)
        return reuseContent(database.writer, place, { sha256: content.sha256, recipe })
      const isAgain = file.options.isAgain === true
      return store(file, place, { ...content, recipe, isAgain, ...embedded })
    })
    if (stored === undefined) return
    if (stored === null)
      throw new AppError(
        'not-found',
        `"${job.path}" was removed while it was added.`,
        'Add it again.',
      )
    tellStored(file, content.externalId, stored)
  } catch (error) {
    if (file.signal.aborted) return
    if (isFatal(error)) throw error
    tellFailure(file, content.externalId, toFailure(error))
  }
  file.counts.stored++
  if (content.externalId !== '')
    report.progress(job.path, 'storing', { done: file.counts.stored, total: file.counts.read })
}

/** What takes long goes to the thread; what does not is done sooner than handed over. */
async function store(
  { database, storing }: FileImport,
  place: Place,
  content: ContentToStore,
): Promise<StoredContent> {
  const before = findDocument(database.writer, place.path, place.externalId)?.chunks ?? 0
  return before + content.chunks.length > MOST_CHUNKS_A_TURN
    ? storing.store(place, content)
    : storeContent(database.writer, place, content)
}

async function finish(file: FileImport, read: Promise<void>): Promise<void> {
  const { database, job, signal, report } = file
  const failure = await read.then(
    () => null,
    (error: unknown) => error,
  )
  countRead(file, Infinity)
  const settled = await Promise.allSettled(file.tasks)
  const fatal = settled.find((result) => result.status === 'rejected')
  await file.turns.next()
  if (file.isSuspended()) return
  if (fatal) throw fatal.reason
  if (signal.aborted) {
    finishJob(database.writer, job.jobId, 'cancelled')
    return report.cancelled(1)
  }
  if (failure !== null && isFatal(failure)) throw failure
  if (failure === null) await removeVanished(file)
  inTransaction(database.writer, () => {
    if (failure !== null && file.seen.size === 0) tellFailure(file, '', toFailure(failure))
    else if (failure !== null)
      report.document(failureEvent(whereOf(file), null, '', toFailure(failure)))
    finishJob(
      database.writer,
      job.jobId,
      failure === null ? 'done' : 'failed',
      ...(failure === null ? [] : [toFailure(failure)]),
    )
  })
}

/** What a collection had and has no more; after a file that was read whole only. */
async function removeVanished({ database, job, seen }: FileImport): Promise<void> {
  const gone = documentsUnder(database.writer, job.path).filter(
    ({ externalId = '' }) => !seen.has(externalId),
  )
  if (gone.length > 0)
    await eraseDocuments(
      database.writer,
      gone.map(({ documentId }) => documentId),
    )
}

function tellStored(
  file: FileImport,
  externalId: string,
  { documentId, status, pages, chunks }: StoredContent,
): void {
  file.report.document({
    path: file.job.path,
    documentId,
    ...named(externalId),
    status,
    pages,
    chunks,
    ms: elapsed(file),
  })
}

function tellFailure(file: FileImport, externalId: string, failure: Failure): void {
  const documentId = storeFailure(file.database.writer, { ...file.place, externalId }, failure)
  file.report.document(failureEvent(whereOf(file), documentId, externalId, failure))
}

function tellDouble(file: FileImport, externalId: string): void {
  const error = new AppError(
    'bad-input',
    `Two records of "${file.job.path}" have the id "${externalId}".`,
    'Give each record an id of its own.',
  )
  file.report.document(failureEvent(whereOf(file), null, externalId, toFailure(error)))
}

function whereOf(file: FileImport): { readonly path: string; readonly ms: number } {
  return { path: file.job.path, ms: elapsed(file) }
}

function elapsed({ started }: FileImport): number {
  return Math.round(performance.now() - started)
}

function isFatal(error: unknown): boolean {
  return error instanceof AppError && FATAL.has(error.code)
}
