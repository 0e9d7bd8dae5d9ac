import { must } from '../lib/must.ts'
import { getChunks } from '../store/chunks.ts'
import type { ReadDb } from '../store/open.ts'
import { getVectors } from '../store/vector-index.ts'
import type { Scores } from './find-candidates.ts'
import { fuse, type Fused } from './fuse.ts'
import type { RankedChunk } from './join-neighbours.ts'
import { rescore, type Candidate } from './rescore.ts'

/** What both parts found, and the query's embedding where there is one. */
export interface Found {
  readonly keyword: Scores
  readonly semantic: Scores
  readonly embedding: Float32Array | null
}

/** Fused candidates that are looked at closely: both parts' first 200 seldom have more between them. */
const RESCORED = 300
/** Rows loaded at a time while passages are formed: most searches need one load. */
const LOAD_BATCH = 64

/**
 * Chunks best first, loaded as they are asked for; one removed meanwhile is passed over. Reciprocal rank fusion chooses the candidates;
 * where both parts searched, the best of them are ordered again by their scores, and the others follow as fused.
 */
export function* rankChunks(reader: ReadDb, found: Found): Generator<RankedChunk> {
  const fused = fuse([
    { source: 'keyword', weight: 1, ids: [...found.keyword.keys()] },
    { source: 'semantic', weight: 1, ids: [...found.semantic.keys()] },
  ])
  const isHybrid = found.keyword.size > 0 && found.semantic.size > 0
  const ordered = isHybrid ? reorder(reader, fused, found) : fused
  for (let from = 0; from < ordered.length; from += LOAD_BATCH) {
    const batch = ordered.slice(from, from + LOAD_BATCH)
    const scores = new Map(batch.map(({ id, score }) => [id, score]))
    for (const chunk of getChunks(reader, [...scores.keys()]))
      yield {
        chunk,
        score: must(scores.get(chunk.chunkId), 'only asked-for chunks are loaded'),
        semanticScore: found.semantic.get(chunk.chunkId) ?? null,
        keywordScore: found.keyword.get(chunk.chunkId) ?? null,
      }
  }
}

type Scored = Pick<Fused, 'id' | 'score'>

function reorder(reader: ReadDb, fused: readonly Fused[], found: Found): readonly Scored[] {
  const ids = fused.slice(0, RESCORED).map((entry) => entry.id)
  const vectors = getVectors(reader, ids)
  const candidates = getChunks(reader, ids).flatMap(({ chunkId, versionId }): Candidate[] => {
    const embedding = vectors.get(chunkId)
    if (embedding === undefined) return []
    return [{ id: chunkId, versionId, embedding, keywordScore: found.keyword.get(chunkId) ?? 0 }]
  })
  const rescored = rescore(
    must(found.embedding, 'the semantic part embedded the query'),
    candidates,
  )
  const lowest = rescored.at(-1)?.score ?? 0
  const rest = fused.slice(RESCORED).map(({ id, score }) => ({ id, score: score * lowest }))
  return [...rescored, ...rest]
}
