import { must } from '../lib/must.ts'
import { documentsOfVersion } from '../store/documents.ts'
import type { ReadDb } from '../store/open.ts'
import { getVersion } from '../store/versions.ts'
import type { ChunkGroup } from './join-neighbours.ts'
import type { Passage } from './passage.ts'

interface PassageOptions {
  readonly limit: number
  readonly by?: 'passage' | 'document' | undefined
  /** Of documents with the same content, only these are named. */
  readonly documentIds?: ReadonlySet<number> | null
}

/** A passage for each document that has the group's version: the same content at two places is found at both. */
export function toPassages(
  reader: ReadDb,
  groups: readonly ChunkGroup[],
  { limit, by, documentIds = null }: PassageOptions,
): Passage[] {
  const passages = groups.flatMap(({ best, chunks }) => {
    const first = must(chunks[0], 'a group has a chunk')
    const last = must(chunks.at(-1), 'a group has a chunk')
    const text =
      chunks.length === 1
        ? first.text
        : must(getVersion(reader, first.versionId), 'a chunk belongs to a version').text.slice(
            first.start,
            last.end,
          )
    const owners = documentsOfVersion(reader, first.versionId).filter(
      ({ documentId }) => documentIds === null || documentIds.has(documentId),
    )
    return (by === 'document' ? owners : owners.slice(0, 1)).map((owner) => ({
      documentId: owner.documentId,
      versionId: first.versionId,
      ...(owner.externalId === undefined ? {} : { externalId: owner.externalId }),
      path: owner.path,
      title: first.title,
      headings: first.headings,
      page: first.page,
      start: first.start,
      end: last.end,
      text,
      score: best.score,
      semanticScore: best.semanticScore,
      keywordScore: best.keywordScore,
      ...(best.because === undefined ? {} : { because: best.because }),
      ...(best.via === undefined ? {} : { via: best.via }),
    }))
  })
  return passages.slice(0, limit).map((passage, index) => ({ rank: index + 1, ...passage }))
}
