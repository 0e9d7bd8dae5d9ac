import { resolve } from 'node:path'
import type { ReadDb } from '../store/open.ts'
import { documentsMatching } from '../store/scope.ts'
import { knownFilesBelow } from '../store/watched-folders.ts'

/** Documents by their ids, and those of files, folders and patterns. */
export interface DocumentChoice {
  readonly documentIds: readonly number[]
  /** A file or folder with all below it, or a pattern with wildcards. */
  readonly paths: readonly string[]
}

/** A path without wildcards is meant as a whole: part of a name never picks what is erased. */
export function documentsMeant(db: ReadDb, { documentIds, paths }: DocumentChoice): number[] {
  const found = paths.flatMap((path) =>
    /[*?[]/.test(path)
      ? documentsMatching(db, path)
      : knownFilesBelow(db, resolve(path)).map(({ documentId }) => documentId),
  )
  return [...new Set([...documentIds, ...found])]
}
