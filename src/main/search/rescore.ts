import { must } from '../lib/must.ts'
import { centreOf, cosinesOfPairs, dot, dots, meanOf, unit } from './vectors.ts'
import { WEIGHTS, type Weights } from './weights.ts'

/** A chunk that a part of the search found. */
export interface Candidate {
  readonly id: number
  readonly versionId: number
  /** BM25, higher is better; of what the keyword part did not find, what `missingScore` says. */
  readonly keywordScore: number
  /** Unit length. */
  readonly embedding: Float32Array
}

export interface Rescored {
  readonly id: number
  /** 0 to 1; the sum of its reasons. */
  readonly score: number
  readonly because: {
    readonly keyword: number
    readonly semantic: number
    readonly neighbours: number
  }
}

export interface Rescoring {
  /** Best first. */
  readonly scored: readonly Rescored[]
  /** Mean cosine between the best chunks of different documents: how far they speak of the same thing. 0 where one document has them all. */
  readonly agreement: number
}

export interface RescoreOptions {
  readonly weights?: Weights
  /** The share of the query's words, 0 to 1, that a chunk has; null when the query has none. Asked for one chunk. */
  readonly shareOfWords?: (chunkId: number) => number | null
}

/**
 * The BM25 of a chunk that a part's list of `keyword` scores, best first, lacks: 0 where the list has all that matches, or else somewhat
 * less than the list's last. (Taken as 0 there too, the first chunk beyond the list fell a long way: .003 nDCG@10 of cisi, .008 of time.)
 */
export function missingScore(keyword: readonly number[], isCut: boolean): number {
  return isCut ? 0.8 * (keyword.at(-1) ?? 0) : 0
}

/**
 * Orders candidates of both parts by what each, their documents and each other say; best first.
 *
 * 1. A chunk's own score combines its closeness to the query (with its document's) and its BM25, each scaled to 0..1. How much each
 *    counts depends on how many of the query's words the leading chunk has.
 * 2. Where the best chunks agree with each other, the query moves towards them, and closeness is measured again.
 * 3. There, too, a chunk borrows from the most similar chunks of other documents.
 */
export function rescore(
  query: Float32Array,
  candidates: readonly Candidate[],
  { weights = WEIGHTS, shareOfWords = () => null }: RescoreOptions = {},
): Rescoring {
  const keyword = upToOne(candidates.map((candidate) => candidate.keywordScore))
  const closenessTo = measureCloseness(query, candidates, weights)
  const near = zeroToOne(closenessTo(query))
  const spread = spreadOf(keyword)
  const shareBeside = (semantic: readonly number[], share: number): number =>
    weights.bySpread ? ofAlikeSpread(share, spread, spreadOf(semantic)) : share
  const mixed = (semantic: readonly number[], wanted: number): number[] => {
    const share = shareBeside(semantic, wanted)
    return semantic.map((value, i) => mix(keyword[i] ?? 0, value, share))
  }
  const leader = candidates[ranked(mixed(near, weights.semantic))[0] ?? 0]
  const wanted = semanticShare(leader === undefined ? null : shareOfWords(leader.id), weights)
  const ownScores = (semantic: readonly number[]): number[] => mixed(semantic, wanted)

  const best = ranked(ownScores(near))
    .slice(0, weights.feedbackChunks)
    .map((i) => must(candidates[i], 'ranked by index'))
  const agreement = agreementOf(best)
  const trust = trustIn(agreement, weights)
  const moved = moveTowards(query, best, weights.feedback * trust)
  const semantic = zeroToOne(closenessTo(moved))
  const borrowed = weights.neighbours * trust
  const share = shareBeside(semantic, wanted)
  const lent = borrowed > 0 ? fromNeighbours(candidates, ownScores(semantic), weights) : []

  const scored = candidates
    .map(({ id }, i) => {
      const because = {
        keyword: (1 - borrowed) * (1 - share) * (keyword[i] ?? 0),
        semantic: (1 - borrowed) * share * (semantic[i] ?? 0),
        neighbours: borrowed * (lent[i] ?? 0),
      }
      return { id, score: because.keyword + because.semantic + because.neighbours, because }
    })
    .sort((a, b) => b.score - a.score || a.id - b.id)
  return { scored, agreement }
}

/** Share of meaning in a chunk's own score, by the share of the query's words that the leading chunk has. */
function semanticShare(words: number | null, weights: Weights): number {
  if (words === null) return weights.semantic
  const { few, many, semanticOfFew, semanticOfMany } = weights
  const progress = Math.min(1, Math.max(0, (words - few) / (many - few)))
  return mix(semanticOfFew, semanticOfMany, progress)
}

/** The share of raw values that is `share` of values divided by their spread; the same where one kind does not differ at all. */
function ofAlikeSpread(share: number, ofKeyword: number, ofSemantic: number): number {
  if (ofKeyword === 0 || ofSemantic === 0) return share
  return (share * ofKeyword) / (share * ofKeyword + (1 - share) * ofSemantic)
}

/** Standard deviation. */
function spreadOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
}

/**
 * Closeness to a query that may move: the cosine of query and chunk, mixed with that of query and the chunk's document, less what the
 * chunk has in common with the chunks nearest to the `query` as it was asked.
 */
function measureCloseness(
  query: Float32Array,
  candidates: readonly Candidate[],
  weights: Weights,
): (moved: Float32Array) => number[] {
  const embeddings = candidates.map(({ embedding }) => embedding)
  const cosines = dots(query, embeddings)
  const nearest = ranked(cosines).slice(0, weights.commonChunks)
  const mean = meanOf(nearest.map((i) => must(embeddings[i], 'ranked by index')))
  const inCommon = dots(mean, embeddings)
  const centres = documentCentres(candidates)
  return (moved) => {
    const own = moved === query ? cosines : dots(moved, embeddings)
    const ofDocuments = dots(
      moved,
      centres.map(({ centre }) => centre),
    )
    const closeness = new Array<number>(candidates.length)
    for (const [document, { rows }] of centres.entries())
      for (const row of rows)
        closeness[row] =
          mix(own[row] ?? 0, ofDocuments[document] ?? 0, weights.document) -
          weights.common * (inCommon[row] ?? 0)
    return closeness
  }
}

/** The documents' embeddings, as far as their chunks are candidates, and which of these are theirs. */
function documentCentres(
  candidates: readonly Candidate[],
): { readonly centre: Float32Array; readonly rows: readonly number[] }[] {
  const byVersion = Map.groupBy(candidates.keys(), (row) => candidates[row]?.versionId)
  return [...byVersion.values()].map((rows) => {
    const [first, ...others] = rows.map(
      (row) => must(candidates[row], 'grouped by index').embedding,
    )
    const only = must(first, 'a group has a member')
    return { rows, centre: others.length === 0 ? only : centreOf([only, ...others]) }
  })
}

function agreementOf(best: readonly Candidate[]): number {
  const cosines = best.flatMap((one, i) =>
    best
      .slice(i + 1)
      .filter((other) => other.versionId !== one.versionId)
      .map((other) => dot(one.embedding, other.embedding)),
  )
  return cosines.reduce((sum, value) => sum + value, 0) / (cosines.length || 1)
}

/** 0 to 1: how far the best chunks are believed about what else is right. */
function trustIn(agreement: number, { looseCoherence, tightCoherence }: Weights): number {
  return Math.min(1, Math.max(0, (agreement - looseCoherence) / (tightCoherence - looseCoherence)))
}

function moveTowards(query: Float32Array, best: readonly Candidate[], share: number): Float32Array {
  if (share === 0) return query
  const centre = centreOf(best.map((candidate) => candidate.embedding))
  return unit(query.map((value, i) => value + share * (centre[i] ?? 0)))
}

/** The mean score of each leading chunk's nearest leaders in other documents, by cosine; 0 for all others. */
function fromNeighbours(
  candidates: readonly Candidate[],
  scores: readonly number[],
  { neighbourCount, lenders }: Weights,
): number[] {
  const lent = new Array<number>(candidates.length).fill(0)
  const leaders = ranked(scores)
    .slice(0, lenders)
    .map((i) => ({ i, score: scores[i] ?? 0, ...must(candidates[i], 'ranked by index') }))
  const cosines = cosinesOfPairs(leaders.map(({ embedding }) => embedding))
  const near = new Float64Array(neighbourCount)
  const columns = new Uint32Array(neighbourCount)
  for (const [row, mine] of leaders.entries()) {
    const isOther = (column: number): boolean => leaders[column]?.versionId !== mine.versionId
    const ofRow = cosines.subarray(row * leaders.length, (row + 1) * leaders.length)
    const count = keepNearest(ofRow, isOther, { near, columns })
    let [total, sum] = [0, 0]
    for (let i = 0; i < count; i++) {
      total += near[i] ?? 0
      sum += (near[i] ?? 0) * (leaders[columns[i] ?? 0]?.score ?? 0)
    }
    if (total > 0) lent[mine.i] = sum / total
  }
  return lent
}

/**
 * Writes the highest of the cosines, those below 0 as 0, with their columns, best first, equal ones by column; returns how many there are. Kept in
 * order as they are met, since sorting a hundred for each took longer than all else.
 */
function keepNearest(
  cosines: Float32Array,
  isMeant: (column: number) => boolean,
  { near, columns }: { readonly near: Float64Array; readonly columns: Uint32Array },
): number {
  let count = 0
  for (let column = 0; column < cosines.length; column++) {
    const cosine = Math.max(0, cosines[column] ?? 0)
    if ((count === near.length && cosine <= (near[count - 1] ?? 0)) || !isMeant(column)) continue
    let at = count < near.length ? count++ : count - 1
    for (; at > 0 && (near[at - 1] ?? 0) < cosine; at--) {
      near[at] = near[at - 1] ?? 0
      columns[at] = columns[at - 1] ?? 0
    }
    near[at] = cosine
    columns[at] = column
  }
  return count
}

const mix = (a: number, b: number, shareOfB: number): number => (1 - shareOfB) * a + shareOfB * b

function ranked(scores: ArrayLike<number>): number[] {
  return Array.from(scores, (_, i) => i).sort(
    (a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b,
  )
}

function zeroToOne(values: readonly number[]): number[] {
  const low = Math.min(...values)
  const range = Math.max(...values) - low || 1
  return values.map((value) => (value - low) / range)
}

function upToOne(values: readonly number[]): number[] {
  const high = Math.max(...values) || 1
  return values.map((value) => value / high)
}
