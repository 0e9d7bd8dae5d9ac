/**
 * What each step of the ranking adds: nDCG@10 by document on judged sets below CARREL_EVAL_DIR. Run with `npm run bench search [SET…]`; the
 * weights were chosen on all sets here but ret-scifact. The first run embeds the sets, the next ones only the queries.
 */
import { join } from 'node:path'
import { openEmbedder } from '../../src/main/inference/open-embedder.ts'
import { estimateMean } from '../../src/main/insight/confidence.ts'
import { scoreRanking } from '../../src/main/insight/metrics.ts'
import { must } from '../../src/main/lib/must.ts'
import {
  embedQuery,
  findByKeyword,
  findByMeaning,
  type Scores,
} from '../../src/main/search/find-candidates.ts'
import { fuse } from '../../src/main/search/fuse.ts'
import { queryWords } from '../../src/main/search/keyword-query.ts'
import { rescore, WEIGHTS, type Candidate, type Weights } from '../../src/main/search/rescore.ts'
import { understandQuery } from '../../src/main/search/understand-query.ts'
import { getChunks } from '../../src/main/store/chunks.ts'
import { getVectors } from '../../src/main/store/vector-index.ts'
import { collectionOf, openJudgedLibrary, type JudgedLibrary } from './judged-library.ts'

const SETS = ['ret-cranfield', 'ret-cisi', 'ret-med', 'ret-time', 'ret-adi', 'ret-scifact']
/** As a search for 100 documents does. */
const DEPTH = 400
const RESCORED = 300

interface Candidates {
  readonly keyword: Scores
  readonly semantic: Scores
  readonly embedding: Float32Array
  readonly chunks: readonly Candidate[]
}

const only = (weights: Partial<Weights>): Weights => ({
  ...WEIGHTS,
  document: 0,
  feedback: 0,
  neighbours: 0,
  ...weights,
})

/** Each row adds to the one before it, from the plain hybrid on. */
const STEPS: readonly (readonly [string, (found: Candidates) => readonly number[]])[] = [
  ['words alone', ({ keyword }) => [...keyword.keys()]],
  ['meaning alone', ({ semantic }) => [...semantic.keys()]],
  ['reciprocal ranks', (found) => fused(found)],
  ['+ scores', (found) => reordered(found, only({}))],
  ['+ documents', (found) => reordered(found, only({ document: WEIGHTS.document }))],
  ['+ feedback', (found) => reordered(found, { ...WEIGHTS, neighbours: 0 })],
  ['+ neighbours', (found) => reordered(found, WEIGHTS)],
]
const REPETITION = 'without repetition in long queries'

const folder = process.env['CARREL_EVAL_DIR']
if (folder === undefined) console.log('Skipped: set CARREL_EVAL_DIR.')
else await measure(folder, process.argv.length > 2 ? process.argv.slice(2) : SETS)

async function measure(root: string, sets: readonly string[]): Promise<void> {
  await using embedder = await openEmbedder({
    modelFolder: join(import.meta.dirname, '../../models'),
  })
  const table: Record<string, Record<string, string>> = {}
  for (const set of sets) {
    const collection = collectionOf(root, set)
    if (collection === null) continue
    using library = await openJudgedLibrary(collection, embedder)
    const rows = new Map<string, number[]>()
    const note = (step: string, value: number) => rows.set(step, [...(rows.get(step) ?? []), value])
    for (const { id, text } of library.queries) {
      const judged = must(library.qrels.get(id), 'only judged queries are kept')
      const score = (chunkIds: readonly number[]) =>
        scoreRanking(documentsOf(library, chunkIds), judged).ndcg10
      const embedding = await embedQuery(embedder, text.slice(0, 4000), undefined)
      const found = await findCandidates(library, text.slice(0, 4000), embedding)
      for (const [step, rank] of STEPS) note(step, score(rank(found)))
      const once = await findCandidates(
        library,
        [...new Set(queryWords(text))].join(' '),
        embedding,
      )
      note(REPETITION, score(reordered(once, WEIGHTS)))
    }
    for (const [step, values] of rows) {
      const { mean, low, high } = estimateMean(values)
      const cell = `${mean.toFixed(3)} (${low.toFixed(2)}–${high.toFixed(2)})`
      table[step] = { ...table[step], [set.replace('ret-', '')]: cell }
    }
    console.log(`${set}: ${library.queries.length} queries`)
  }
  console.table(table)
}

async function findCandidates(
  { reader }: JudgedLibrary,
  query: string,
  embedding: Float32Array,
): Promise<Candidates> {
  const bounds = { limit: DEPTH, scope: null }
  const keyword = findByKeyword(reader, understandQuery(query).expression, bounds)
  const { scores: semantic } = await findByMeaning({ reader }, embedding, { ...bounds, chunks: 0 })
  const ids = fused({ keyword, semantic }).slice(0, RESCORED)
  const vectors = getVectors(reader, ids)
  const chunks = getChunks(reader, ids).map(({ chunkId, versionId }) => ({
    id: chunkId,
    versionId,
    embedding: must(vectors.get(chunkId), 'each chunk has a vector'),
    keywordScore: keyword.get(chunkId) ?? 0,
  }))
  return { keyword, semantic, embedding, chunks }
}

function fused({ keyword, semantic }: Pick<Candidates, 'keyword' | 'semantic'>): number[] {
  return fuse([
    { source: 'keyword', weight: 1, ids: [...keyword.keys()] },
    { source: 'semantic', weight: 1, ids: [...semantic.keys()] },
  ]).map(({ id }) => id)
}

function reordered({ embedding, chunks }: Candidates, weights: Weights): number[] {
  return rescore(embedding, chunks, weights).scored.map(({ id }) => id)
}

/** Documents by their best chunk. */
function documentsOf({ reader, idsOf }: JudgedLibrary, chunkIds: readonly number[]): string[] {
  const versions = getChunks(reader, chunkIds).map(({ versionId }) => versionId)
  return [...new Set(versions)].flatMap(idsOf)
}
