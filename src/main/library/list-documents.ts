import { sep } from 'node:path'
import { countDocuments, listDocuments } from '../store/documents.ts'
import type { ReadDb } from '../store/open.ts'
import type { DocumentRow } from '../store/rows.ts'
import { listWatched } from '../store/watched-folders.ts'

/** A document in the list: the contract's `DocumentRow`. */
export interface Listed extends Omit<DocumentRow, 'versionId' | 'modifiedMs'> {
  /** In words, when its watched folder is not there. */
  readonly unavailable?: string
}

export interface ListQuery {
  readonly query?: string | undefined
  readonly limit: number
}

/** Documents, newest first, and how many there are without the limit. */
export function listLibrary(
  reader: ReadDb,
  { query, limit }: ListQuery,
): { documents: Listed[]; total: number } {
  const missing = listWatched(reader).filter(({ unavailableSince }) => unavailableSince !== null)
  const folderOf = (path: string): string | undefined =>
    missing.find((folder) => path === folder.path || path.startsWith(folder.path + sep))?.path
  const documents = listDocuments(reader, { query, limit }).map(
    ({ versionId: _, modifiedMs: __, ...row }) => {
      const folder = folderOf(row.path)
      return folder === undefined ? row : { ...row, unavailable: notThere(folder) }
    },
  )
  return { documents, total: countDocuments(reader, query) }
}

function notThere(folder: string): string {
  return `"${folder}" is not there. Connect its disk; until then this is what it last said.`
}
