import { performance } from 'node:perf_hooks'
import type { Embedder } from '../inference/embedder.ts'
import { must } from '../lib/must.ts'
import { getChunks } from '../store/chunks.ts'
import { documentsOfVersion } from '../store/documents.ts'
import type { ReadDb } from '../store/open.ts'
import { sizeOfScope, versionsInScope, type Scope } from '../store/scope.ts'
import { matchText } from '../store/text-index.ts'
import { matchVectors } from '../store/vector-index.ts'
import { getVersion } from '../store/versions.ts'
import { fuse } from './fuse.ts'
import {
  bestOfEachVersion,
  joinNeighbours,
  type ChunkGroup,
  type RankedChunk,
} from './join-neighbours.ts'
import { keywordQuery } from './keyword-query.ts'
import type { Passage } from './passage.ts'

export type SearchMode = 'hybrid' | 'semantic' | 'keyword'

export interface SearchRequest {
  readonly query: string
  /** How many passages (or documents) at most. */
  readonly limit: number
  readonly mode: SearchMode
  /** `passage` (the default) joins neighbouring chunks; `document` gives each document once, by its best chunk. */
  readonly by?: 'passage' | 'document' | undefined
  /** A glob over document paths. */
  readonly scope?: string | undefined
  readonly signal?: AbortSignal | undefined
}

export interface SearchResult {
  readonly passages: readonly Passage[]
  /** What was searched, after the scope. */
  readonly searchedChunks: number
  readonly searchedDocuments: number
  readonly ms: number
}

export interface Search {
  search(request: SearchRequest): Promise<SearchResult>
}

interface SearchDeps {
  /** A connection of its own, so that a running import does not hold searches up. */
  readonly reader: ReadDb
  readonly embedder: Embedder
}

/**
 * Candidates each part contributes, at least. Fusion needs the tail: a passage that both parts rank 80th beats one that
 * a single part ranks 40th.
 */
const MIN_DEPTH = 200
/** sqlite-vec gives 4,096 neighbours at most. */
const MAX_DEPTH = 4096
/** Rows loaded at a time while passages are formed: most searches need one load. */
const LOAD_BATCH = 64

/** Hybrid search over one workspace. */
export function createSearch(deps: SearchDeps): Search {
  return { search: (request) => search(deps, request) }
}

/**
 * 1. Resolve the scope to versions, so that both parts filter inside their own index and a small scope is never starved.
 * 2. Rank chunks by keyword and by meaning.
 * 3. Fuse the two rankings.
 * 4. Load the best chunks, join neighbours (or keep one a document), and name their documents.
 */
async function search(deps: SearchDeps, request: SearchRequest): Promise<SearchResult> {
  const startedMs = performance.now()
  const { reader } = deps
  const scope = request.scope === undefined ? null : versionsInScope(reader, request.scope)
  const searched = sizeOfScope(reader, scope)
  const depth = Math.min(MAX_DEPTH, Math.max(MIN_DEPTH, request.limit * 4))
  const leg: Leg = { limit: depth, scope }
  const keyword = request.mode === 'semantic' ? emptyLeg : keywordLeg(deps, request, leg)
  const semantic =
    request.mode === 'keyword' || searched.chunks === 0
      ? emptyLeg
      : await semanticLeg(deps, request, leg)
  request.signal?.throwIfAborted()

  const ranked = rankedChunks(reader, keyword, semantic)
  const groups =
    request.by === 'document'
      ? bestOfEachVersion(ranked, request.limit)
      : joinNeighbours(ranked, request.limit)
  return {
    passages: toPassages(reader, groups, request),
    searchedChunks: searched.chunks,
    searchedDocuments: searched.documents,
    ms: performance.now() - startedMs,
  }
}

interface Leg {
  readonly limit: number
  readonly scope: Scope
}

/** Scores by chunk id, best first. */
type Scores = ReadonlyMap<number, number>
const emptyLeg: Scores = new Map()

function keywordLeg({ reader }: SearchDeps, { query }: SearchRequest, leg: Leg): Scores {
  const expression = keywordQuery(query)
  if (expression === null) return emptyLeg
  const hits = matchText(reader, expression, leg)
  return new Map(hits.map((hit) => [hit.chunkId, hit.score]))
}

async function semanticLeg(
  { reader, embedder }: SearchDeps,
  { query, signal }: SearchRequest,
  leg: Leg,
): Promise<Scores> {
  const [embedding] = await embedder.embed([query], {
    priority: 'query',
    ...(signal ? { signal } : {}),
  })
  const hits = matchVectors(reader, must(embedding, 'one text gives one embedding'), leg)
  return new Map(hits.map((hit) => [hit.chunkId, hit.similarity]))
}

/** Fused chunks, best first, loaded as they are asked for. A chunk removed meanwhile is passed over. */
function* rankedChunks(reader: ReadDb, keyword: Scores, semantic: Scores): Generator<RankedChunk> {
  const fused = fuse([
    { source: 'keyword', weight: 1, ids: [...keyword.keys()] },
    { source: 'semantic', weight: 1, ids: [...semantic.keys()] },
  ])
  for (let from = 0; from < fused.length; from += LOAD_BATCH) {
    const batch = fused.slice(from, from + LOAD_BATCH)
    const rows = getChunks(
      reader,
      batch.map((entry) => entry.id),
    )
    const byId = new Map(rows.map((row) => [row.chunkId, row]))
    for (const { id, score } of batch) {
      const chunk = byId.get(id)
      if (!chunk) continue
      const semanticScore = semantic.get(id) ?? null
      yield { chunk, score, semanticScore, keywordScore: keyword.get(id) ?? null }
    }
  }
}

/** A passage for each document that has the group's version: the same content at two places is found at both. */
function toPassages(
  reader: ReadDb,
  groups: readonly ChunkGroup[],
  { limit, by }: SearchRequest,
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
    const owners = documentsOfVersion(reader, first.versionId)
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
    }))
  })
  return passages.slice(0, limit).map((passage, index) => ({ rank: index + 1, ...passage }))
}
