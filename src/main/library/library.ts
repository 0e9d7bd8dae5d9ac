import { createHash } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import type { Embedder } from '../inference/embedder.ts'
import type { AddEvent } from '../ingest/add-event.ts'
import { NO_PASSWORDS, type DocumentPasswords } from '../ingest/document-passwords.ts'
import type { ImportOptions } from '../ingest/import-options.ts'
import { createIngest } from '../ingest/ingest.ts'
import type { Upload } from '../ingest/queue-files.ts'
import { languageFolderIn } from '../ingest/readers/languages.ts'
import { DEFAULT_LIMITS, type ReadingLimits } from '../ingest/reading-child.ts'
import { createReadingPool } from '../ingest/reading-pool.ts'
import { AppError } from '../lib/app-error.ts'
import { eraseDocuments } from '../store/erase-documents.ts'
import type { Database } from '../store/open.ts'
import { saveOriginal } from '../store/originals.ts'
import { forgetReadingChoices } from '../store/reading-choices.ts'
import { contentsOfNoOther } from '../store/versions.ts'
import { createDocumentViews, type DocumentViews } from './document-views.ts'
import { createImportQueue, type ImportQueue } from './import-queue.ts'
import { listLibrary, type Listed, type ListQuery } from './list-documents.ts'
import { statusOf, type LibraryStatus } from './library-status.ts'
import type { FolderEvent } from './sync-folder.ts'
import {
  createCatchUp,
  createOutdatedCount,
  readAgain,
  type ReadAgain,
  type ReadAgainDeps,
} from './read-again.ts'
import { removeDocuments, type Removal } from './remove-documents.ts'
import { toRetry } from './to-retry.ts'
import { uploadPath } from './upload-path.ts'
import { withPasswords } from './with-passwords.ts'
import { createWatching, type WatchedFolder, type Watching } from './watching.ts'

export interface LibraryDeps {
  readonly database: Database
  readonly embedder: Embedder
  readonly modelFolder: string
  readonly workspace: string
  readonly dataFolder: string
  /** Where speech models may be; the owner's own folder first. None when absent. */
  readonly speechFolders?: readonly string[]
  /** None are tried when absent. */
  readonly passwords?: DocumentPasswords
  /** Shows a file with the system's own program. */
  readonly openPath: (path: string) => Promise<void>
  /** Bounds of time and memory for each file. */
  readonly limits?: ReadingLimits
}

export type AddOptions = Pick<ImportOptions, 'ocr' | 'languages' | 'maxBytes'> & {
  /** To try on locked files; never stored with the jobs. */
  readonly passwords?: readonly string[] | undefined
  readonly keepPasswords?: boolean | undefined
}

const DEFAULT_OPTIONS: AddOptions = { ocr: 'auto' }
/** At least two, so that one long file does not hold up all others; at most four, so that their memory stays bounded. */
const READERS = Math.min(4, Math.max(2, availableParallelism() - 1))
/** Bytes of an upload: it is in memory several times over. */
const MAX_UPLOAD_BYTES = 256 * 1024 * 1024

/** The user's documents: adding, listing, removing, and looking at one. Its methods are the contract's. */
export interface Library extends ImportQueue {
  add(
    input: { readonly paths: readonly string[]; readonly options?: AddOptions | undefined },
    signal: AbortSignal,
  ): AsyncGenerator<AddEvent>
  upload(
    input: {
      readonly name: string
      readonly base64: string
      readonly options?: AddOptions | undefined
    },
    signal: AbortSignal,
  ): AsyncGenerator<AddEvent>
  resume(input: unknown, signal: AbortSignal): AsyncGenerator<AddEvent>
  retry(
    input: {
      readonly options?: AddOptions | undefined
      readonly documentIds?: readonly number[] | undefined
    },
    signal: AbortSignal,
  ): AsyncGenerator<AddEvent>
  readAgain(input: ReadAgain, signal: AbortSignal): AsyncGenerator<AddEvent>
  /** Compares all that is kept in step, as after a change of the library's languages; goes on by itself. */
  compareAgain(): void
  list(query: ListQuery): { documents: Listed[]; total: number }
  remove(input: Removal): Promise<{ removed: number }>
  status(): LibraryStatus
  watch(
    input: { readonly path: string; readonly options?: AddOptions | undefined },
    signal: AbortSignal,
  ): AsyncGenerator<FolderEvent>
  unwatch(input: { readonly path: string }): Promise<{ done: true }>
  watched(): WatchedFolder[]
  follow(input: unknown, signal: AbortSignal): AsyncGenerator<FolderEvent>
  readonly document: DocumentViews
  /** Stops imports, whose jobs wait for the next start, and ends the reading processes. */
  close(): Promise<void>
}

export function createLibrary(deps: LibraryDeps): Library {
  const { database, passwords = NO_PASSWORDS, limits = DEFAULT_LIMITS } = deps
  const reader = database.openReader()
  const { pool, viewPool } = createPools(deps, limits, passwords)
  const ingest = createIngest({ ...deps, pool, readers: READERS })
  const document = createDocumentViews({ ...deps, passwords, reader, pool: viewPool })
  const erase = async (documentIds: readonly number[]): Promise<number> => {
    document.forget()
    passwords.forget(contentsOfNoOther(reader, documentIds))
    return eraseDocuments(database.writer, documentIds)
  }
  const languageFolder = languageFolderIn(deps.speechFolders ?? [])
  const context = { database, reader, ingest, languageFolder }
  const countOutdated = createOutdatedCount(reader, () => ingest.running > 0)
  const catchUp = createCatchUp(context)
  const watching = createWatching({ ...context, remove: erase, catchUp })
  return {
    ...createAdding({ ...context, watching }, passwords),
    compareAgain: watching.compareAgain,
    ...createImportQueue(ingest, reader),
    list: (query) => listLibrary(reader, query),
    remove: (input) => removeDocuments(input, { reader, writer: database.writer, watching, erase }),
    unwatch: watching.unwatch,
    watched: watching.watched,
    follow: (_, signal) => watching.follow(signal),
    status: () => statusOf({ ...deps, reader, ingest, countOutdated }),
    document,
    async close() {
      const suspended = Promise.all([ingest.suspend(), watching.close()])
      pool.close()
      viewPool.close()
      await suspended
    },
  }
}

type Adding = Pick<Library, 'add' | 'upload' | 'resume' | 'retry' | 'readAgain' | 'watch'>

/** All ways in which files come in. */
function createAdding(
  deps: ReadAgainDeps & { readonly watching: Watching },
  passwords: DocumentPasswords,
): Adding {
  const { database, reader, ingest, watching } = deps
  const taken = (options: AddOptions): ImportOptions => takePasswords(options, passwords)
  return {
    add: ({ paths, options = DEFAULT_OPTIONS }, signal) =>
      ingest.add(paths, { ...taken(options), isChosen: true }, signal),
    upload: ({ name, base64, options = DEFAULT_OPTIONS }, signal) =>
      ingest.addUploads(
        [keepOriginal(database, name, base64)],
        { ...taken(options), isChosen: true },
        signal,
      ),
    resume: (_, signal) => ingest.resume(signal),
    retry: ({ options = DEFAULT_OPTIONS, documentIds }, signal) =>
      ingest.addAll(toRetry(reader, documentIds), taken(options), signal),
    readAgain: (input, signal) => readAgain(input, deps, signal),
    watch: ({ path, options = DEFAULT_OPTIONS }, signal) => {
      // They go before what was chosen for some of its files earlier.
      if (options.languages !== undefined) forgetReadingChoices(database.writer, resolve(path))
      return watching.watch({ path, options: taken(options) }, signal)
    },
  }
}

/** Offers what passwords came with an import; they are no part of its stored options. */
function takePasswords(
  { passwords: given = [], keepPasswords = false, ...options }: AddOptions,
  passwords: DocumentPasswords,
): ImportOptions {
  passwords.offer(given, keepPasswords)
  return options
}

/** A process more than are busy with folders, for what is named or asked for; and one that draws pages while an import keeps those busy. */
function createPools(
  { speechFolders = [] }: LibraryDeps,
  limits: ReadingLimits,
  passwords: DocumentPasswords,
) {
  return {
    pool: withPasswords(createReadingPool(READERS + 1, limits, speechFolders), passwords),
    viewPool: createReadingPool(1, limits),
  }
}

/** Keeps the bytes of a file that has no path, encrypted like all else. Throws `too-large`. */
function keepOriginal({ writer }: Database, name: string, base64: string): Upload {
  if (base64.length * 0.75 > MAX_UPLOAD_BYTES)
    throw new AppError(
      'too-large',
      `"${name}" has more than 256 MB.`,
      'Add it from a folder, or split it.',
    )
  const bytes = Buffer.from(base64, 'base64')
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  saveOriginal(writer, { sha256, name, bytes })
  return { path: uploadPath(sha256, name), originalSha256: sha256, sizeBytes: bytes.length }
}
