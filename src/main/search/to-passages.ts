import { must } from '../lib/must.ts'
import { documentsOfVersion } from '../store/documents.ts'
import type { ReadDb } from '../store/open.ts'
import type { ChunkRow, DocumentRow } from '../store/rows.ts'
import { getVersion } from '../store/versions.ts'
import { alsoIn } from './also-in.ts'
import type { ChunkGroup } from './join-neighbours.ts'
import type { Passage } from './passage.ts'

interface PassageOptions {
  readonly limit: number
  readonly by?: 'passage' | 'document' | undefined
  /** Of documents with the same content, only these are named. */
  readonly documentIds?: ReadonlySet<number> | null
}

/**
 * A passage for each group; by document, one for each document that has the group's version: the same content at two places is found at
 * both. What was removed since it was found is passed over.
 */
export function toPassages(
  reader: ReadDb,
  groups: readonly ChunkGroup[],
  { limit, by, documentIds = null }: PassageOptions,
): Passage[] {
  const ownersOf = (versionId: number): DocumentRow[] =>
    documentsOfVersion(reader, versionId).filter(
      ({ documentId }) => documentIds === null || documentIds.has(documentId),
    )
  const passages = groups.flatMap(({ best, chunks, copies }) => {
    const owners = ownersOf(best.chunk.versionId)
    const span = spanOf(reader, chunks)
    if (span === null) return []
    const { first, place, text } = span
    const copied = copies.map(({ chunk, differs }) => ({ ...chunk, differs }))
    const places = [{ ...place, differs: null }, ...copied]
    const others = by === 'document' ? [] : alsoIn(places, ownersOf, owners[0]?.documentId)
    return (by === 'document' ? owners : owners.slice(0, 1)).map((owner) => ({
      documentId: owner.documentId,
      ...place,
      ...(owner.externalId === undefined ? {} : { externalId: owner.externalId }),
      path: owner.path,
      title: first.title,
      headings: first.headings,
      text,
      score: best.score,
      semanticScore: best.semanticScore,
      keywordScore: best.keywordScore,
      ...(best.because === undefined ? {} : { because: best.because }),
      ...(best.relevance === undefined ? {} : { relevance: best.relevance }),
      ...(others.length === 0 ? {} : { alsoIn: others }),
      ...(best.via === undefined ? {} : { via: best.via }),
    }))
  })
  return passages.slice(0, limit).map((passage, index) => ({ rank: index + 1, ...passage }))
}

/** Where consecutive chunks stand together and the text from the first to the last; null where their version is gone. */
function spanOf(reader: ReadDb, chunks: readonly ChunkRow[]) {
  const first = must(chunks[0], 'a group has a chunk')
  const { end } = must(chunks.at(-1), 'a group has a chunk')
  const { versionId, page, start } = first
  const place = { versionId, page, start, end }
  if (chunks.length === 1) return { first, place, text: first.text }
  const version = getVersion(reader, versionId)
  return version && { first, place, text: version.text.slice(start, end) }
}
