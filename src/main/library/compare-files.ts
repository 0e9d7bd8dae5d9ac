import type { LeftOut } from '../store/left-out.ts'
import type { KnownFile } from '../store/watched-folders.ts'

/** A file as it stands in the folder. */
export interface PresentFile {
  readonly path: string
  readonly sizeBytes: number
  readonly modifiedMs: number
}

/** What a folder has that the library has not, and the other way round. */
export interface Differences {
  /** New or changed files, and those read by an older Carrel. */
  readonly changed: readonly PresentFile[]
  readonly unchanged: number
  /** Documents whose file was not found, by its path. */
  readonly missing: ReadonlyMap<string, readonly KnownFile[]>
}

interface Library {
  /** Documents below the folder. */
  readonly known: readonly KnownFile[]
  /** Files that were removed by hand, by path. */
  readonly leftOut: ReadonlyMap<string, LeftOut>
  /** How a path would be imported. */
  readonly recipeOf: (path: string) => string
}

/** Compares by path, size and time, so that no file is read. */
export function compareFiles(
  present: readonly PresentFile[],
  { known, leftOut, recipeOf }: Library,
): Differences {
  const missing = Map.groupBy(known, ({ path }) => path)
  const changed: PresentFile[] = []
  let out = 0
  for (const file of present) {
    const documents = missing.get(file.path) ?? []
    missing.delete(file.path)
    const removed = documents.length === 0 ? leftOut.get(file.path) : undefined
    if (removed !== undefined && isSame(file, removed)) out++
    else if (isOutOfDate(file, documents, recipeOf)) changed.push(file)
  }
  return { changed, unchanged: present.length - changed.length - out, missing }
}

type State = Pick<KnownFile, 'sizeBytes' | 'modifiedMs'>

function isSame(file: State, before: State): boolean {
  return file.sizeBytes === before.sizeBytes && file.modifiedMs === before.modifiedMs
}

/** A file that failed is left alone until it changes: it would fail alike. */
function isOutOfDate(
  { path, sizeBytes, modifiedMs }: PresentFile,
  documents: readonly KnownFile[],
  recipeOf: (path: string) => string,
): boolean {
  if (documents.length === 0) return true
  return documents.some(
    (document) =>
      !isSame({ sizeBytes, modifiedMs }, document) ||
      document.status === 'waiting' ||
      (document.status !== 'failed' && document.recipe !== recipeOf(path)),
  )
}
