import { stat } from 'node:fs/promises'
import { sep } from 'node:path'
import type { AddEvent, SummaryEvent } from '../ingest/add-event.ts'
import { findFilesWithin, isIgnored } from '../ingest/find-files.ts'
import { parseImportOptions, type ImportOptions } from '../ingest/import-options.ts'
import type { Ingest } from '../ingest/ingest.ts'
import { readingOptionsFrom } from '../ingest/reading-options.ts'
import { recipeOf } from '../ingest/recipe.ts'
import { leftOutBelow } from '../store/left-out.ts'
import { saveMount } from '../store/mounts.ts'
import type { Database } from '../store/open.ts'
import {
  knownFilesBelow,
  markSynced,
  markUnavailable,
  moveDocuments,
  type KnownFile,
  type WatchedFolderRow,
} from '../store/watched-folders.ts'
import { compareFiles, type PresentFile } from './compare-files.ts'
import { findMoves } from './find-moves.ts'
import { lookAtMounts } from './look-at-mounts.ts'

/** One fact about keeping folders in step. Mirrors `FolderEvent` of the contract. */
export type FolderEvent =
  | AddEvent
  | { readonly kind: 'moved'; readonly path: string; readonly from: string }
  | { readonly kind: 'removed'; readonly path: string; readonly documents: number }
  | { readonly kind: 'unavailable'; readonly path: string }
  | { readonly kind: 'in-step'; readonly path: string }

export interface SyncDeps {
  readonly database: Database
  readonly ingest: Ingest
  readonly remove: (documentIds: readonly number[]) => Promise<number>
}

interface Sync extends SyncDeps {
  readonly folder: WatchedFolderRow
  readonly options: ImportOptions
  readonly signal: AbortSignal
}

/**
 * Brings the library in step with a folder, or with these parts of it: moved files keep their documents, new and changed ones are
 * imported, and documents whose files were deleted are erased. Where the folder itself is gone, or a disk inside of it, nothing is.
 */
export async function* syncFolder(
  folder: WatchedFolderRow,
  parts: readonly string[],
  context: SyncDeps & { readonly signal: AbortSignal },
): AsyncGenerator<FolderEvent> {
  const sync: Sync = { ...context, folder, options: parseImportOptions(folder.options) }
  const { database, signal } = sync
  const identity = await identityOf(folder.path)
  const isNew = identity !== folder.identity || folder.unavailableSince !== null
  const mounts = await lookAtMounts(database.writer, folder.path)
  if (identity !== null) for (const path of mounts.gone) yield { kind: 'unavailable', path }
  const looked = isNew ? [folder.path] : [...parts, ...mounts.back]
  const present = identity === null ? [] : await presentFiles(sync, looked)
  const known = knownOf(database, looked).filter(isOutside(mounts.missing))
  if (identity === null || isAnotherFolder(sync, identity, { present, known })) {
    if (markUnavailable(database.writer, folder.path))
      yield { kind: 'unavailable', path: folder.path }
    return
  }
  yield* settle(sync, present, known)
  signal.throwIfAborted()
  // Unplugged while it was looked through: what seems deleted then is not.
  if ((await identityOf(folder.path)) !== identity) return
  const { missing, gone } = await lookAtMounts(database.writer, folder.path)
  for (const path of gone) yield { kind: 'unavailable', path }
  yield* eraseDeleted(sync, knownOf(database, looked).filter(isOutside(missing)), present)
  markSynced(database.writer, folder.path, identity)
  yield { kind: 'in-step', path: folder.path }
}

/** What tells a folder apart from the empty mount point that is left when its disk is gone; null when there is nothing. */
export async function identityOf(path: string): Promise<string | null> {
  const stats = await stat(path, { bigint: true }).catch(() => null)
  if (stats === null) return null
  return stats.isDirectory() ? String(stats.ino) : 'file'
}

/** A folder with another identity and none of the files that are known. */
function isAnotherFolder(
  { folder }: Sync,
  identity: string,
  { present, known }: { readonly present: readonly PresentFile[]; readonly known: KnownFile[] },
): boolean {
  if (folder.identity === null || folder.identity === identity || known.length === 0) return false
  const paths = new Set(present.map(({ path }) => path))
  return !known.some(({ path }) => paths.has(path))
}

async function presentFiles(
  { folder, options, signal, database }: Sync,
  parts: readonly string[],
): Promise<PresentFile[]> {
  const files: PresentFile[] = []
  const { maxBytes } = options
  const onMount = (path: string, device: string): void => saveMount(database.writer, path, device)
  for await (const file of findFilesWithin(folder.path, parts, { signal, maxBytes, onMount }))
    if (file.kind === 'file') files.push(file)
  return files
}

function knownOf({ writer }: Database, parts: readonly string[]): KnownFile[] {
  const known = parts.flatMap((part) => knownFilesBelow(writer, part))
  return [...new Map(known.map((file) => [file.documentId, file])).values()]
}

/** Documents of a disk that is not there stay as they are. */
function isOutside(missing: readonly string[]): (file: { readonly path: string }) => boolean {
  return ({ path }) => !missing.some((mount) => path.startsWith(mount + sep))
}

async function* settle(
  sync: Sync,
  present: readonly PresentFile[],
  known: readonly KnownFile[],
): AsyncGenerator<FolderEvent> {
  const { database, folder, ingest, options, signal } = sync
  const readingOf = readingOptionsFrom(database.writer, options)
  const recipe = (path: string, chosenFor = path): string => recipeOf(path, readingOf(chosenFor))
  const leftOut = leftOutBelow(database.writer, folder.path)
  const { changed, unchanged, missing } = compareFiles(present, {
    known,
    leftOut,
    recipeOf: recipe,
  })
  const paths = new Set(known.map(({ path }) => path))
  const added = changed.filter(({ path }) => !paths.has(path))
  const moves = await findMoves({ added, gone: missing, recipeOf: recipe })
  for (const { from, to } of moves) {
    moveDocuments(database.writer, from, to)
    yield { kind: 'moved', path: to, from }
  }
  const moved = new Set(moves.map(({ to }) => to))
  const toImport = changed.map(({ path }) => path).filter((path) => !moved.has(path))
  let summary = emptySummary
  if (toImport.length > 0)
    for await (const event of ingest.add(toImport, options, signal))
      if (event.kind === 'summary') summary = event
      else yield event
  yield { ...summary, unchanged: summary.unchanged + unchanged + moves.length }
}

async function* eraseDeleted(
  { folder, remove }: Sync,
  known: readonly KnownFile[],
  present: readonly PresentFile[],
): AsyncGenerator<FolderEvent> {
  const found = new Set(present.map(({ path }) => path))
  const gone: [string, readonly KnownFile[]][] = []
  for (const [path, documents] of Map.groupBy(known, (file) => file.path))
    if (!found.has(path) && ((await isDeleted(path)) || (await isIgnored(folder.path, path))))
      gone.push([path, documents])
  const documents = gone.flatMap(([, files]) => files)
  if (documents.length > 0) await remove(documents.map(({ documentId }) => documentId))
  for (const [path, files] of gone) yield { kind: 'removed', path, documents: files.length }
}

/** Only what the system says is not there: a file that cannot be looked at for another reason still is. */
async function isDeleted(path: string): Promise<boolean> {
  return stat(path).then(
    () => false,
    (error: NodeJS.ErrnoException) => error.code === 'ENOENT' || error.code === 'ENOTDIR',
  )
}

const emptySummary: SummaryEvent = {
  kind: 'summary',
  indexed: 0,
  unchanged: 0,
  empty: 0,
  failed: 0,
  cancelled: 0,
  chunks: 0,
  ms: 0,
}
