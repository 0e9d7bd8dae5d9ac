import { sep } from 'node:path'
import { countDocuments, getDocument, listDocuments } from '../store/documents.ts'
import type { ReadDb } from '../store/open.ts'
import type { DocumentRow } from '../store/rows.ts'
import { foldTag, tagsOf } from '../store/tags.ts'
import { missingFolders } from '../store/watched-folders.ts'
import { metadataOf, reportOf, type Metadata, type QualityReport } from './quality-report.ts'

/** A document in the list: the contract's `DocumentRow`. */
export interface Listed extends Omit<DocumentRow, 'versionId' | 'modifiedMs' | 'facts'> {
  readonly metadata: Metadata
  readonly quality: QualityReport | null
  /** In words, when its watched folder is not there. */
  readonly unavailable?: string
  readonly tags: string[]
}

export interface ListQuery {
  readonly query?: string | undefined
  /** Only documents with this tag, without regard to case. */
  readonly tag?: string | undefined
  /** These, whatever else is asked; those that are gone are left out. */
  readonly documentIds?: readonly number[] | undefined
  readonly limit: number
}

/** Documents, newest first, and how many there are without the limit. */
export function listLibrary(
  reader: ReadDb,
  { query, tag, documentIds, limit }: ListQuery,
): { documents: Listed[]; total: number } {
  const missing = missingFolders(reader)
  const folderOf = (path: string): string | undefined =>
    missing.find((folder) => path === folder || path.startsWith(folder + sep))
  const filter = { query, tag: tag === undefined ? undefined : foldTag(tag) }
  const rows =
    documentIds === undefined
      ? listDocuments(reader, { ...filter, limit })
      : documentIds.flatMap((documentId) => getDocument(reader, documentId) ?? [])
  const tags = tagsOf(
    reader,
    rows.map(({ documentId }) => documentId),
  )
  const documents = rows.map(({ versionId: _, modifiedMs: __, facts, ...stored }) => {
    const row = { ...stored, metadata: metadataOf(facts), quality: reportOf(facts) }
    const folder = folderOf(row.path)
    const listed = { ...row, tags: tags.get(row.documentId) ?? [] }
    return folder === undefined ? listed : { ...listed, unavailable: notThere(folder) }
  })
  return {
    documents,
    total: documentIds === undefined ? countDocuments(reader, filter) : rows.length,
  }
}

function notThere(folder: string): string {
  return `"${folder}" is not there. Connect its disk; until then this is what it last said.`
}
