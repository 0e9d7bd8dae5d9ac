import { must } from '../lib/must.ts'
import { getChunks } from '../store/chunks.ts'
import { documentsOfVersion } from '../store/documents.ts'
import type { ReadDb } from '../store/open.ts'
import type { ChunkRow } from '../store/rows.ts'
import type { Scope } from '../store/scope.ts'
import { matchText } from '../store/text-index.ts'
import { firstChunks, versionsTitled } from '../store/titles.ts'
import { getVectors } from '../store/vector-index.ts'
import type { RankedChunk } from './join-neighbours.ts'
import { isLongQuery, queryWords, quotePhrase, topicWords } from './keyword-query.ts'
import type { CountWord } from './word-counts.ts'
import { namesIn } from './names.ts'
import { titlesIn } from './titles-in.ts'
import { dot } from './vectors.ts'

/** A chunk that was found by following a name. */
export interface Hop {
  readonly found: RankedChunk
  /** How many chunks of the ranking stay before it. */
  readonly place: number
  /** Where the name stands, in words. */
  readonly via: string
}

/** Hops that are found when they are asked for. */
export interface HopList {
  /** No hop of it has a place before this one. */
  readonly from: number
  hops(): readonly Hop[]
}

export interface HopSearch {
  readonly reader: ReadDb
  readonly query: string
  readonly embedding: Float32Array
  readonly scope: Scope
  /** In how many chunks a word stands; where it is missing, no word is too common. */
  readonly countWord?: CountWord | undefined
}

/**
 * Constants chosen on musique and hotpotqa: all gold documents are among the first ten for .630 instead of .481 of their questions, and
 * .97 instead of .82; a third passage that shares a name cost musique .019. Which passages are followed (`isAboutNames`, closeness) was
 * chosen on these, cisi and a quarter of scifact's claims, which lost .009 and .007 nDCG@10 to hops before and lose nothing now; so do
 * their other claims, pubmedqa, time, med and cranfield.
 */
const SEEDS = 4
const HOPS_A_SEED = 3
/** More documents of one title, and a mention of it leads nowhere in particular. */
const MAX_NAMESAKES = 3
/** Names looked up of one text. */
const MAX_NAMES = 12
/** Documents looked at of one title: more than namesakes may be, since a remark in brackets tells some of them apart. */
const MAX_TITLES = 20
/** Chunks of a titled document that are compared with the question: what it is about stands at its beginning. */
const MAX_CHUNKS_TITLED = 60
const MAX_LINKED = 6
/** What stands in more chunks leads nowhere in particular, and scoring all of them took 45 ms at 100,000 chunks. */
const MAX_MENTIONS = 1000
/** Chunks of a name's rarest word that are gone through to find where the name stands: 1 ms. */
const MAX_SEARCHED = 10_000
/** A title that is named is surer than a passage that shares a name: it weighs more, and may be further from the question (by cosine). */
const TITLED = { weight: 1, closeness: 0.1, most: HOPS_A_SEED }
const LINKED = { weight: 0.9, closeness: 0.2, most: 2 }

const QUESTION =
  /[?？؟]\s*$|^\P{L}*(?:is|are|was|were|do|does|did|has|have|had|can|when|where|why|how)\b|\b(?:who|whom|whose|what|which)\b/iu

/**
 * What the question and the first passages name, looked up: the second hop of a question that no single passage answers. Without a
 * language model, within four keyword look-ups: one for each seed; titles are found by an index of their own. The lists are in the order of
 * their places, and to be asked in that order: what one has, the next leaves out.
 *
 * 1. Documents whose title the question names come first.
 * 2. Of a question (a claim or a few keywords ask for what they say), documents whose title a leading passage names follow that passage, where
 *    the passage is about a name of the question itself: what others name leads elsewhere.
 * 3. Where, besides, the leading passages do not agree (`isScattered`), so do documents that hold both a name of the passage and a word of
 *    the question that the passage lacks. They are looked up when the ranking comes to their places: of ten passages, the later
 *    seeds' are seldom reached.
 */
export function followNames(
  leading: readonly ChunkRow[],
  isScattered: boolean,
  search: HopSearch,
): HopList[] {
  const named = must(titledIn([search.query], search)[0], 'one list a text').slice(0, HOPS_A_SEED)
  const first = named.map((found) => ({ found, place: 0, via: 'named in the question' }))
  const ofQuestion = { from: 0, hops: () => first }
  if (!mayNeedHops(search.query)) return [ofQuestion]
  const seeds = firstOfEachVersion([...named.map(({ chunk }) => chunk), ...leading]).slice(0, SEEDS)
  const seen = new Set(seeds.map((seed) => seed.versionId))
  const isFollowed = seeds.map((seed) => isAboutNames(seed, search.query))
  const titled = titledIn(
    seeds.map((seed, index) => (isFollowed[index] ? seed.text : '')),
    search,
  )
  return [
    ofQuestion,
    ...seeds.flatMap((seed, index) => {
      const following = { index, seen, via: () => `named in “${nameOf(seed, search.reader)}”` }
      const linked = { ...following, ...LINKED, find: () => linkedTo(seed, search) }
      return [
        hopsAfter({ ...following, ...TITLED, find: () => titled[index] ?? [] }),
        ...(isScattered && isFollowed[index] ? [hopsAfter(linked)] : []),
      ]
    }),
  ]
}

/** Whether a query asks a question, which no single passage may answer. */
export function mayNeedHops(query: string): boolean {
  return QUESTION.test(query) && !isLongQuery(query)
}

/** What is found from one seed, a few of it that are near enough and were not `seen`. */
function hopsAfter({
  index,
  seen,
  via,
  weight,
  closeness,
  most,
  find,
}: {
  /** Of the seed. */
  readonly index: number
  /** Versions; grows. */
  readonly seen: Set<number>
  readonly via: () => string
  readonly weight: number
  readonly closeness: number
  readonly most: number
  readonly find: () => readonly RankedChunk[]
}): HopList {
  const hops = (): Hop[] =>
    find()
      .filter(({ chunk, score }) => score >= closeness && !seen.has(chunk.versionId))
      .slice(0, most)
      .map((found, order) => {
        seen.add(found.chunk.versionId)
        return { found, place: placeAfter(weight, index, order), via: via() }
      })
  return { from: placeAfter(weight, index, 0), hops }
}

/** What a passage's document is called: its title, or else its file. */
function nameOf({ title, versionId }: ChunkRow, reader: ReadDb): string {
  return documentsOfVersion(reader, versionId)[0]?.title ?? title
}

/** Whether a passage has a name of the question; one at its very beginning, where any word is capitalised, must stand in the title. */
function isAboutNames({ title, text }: ChunkRow, question: string): boolean {
  const [first = ''] = question.match(/^\s*\S+/u) ?? []
  const isIn = (place: string) => (name: string) => place.includes(name)
  return (
    namesIn(question.slice(first.length)).some(isIn(`${title}\n${text}`)) ||
    namesIn(question).some(isIn(title))
  )
}

/** Where a hop's weight / (10 + its rank) stands among the ranking's 1 / (10 + rank); later seeds weigh less. */
function placeAfter(weight: number, seedIndex: number, order: number): number {
  return Math.floor(((11 + order) * (1 + seedIndex / 4)) / weight) - 10
}

function firstOfEachVersion(chunks: readonly ChunkRow[]): ChunkRow[] {
  const byVersion = new Map<number, ChunkRow>()
  for (const chunk of chunks)
    if (!byVersion.has(chunk.versionId)) byVersion.set(chunk.versionId, chunk)
  return [...byVersion.values()]
}

/** For each text, the documents whose title stands in it, each by one of its first chunks; the nearest to the question first. */
function titledIn(texts: readonly string[], search: HopSearch): RankedChunk[][] {
  const { reader, scope } = search
  const titles = titlesIn(reader, texts)
  const keys = [...new Set(titles.flatMap((found) => [...found]))]
  const isIn = scope === null ? () => true : memberOf(scope)
  const versions = keys.length === 0 ? [] : versionsTitled(reader, keys, MAX_TITLES)
  const namesakes = Map.groupBy(
    versions.filter(({ versionId }) => isIn(versionId)),
    ({ title }) => title,
  )
  const few = [...namesakes.values()].filter(({ length }) => length <= MAX_NAMESAKES).flat()
  const best = nearestOfEach(
    few.map(({ versionId }) => versionId),
    search,
  )
  return titles.map((found) =>
    few
      .filter(({ key }) => found.has(key))
      .flatMap(({ versionId }) => best.get(versionId) ?? [])
      .sort((a, b) => b.score - a.score || a.chunk.chunkId - b.chunk.chunkId),
  )
}

function memberOf(scope: readonly number[]): (versionId: number) => boolean {
  const versions = new Set(scope)
  return (versionId) => versions.has(versionId)
}

/** Of the first chunks of each version, the one nearest to the question. */
function nearestOfEach(
  versionIds: readonly number[],
  { reader, embedding }: HopSearch,
): Map<number, RankedChunk> {
  const chunks = firstChunks(reader, versionIds, MAX_CHUNKS_TITLED)
  const vectors = getVectors(
    reader,
    chunks.map(({ chunkId }) => chunkId),
  )
  const best = new Map<number, { readonly chunkId: number; readonly closeness: number }>()
  for (const { chunkId, versionId } of chunks) {
    const vector = vectors.get(chunkId)
    const closeness = vector === undefined ? -1 : dot(vector, embedding)
    if (closeness > (best.get(versionId)?.closeness ?? -Infinity))
      best.set(versionId, { chunkId, closeness })
  }
  const ids = [...best.values()].map(({ chunkId }) => chunkId)
  return new Map(
    getChunks(reader, ids).map((chunk) => {
      const closeness = best.get(chunk.versionId)?.closeness ?? 0
      const scores = { score: closeness, semanticScore: closeness, keywordScore: null }
      return [chunk.versionId, { chunk, ...scores }]
    }),
  )
}

/** Documents that hold a name of the seed together with what the seed leaves unanswered, best match first. */
function linkedTo(seed: ChunkRow, search: HopSearch): RankedChunk[] {
  const has = new Set(topicWords(`${seed.title} ${seed.text}`).map(roughStem))
  const isRare = rareIn(search.countWord)
  const open = topicWords(search.query)
    .filter((word) => !has.has(roughStem(word)))
    .filter(isRare)
  const names = namesIn(seed.text).slice(0, MAX_NAMES).filter(isRare)
  if (open.length === 0 || names.length === 0) return []
  const anyOf = (words: readonly string[]): string => words.map(quotePhrase).join(' OR ')
  return bestOfEachDocument(lookUp(`(${anyOf(names)}) AND (${anyOf(open)})`, MAX_LINKED, search))
}

/**
 * Tells names and words that stand in few chunks. A name stands in no more than its rarest word; where all of its words are in very many, it
 * is taken for common, since going through all of them to find out took 50 ms at a million chunks.
 */
function rareIn(countWord: CountWord = () => 0): (name: string) => boolean {
  return (name) => {
    const rarest = Math.min(...queryWords(name).map(countWord))
    return rarest <= MAX_MENTIONS || (rarest <= MAX_SEARCHED && countWord(name) <= MAX_MENTIONS)
  }
}

/** Enough to tell "composer" and "composed" are one: the index stems properly. */
const roughStem = (word: string): string => word.slice(0, 5)

/** Matching chunks in the keyword part's order; `score` is their closeness to the question. */
function lookUp(expression: string, limit: number, search: HopSearch): RankedChunk[] {
  const { reader, scope, embedding } = search
  const hits = matchText(reader, expression, { limit, scope })
  const ids = hits.map((hit) => hit.chunkId)
  const keywordScores = new Map(hits.map((hit) => [hit.chunkId, hit.score]))
  const vectors = getVectors(reader, ids)
  return getChunks(reader, ids).map((chunk) => {
    const vector = vectors.get(chunk.chunkId)
    const closeness = vector === undefined ? null : dot(vector, embedding)
    return {
      chunk,
      score: closeness ?? 0,
      semanticScore: closeness,
      keywordScore: keywordScores.get(chunk.chunkId) ?? null,
    }
  })
}

/** Documents in the order of their first chunk, each by the chunk nearest to the question. */
function bestOfEachDocument(found: readonly RankedChunk[]): RankedChunk[] {
  const byVersion = Map.groupBy(found, ({ chunk }) => chunk.versionId)
  return [...byVersion.values()].map((chunks) =>
    chunks.reduce((best, next) => (next.score > best.score ? next : best)),
  )
}
