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

/** Compares by path, size and time, so that no file is read; `recipeOf` says how a path would be imported. */
export function compareFiles(
  present: readonly PresentFile[],
  known: readonly KnownFile[],
  recipeOf: (path: string) => string,
): Differences {
  const missing = Map.groupBy(known, ({ path }) => path)
  const changed: PresentFile[] = []
  for (const file of present) {
    const documents = missing.get(file.path) ?? []
    missing.delete(file.path)
    if (isOutOfDate(file, documents, recipeOf)) changed.push(file)
  }
  return { changed, unchanged: present.length - changed.length, missing }
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
      document.sizeBytes !== sizeBytes ||
      document.modifiedMs !== modifiedMs ||
      document.status === 'waiting' ||
      (document.status !== 'failed' && document.recipe !== recipeOf(path)),
  )
}
