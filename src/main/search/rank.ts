import { must } from '../lib/must.ts'
import { getChunks } from '../store/chunks.ts'
import type { ReadDb } from '../store/open.ts'
import type { ChunkRow } from '../store/rows.ts'
import { versionsOf } from '../store/vector-codes.ts'
import { getVectors } from '../store/vector-index.ts'
import type { Scores } from './find-candidates.ts'
import { fuse, type Fused } from './fuse.ts'
import { followNames, type Hop, type HopList, type HopSearch } from './hops.ts'
import type { RankedChunk } from './join-neighbours.ts'
import { isLongQuery } from './keyword-query.ts'
import type { KnownOfChunks } from './nearest.ts'
import type { Contributions } from './passage.ts'
import { backgroundOf, relevanceOf } from './relevance.ts'
import { missingScore, rescore, type Candidate } from './rescore.ts'
import { shareOfWords } from './share-of-words.ts'
import type { Understanding } from './understand-query.ts'
import { dot } from './vectors.ts'
import { FOREIGN_WEIGHTS, WEIGHTS } from './weights.ts'

/** What both parts found, and the query's embedding where there is one. */
export interface Found {
  readonly keyword: Scores
  readonly semantic: Scores
  readonly embedding: Float32Array | null
  /** Of some chunks, where they were read already. */
  readonly vectors: KnownOfChunks<Float32Array>
  readonly versions: KnownOfChunks<number>
}

export interface RankedQuery
  extends
    Pick<HopSearch, 'scope' | 'countWord'>,
    Pick<Understanding, 'text' | 'language' | 'words'> {
  /** Where it was measured how likely a chunk is to have to do with it (relevance.ts): the share of its words that a text has. */
  readonly shareHeld?: ((text: string) => number) | undefined
}

/**
 * Fused candidates that are looked at closely, at most: of 400 from each part. Of shorter lists as many as each has, since a chunk in one list
 * only says too little there: of 200 from each, 300 instead of 200 cost med .007 nDCG@10, time .010, cisi, scifact and its held-out half .001.
 */
const MOST_RESCORED = 300
/** Rows loaded at a time while passages are formed: most searches need one load or two. Each row takes up to 20 µs in a large library. */
const LOAD_BATCH = 16

/** Agreement of the best chunks (rescore.ts) below which a question looks like one of several hops. */
const SCATTERED = 0.49
/** Leading chunks whose names are followed; more than the seeds, since several may be of one document. */
const LEADING = 8

/**
 * Chunks best first, loaded as they are asked for; one removed meanwhile is passed over. Reciprocal rank fusion chooses the candidates;
 * where both parts searched, the best of them are ordered again by their scores, the others follow as fused, and what the best ones
 * name is looked up and takes its place among them.
 */
export function* rankChunks(
  reader: ReadDb,
  found: Found,
  query: RankedQuery,
): Generator<RankedChunk> {
  const fused = fuse([
    { source: 'keyword', weight: 1, ids: [...found.keyword.keys()] },
    { source: 'semantic', weight: 1, ids: [...found.semantic.keys()] },
  ])
  const { embedding } = found
  if (embedding === null || found.keyword.size === 0 || found.semantic.size === 0) {
    yield* load(
      reader,
      fused.map((entry) => explained(entry)),
      { ...found, ...query },
    )
    return
  }
  const { ordered, agreement } = reorder(reader, fused, {
    ...found,
    embedding,
    query,
  })
  const leading = getChunks(
    reader,
    ordered.slice(0, LEADING).map(({ id }) => id),
  )
  const { text, scope, countWord } = query
  const search = { reader, query: text, scope, countWord, embedding }
  // A whole text names much in passing: following that cost .016 nDCG@10 of cisi, whose requests are abstracts.
  const hops = isLongQuery(text) ? [] : followNames(leading, agreement < SCATTERED, search)
  yield* insertHops(load(reader, ordered, { ...found, ...query }), hops)
}

interface Scored {
  readonly id: number
  readonly score: number
  readonly because: Contributions
  /** Of chunk and query, where the part for meaning did not find the chunk. */
  readonly cosine?: number
}

/** A fused score by the parts that it comes from, all times `factor`. */
function explained({ id, score, because }: Fused, factor = 1): Scored {
  const gainOf = (part: string): number =>
    because.reduce((sum, { source, gain }) => sum + (source === part ? gain * factor : 0), 0)
  const parts = { keyword: gainOf('keyword'), semantic: gainOf('semantic'), neighbours: 0 }
  return { id, score: score * factor, because: parts }
}

function* load(
  reader: ReadDb,
  ordered: readonly Scored[],
  { shareHeld, ...found }: Found & Pick<RankedQuery, 'shareHeld'>,
): Generator<RankedChunk> {
  const background = backgroundOf(found.semantic.values())
  for (let from = 0; from < ordered.length; from += LOAD_BATCH) {
    const batch = ordered.slice(from, from + LOAD_BATCH)
    const scored = new Map(batch.map((one) => [one.id, one]))
    for (const chunk of getChunks(reader, [...scored.keys()])) {
      const one = must(scored.get(chunk.chunkId), 'only asked-for chunks are loaded')
      const semanticScore = found.semantic.get(chunk.chunkId) ?? null
      const cosine = semanticScore ?? one.cosine
      yield {
        chunk,
        score: one.score,
        because: one.because,
        semanticScore,
        keywordScore: found.keyword.get(chunk.chunkId) ?? null,
        ...(shareHeld === undefined || background === null || cosine === undefined
          ? {}
          : { relevance: relevanceOf(cosine, background, shareHeld(wholeOf(chunk))) }),
      }
    }
  }
}

const wholeOf = ({ title, headings, text }: ChunkRow): string => `${title} ${headings} ${text}`

/** Each hop at its place, with the score of the chunk that it comes before; a chunk that comes again later is passed over. */
export function* insertHops(
  ranking: Iterable<RankedChunk>,
  hops: readonly HopList[],
): Generator<RankedChunk> {
  const later = [...hops]
  let waiting: Hop[] = []
  const seen = new Set<number>()
  let place = 0
  for (const next of ranking) {
    while (later[0] && later[0].from <= place) {
      waiting.push(...must(later.shift(), 'just looked at').hops())
      waiting = waiting.toSorted((a, b) => a.place - b.place)
    }
    while (waiting[0] && waiting[0].place <= place) {
      const { found, via } = must(waiting.shift(), 'just looked at')
      if (seen.has(found.chunk.chunkId)) continue
      seen.add(found.chunk.chunkId)
      yield { ...found, score: next.score, via }
    }
    if (!seen.has(next.chunk.chunkId)) yield next
    seen.add(next.chunk.chunkId)
    place++
  }
}

/** Whether more chunks match the words than were asked for; the part for meaning always finds as many as are asked for. */
export function isCut({ keyword, semantic }: Pick<Found, 'keyword' | 'semantic'>): boolean {
  return keyword.size >= semantic.size
}

function reorder(
  reader: ReadDb,
  fused: readonly Fused[],
  found: Found & { readonly embedding: Float32Array; readonly query: RankedQuery },
): { readonly ordered: readonly Scored[]; readonly agreement: number } {
  const rescored = Math.min(MOST_RESCORED, found.semantic.size)
  const ids = fused.slice(0, rescored).map((entry) => entry.id)
  const others = getVectors(
    reader,
    ids.filter((id) => found.vectors.get(id) === undefined),
  )
  const otherVersions = versionsOf(
    reader,
    ids.filter((id) => found.versions.get(id) === undefined),
  )
  const missing = missingScore([...found.keyword.values()], isCut(found))
  const candidates = ids.flatMap((id): Candidate[] => {
    const embedding = found.vectors.get(id) ?? others.get(id)
    const versionId = found.versions.get(id) ?? otherVersions.get(id)
    if (embedding === undefined || versionId === undefined) return []
    return [{ id, versionId, embedding, keywordScore: found.keyword.get(id) ?? missing }]
  })
  const { scored, agreement } = rescore(found.embedding, candidates, {
    weights: found.query.language === 'en' ? WEIGHTS : FOREIGN_WEIGHTS,
    shareOfWords: (chunkId) => shareOfWords(reader, chunkId, found.query),
  })
  const lowest = scored.at(-1)?.score ?? 0
  const rest = fused.slice(rescored).map((entry) => explained(entry, lowest))
  const cosines = new Map(
    candidates.map(({ id, embedding }) => [id, dot(embedding, found.embedding)]),
  )
  const ordered = scored.map((one) => ({
    ...one,
    cosine: must(cosines.get(one.id), 'a candidate'),
  }))
  return { ordered: [...ordered, ...rest], agreement }
}
