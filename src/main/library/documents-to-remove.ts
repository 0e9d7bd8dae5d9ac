import { resolve } from 'node:path'
import type { ReadDb } from '../store/open.ts'
import { documentsMatching } from '../store/scope.ts'
import { knownFilesBelow } from '../store/watched-folders.ts'

/** What is to be removed: documents by their ids, and those of a scope. */
export interface Removal {
  readonly documentIds: readonly number[]
  /** A file or folder, or a pattern with wildcards. */
  readonly scope?: string | undefined
}

/** A scope without wildcards is a path as a whole: part of a name never picks what is erased. */
export function documentsToRemove(db: ReadDb, { documentIds, scope }: Removal): number[] {
  if (scope === undefined) return [...documentIds]
  const found = /[*?[]/.test(scope)
    ? documentsMatching(db, scope)
    : knownFilesBelow(db, resolve(scope)).map(({ documentId }) => documentId)
  return [...new Set([...documentIds, ...found])]
}
