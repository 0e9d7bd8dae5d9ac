import type { Failure } from '../lib/failure.ts'
import { quarantineOf } from '../store/documents.ts'
import { enqueue, type Priority } from '../store/jobs.ts'
import { inTransaction, type Database } from '../store/open.ts'
import { saveReadingChoice } from '../store/reading-choices.ts'
import { findFiles, type FoundFile } from './find-files.ts'
import type { ImportOptions } from './import-options.ts'
import type { QueuedJob } from './lanes.ts'
import type { Report } from './report.ts'
import type { Turns } from './turns.ts'

/** Files that are queued in one transaction: some 10 ms, between which the engine does other things. */
const JOBS_A_TRANSACTION = 100
/** Whoever names more files than this at once has no single one in mind, so they go no sooner than a folder's. */
const MOST_NAMED = 20

/** A file whose bytes are kept in the store. */
export interface Upload {
  readonly path: string
  readonly originalSha256: string
  readonly sizeBytes: number
}

type File = Extract<FoundFile, { kind: 'file' }>

interface QueueDeps {
  readonly database: Database
  readonly turns: Turns
  readonly report: Report
  readonly signal: AbortSignal
}

/** Puts files in the queue, those that were handed over by their bytes first. */
export async function queueAll(
  { paths, uploads }: { readonly paths: readonly string[]; readonly uploads: readonly Upload[] },
  options: ImportOptions,
  deps: QueueDeps,
): Promise<readonly QueuedJob[]> {
  const kept = queueUploads(uploads, options, deps)
  return [...kept, ...(await queueFiles(paths, options, { ...deps, before: kept.length }))]
}

/** Puts the files of `paths` in the queue. What cannot be read, or is left alone, is reported instead. */
async function queueFiles(
  paths: readonly string[],
  options: ImportOptions,
  { database, turns, report, signal, before }: QueueDeps & { readonly before: number },
): Promise<readonly QueuedJob[]> {
  const jobs: QueuedJob[] = []
  let found: File[] = []
  const priorityOf = ({ isNamed }: File): Priority =>
    isNamed && paths.length <= MOST_NAMED ? 1 : 0
  const queue = async (): Promise<void> => {
    await turns.next()
    inTransaction(database.writer, () => {
      for (const file of found) {
        const { path, sizeBytes } = file
        const priority = priorityOf(file)
        report.work.bytes += sizeBytes
        keepChoice(database, path, options)
        jobs.push({
          jobId: enqueue(database.writer, { path, options, priority, sizeBytes }),
          priority,
        })
      }
    })
    found = []
    report.queued(before + jobs.length)
  }
  try {
    for await (const file of findFiles(paths, { signal, maxBytes: options.maxBytes })) {
      const failure = file.kind === 'failed' ? file.failure : leftAlone(database, file)
      if (failure === null && file.kind === 'file') found.push(file)
      else if (failure !== null) report.document({ ...failed, path: file.path, failure })
      if (found.length >= JOBS_A_TRANSACTION) await queue()
    }
  } catch (error) {
    // Cancelled while looking for files: what was found is queued, to be counted as cancelled.
    if (!signal.aborted) throw error
  }
  await queue()
  return jobs
}

function queueUploads(
  uploads: readonly Upload[],
  options: ImportOptions,
  { database, report }: QueueDeps,
): QueuedJob[] {
  return uploads.map(({ path, ...upload }) => {
    const { sizeBytes } = upload
    keepChoice(database, path, options)
    report.work.bytes += sizeBytes
    const job = { path, options: { ...options, ...upload }, priority: 1, sizeBytes } as const
    return { jobId: enqueue(database.writer, job), priority: 1 }
  })
}

function keepChoice({ writer }: Database, path: string, options: ImportOptions): void {
  const { languages, isChosen = false } = options
  if (isChosen && languages !== undefined) saveReadingChoice(writer, path, { languages })
}

const failed = { documentId: null, status: 'failed', pages: 0, chunks: 0, ms: 0 } as const

/** Why a file inside a folder is passed over: it failed too often. One that is named is tried. */
function leftAlone({ writer }: Database, file: File): Failure | null {
  const failure = file.isNamed ? null : quarantineOf(writer, file)
  if (failure === null) return null
  const hint = `It failed three times and is left alone until it changes. To try again: carrel add --retry. ${failure.hint}`
  return { ...failure, hint }
}
