import { resolve } from 'node:path'
import { leaveOut } from '../store/left-out.ts'
import { forgetMounts } from '../store/mounts.ts'
import type { ReadDb, WriteDb } from '../store/open.ts'
import { documentsMeant } from './documents-meant.ts'
import type { Watching } from './watching.ts'

/** What is to be removed: documents by their numbers, and all of a file or folder, or of a pattern with wildcards. */
export interface Removal {
  readonly documentIds: readonly number[]
  readonly scope?: string | undefined
}

interface RemoveDeps {
  readonly reader: ReadDb
  readonly writer: WriteDb
  readonly watching: Watching
  readonly erase: (documentIds: readonly number[]) => Promise<number>
}

/** Erases documents for good: a folder that is removed is no longer kept in step, and a file of one that still is stays out until it changes. */
export async function removeDocuments(
  { documentIds, scope }: Removal,
  { reader, writer, watching, erase }: RemoveDeps,
): Promise<{ removed: number }> {
  if (scope !== undefined) await watching.forget(scope)
  if (scope !== undefined) forgetMounts(writer, resolve(scope))
  const paths = scope === undefined ? [] : [scope]
  const meant = documentsMeant(reader, { documentIds, paths })
  leaveOut(writer, meant)
  return { removed: await erase(meant) }
}
