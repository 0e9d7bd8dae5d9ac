/**
 * Fits the probability that a passage has to do with a query (search/relevance.ts) and prints how it holds on sets that it was not fitted
 * on. Each set is asked its own queries and some of the others: whatever those find is taken for beside the point. Each is asked as it stands
 * and by its one to three rarest words, since many people search by few.
 * Run with `npm run bench relevance`, below CARREL_EVAL_DIR.
 */
import { join } from 'node:path'
import { readBatch } from '../../src/main/commands/read-jsonl.ts'
import { must } from '../../src/main/lib/must.ts'
import type { Embedder } from '../../src/main/inference/embedder.ts'
import { openEmbedder } from '../../src/main/inference/open-embedder.ts'
import { embedQuery, findByKeyword, findByMeaning } from '../../src/main/search/find-candidates.ts'
import { backgroundOf, relevanceOf, UNLIKELY } from '../../src/main/search/relevance.ts'
import { shareHeld } from '../../src/main/search/share-held.ts'
import { understandQuery } from '../../src/main/search/understand-query.ts'
import { dot } from '../../src/main/search/vectors.ts'
import { createWordCounts } from '../../src/main/search/word-counts.ts'
import { countChunks, getChunks } from '../../src/main/store/chunks.ts'
import { getVectors } from '../../src/main/store/vector-index.ts'
import { fitLogistic, type Example } from '../quality/logistic.ts'
import { collectionOf, openJudgedLibrary, type JudgedLibrary } from './judged-library.ts'

const FITTED = ['ret-cranfield', 'ret-med', 'ret-time', 'qa-hotpotqa-train100', 'qa-pubmedqa']
const HELD_OUT = ['ret-cisi', 'ret-adi', 'ret-scifact', 'qa-musique']
const SETS = [...FITTED, ...HELD_OUT]
/** Sets whose documents may answer each other's queries. */
const ALIKE = [
  ['ret-cisi', 'ret-adi'],
  ['ret-scifact', 'qa-pubmedqa', 'ret-med'],
  ['qa-musique', 'qa-hotpotqa-train100'],
]
const OWN_QUERIES = 100
const OTHERS_QUERIES = 60
/** Documents of each part of a search. */
const HITS = 5
/** Of a query's rarest words, how many it is asked by. */
const FEW = [1, 2, 3]
/** As an ordinary search. */
const DEPTH = 200

interface Hit {
  readonly cosine: number
  readonly background: number
  /** Of the query's words. */
  readonly share: number
  /** Asked by a few words. */
  readonly isShort: boolean
  readonly isRelevant: boolean
  readonly isForeign: boolean
}

const folder = process.env['CARREL_EVAL_DIR']
if (folder === undefined) console.log('Skipped: set CARREL_EVAL_DIR.')
else await measure(folder)

async function measure(root: string): Promise<void> {
  await using embedder = await openEmbedder({
    modelFolder: join(import.meta.dirname, '../../models'),
  })
  const bySet = new Map<string, readonly Hit[]>()
  for (const set of SETS) {
    const collection = collectionOf(root, set)
    if (collection === null) continue
    using library = await openJudgedLibrary(collection, embedder)
    const hits: Hit[] = []
    for (const { id, text } of evenly(library.queries, OWN_QUERIES))
      hits.push(...(await hitsOf(library, embedder, { text, relevant: library.qrels.get(id) })))
    for (const { text } of await queriesOfOthers(root, set))
      hits.push(...(await hitsOf(library, embedder, { text, relevant: undefined })))
    bySet.set(set, hits)
  }
  const examples = FITTED.flatMap((set) => toExamples(bySet.get(set) ?? []))
  const signs = [1, 1, 1] as const
  const [near = 0, above = 0, held = 0, bias = 0] = fitLogistic(examples, { ridge: 0.0002, signs })
  console.log(
    `Fitted here: 1 / (1 + e^(${(-bias).toFixed(2)} − ${near.toFixed(2)} cosine − ${above.toFixed(2)} (cosine − background) − ${held.toFixed(2)} share))`,
  )
  for (const isShort of [false, true]) {
    const rows = [...bySet].map(([set, hits]) => [
      HELD_OUT.includes(set) ? `${set} (held out)` : set,
      reliability(hits.filter((hit) => hit.isShort === isShort)),
    ])
    console.log(isShort ? 'By one to three of its rarest words' : 'As it was asked')
    console.table(Object.fromEntries(rows))
  }
}

interface Judged {
  readonly text: string
  readonly relevant: ReadonlyMap<string, number> | undefined
}

/** What a query finds as it stands, and by its rarest words that the library has. */
async function hitsOf(library: JudgedLibrary, embedder: Embedder, query: Judged): Promise<Hit[]> {
  const text = query.text.slice(0, 4000)
  const countWord = createWordCounts(library.reader)
  const rarest = understandQuery(text)
    .words.flatMap(({ word, why }) => (why === 'asked' ? [{ word, chunks: countWord(word) }] : []))
    .filter(({ chunks }) => chunks > 0)
    .sort((a, b) => a.chunks - b.chunks)
    .map(({ word }) => word)
  const hits = await foundBy(library, embedder, { ...query, text })
  for (const count of FEW.filter((few) => few <= rarest.length)) {
    const few = rarest.slice(0, count).join(' ')
    hits.push(...(await foundBy(library, embedder, { ...query, text: few }, true)))
  }
  return hits
}

/** The best documents of each part, each by its best chunk there. */
async function foundBy(
  { reader, documentsOf }: JudgedLibrary,
  embedder: Embedder,
  { text, relevant }: Judged,
  isShort = false,
): Promise<Hit[]> {
  const { words, expression } = understandQuery(text)
  const embedding = await embedQuery(embedder, text, undefined)
  const bounds = { limit: DEPTH, scope: null, chunks: 0 }
  const { scores } = await findByMeaning({ reader }, embedding, bounds)
  const best = new Map<string, number>()
  for (const part of [scores, findByKeyword(reader, expression, bounds)])
    for (const id of firstDocuments(part.keys(), documentsOf))
      for (const document of documentsOf([id])) if (!best.has(document)) best.set(document, id)
  const share = shareHeld(words, {
    countWord: createWordCounts(reader),
    chunks: countChunks(reader),
  })
  const ids = [...best.values()]
  const vectors = getVectors(reader, ids)
  const texts = new Map(
    getChunks(reader, ids).map(({ chunkId, title, headings, text: own }) => [
      chunkId,
      `${title} ${headings} ${own}`,
    ]),
  )
  return [...best].map(([document, id]) => ({
    cosine: dot(must(vectors.get(id), 'each chunk has one'), embedding),
    background: backgroundOf(scores.values()) ?? 0,
    share: share(texts.get(id) ?? ''),
    isShort,
    isRelevant: (relevant?.get(document) ?? 0) > 0,
    isForeign: relevant === undefined,
  }))
}

/** Of chunks, best first, the first of each of the first documents. */
function firstDocuments(ids: Iterable<number>, documentsOf: JudgedLibrary['documentsOf']) {
  const byDocument = new Map<string, number>()
  for (const id of ids) {
    if (byDocument.size >= HITS) break
    const [document] = documentsOf([id])
    if (document !== undefined && !byDocument.has(document)) byDocument.set(document, id)
  }
  return byDocument.values()
}

/** A few of each other set that is about something else. */
async function queriesOfOthers(root: string, set: string): Promise<{ text: string }[]> {
  const others = SETS.filter(
    (other) =>
      other !== set && !ALIKE.some((group) => group.includes(other) && group.includes(set)),
  )
  const each = Math.ceil(OTHERS_QUERIES / others.length)
  const files = others.map((other) => join(root, other, 'queries.jsonl'))
  return (await Promise.all(files.map(readBatch))).flatMap((queries) => queries.slice(-each))
}

function evenly<Query>(queries: readonly Query[], count: number): readonly Query[] {
  const step = Math.max(1, Math.floor(queries.length / count))
  return queries.filter((_, index) => index % step === 0).slice(0, count)
}

/** Each set weighs the same. */
function toExamples(hits: readonly Hit[]): Example[] {
  return hits.map(({ cosine, background, share, isRelevant }) => ({
    features: [cosine, cosine - background, share],
    isPositive: isRelevant,
    weight: 1 / hits.length,
  }))
}

/** What was promised against what came true, in bands and over ten of them; and how many of either kind are called unlikely. */
function reliability(hits: readonly Hit[]): Record<string, string> {
  const bands = [0, 0.2, 0.4, 0.6, 0.8].map((from) => {
    const within = hits.filter((hit) => promiseOf(hit) >= from && promiseOf(hit) < from + 0.2)
    const [promised, kept] = [mean(within.map(promiseOf)), mean(within.map(outcomeOf))]
    const cell = within.length < 10 ? '' : `${promised.toFixed(2)} → ${kept.toFixed(2)}`
    return [`${from}–${(from + 0.2).toFixed(1)}`, cell]
  })
  const unlikely = (of: (hit: Hit) => boolean): string =>
    mean(hits.filter(of).map((hit) => (promiseOf(hit) < UNLIKELY ? 1 : 0))).toFixed(2)
  return {
    ...Object.fromEntries(bands),
    'calibration error': calibrationError(hits).toFixed(3),
    'unlikely, of others': unlikely(({ isForeign }) => isForeign),
    'unlikely, of right ones': unlikely(({ isRelevant }) => isRelevant),
  }
}

/** Expected calibration error over ten bands. */
function calibrationError(hits: readonly Hit[]): number {
  const bands = Map.groupBy(hits, (hit) => Math.min(9, Math.floor(promiseOf(hit) * 10)))
  return [...bands.values()].reduce((sum, band) => {
    const apart = Math.abs(mean(band.map(promiseOf)) - mean(band.map(outcomeOf)))
    return sum + (band.length / hits.length) * apart
  }, 0)
}

function promiseOf({ cosine, background, share }: Hit): number {
  return relevanceOf(cosine, background, share)
}

function outcomeOf({ isRelevant }: Hit): number {
  return isRelevant ? 1 : 0
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / (values.length || 1)
}
