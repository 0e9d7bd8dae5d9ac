import { neighbours } from '../store/chunks.ts'
import { findDocument } from '../store/documents.ts'
import type { ReadDb } from '../store/open.ts'
import { getVectors } from '../store/vector-index.ts'
import { getVersion } from '../store/versions.ts'
import { embeddingText } from './embedding-text.ts'

/**
 * The embeddings that the document's present version has for any of `texts`, by text. What a changed file still says need not be
 * embedded again.
 */
export function knownEmbeddings(
  db: ReadDb,
  place: { readonly path: string; readonly externalId: string },
  texts: readonly string[],
): Map<string, Float32Array> {
  const versionId = findDocument(db, place.path, place.externalId)?.versionId ?? null
  const version = versionId === null ? null : getVersion(db, versionId)
  if (version === null) return new Map()
  const wanted = new Set(texts)
  const chunkIds = new Map<string, number>()
  for (const chunk of neighbours(db, version.versionId, 0, version.chunkCount)) {
    const text = embeddingText(chunk)
    if (wanted.has(text)) chunkIds.set(text, chunk.chunkId)
  }
  const vectors = getVectors(db, [...chunkIds.values()])
  const known = new Map<string, Float32Array>()
  for (const [text, chunkId] of chunkIds) {
    const vector = vectors.get(chunkId)
    if (vector !== undefined) known.set(text, vector)
  }
  return known
}
