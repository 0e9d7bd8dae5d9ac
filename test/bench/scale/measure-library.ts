/** Searches a built library: `measure-library.ts FOLDER CHUNKS EXACT`, where EXACT queries are compared with an exact scan. Prints figures as JSON. */
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { openEmbedder } from '../../../src/main/inference/open-embedder.ts'
import { must } from '../../../src/main/lib/must.ts'
import { chooseScan } from '../../../src/main/search/choose-scan.ts'
import { findByKeyword } from '../../../src/main/search/find-candidates.ts'
import { rankChunks } from '../../../src/main/search/rank.ts'
import { createSearch } from '../../../src/main/search/search.ts'
import { shareHeld } from '../../../src/main/search/share-held.ts'
import { understandQuery } from '../../../src/main/search/understand-query.ts'
import { openVectorScan } from '../../../src/main/search/vector-scan.ts'
import { withinTime } from '../../../src/main/search/within-time.ts'
import { createWordCounts } from '../../../src/main/search/word-counts.ts'
import { countChunks } from '../../../src/main/store/chunks.ts'
import { openDatabase } from '../../../src/main/store/open.ts'
import { readBase } from './base-texts.ts'
import { BENCH_KEY } from './bench-key.ts'
import { exactNearest } from './exact.ts'
import { p50, p95, recall, timeEach } from './figures.ts'

const WARM_UP = 60
/** In which what searches keep in memory is read to the end, as while a user reads an answer. */
const PAUSE_MS = 5000
const QUERIES = 200
/** Passages of a search. */
const LIMIT = 10

const [folder = '.', size = '10000', exactQueries = '50'] = process.argv.slice(2)
const { queries, queryVectors } = readBase(folder)
const asked = queries.slice(WARM_UP, WARM_UP + QUERIES)
const vectors = queryVectors.slice(WARM_UP, WARM_UP + QUERIES)
// An upgrade that the bench's library still needs is no part of a start.
const key = { file: join(folder, `${size}.db`), key: BENCH_KEY }
;(await openDatabase(key)).close()

const opening = performance.now()
const embedder = await openEmbedder({
  modelFolder: join(import.meta.dirname, '..', '..', '..', 'models'),
})
const database = await openDatabase(key)
const reader = database.openReader()
const vectorScan = openVectorScan(database)
const { search } = createSearch({ reader, embedder, vectorScan })
const ask = (query: string) => search({ query, limit: LIMIT, mode: 'hybrid' })
await ask(must(queries[0], 'the base has queries'))
const coldMs = performance.now() - opening

for (const query of queries.slice(0, WARM_UP)) await ask(query)
await setTimeout(PAUSE_MS)
const cpu: number[] = []
const hybrid = await timeEach(asked, async (query) => {
  const before = process.cpuUsage()
  await ask(query)
  const { user, system } = process.cpuUsage(before)
  cpu.push((user + system) / 1000)
})
const again = await timeEach(asked.slice(-50), ask)
const rssMb = process.memoryUsage.rss() / 2 ** 20
const scan = must(chooseScan(reader, embedder, vectorScan)(Number(size)), 'a library has a scan')
const parts = await measureParts()
const recalls: number[] = []
const compared = vectors.slice(0, Number(exactQueries))
for (const [i, exact] of exactNearest({ folder, size }, reader, compared).entries()) {
  const vector = must(compared[i], 'one list a vector')
  const { hits } = await scan.nearest(vector, { limit: 10, scope: null })
  recalls.push(recall(hits, exact))
}
await vectorScan[Symbol.asyncDispose]()
await embedder[Symbol.asyncDispose]()
database.close()
console.log(
  JSON.stringify({
    hybridP50: p50(hybrid),
    hybridP95: p95(hybrid),
    cpuP50: p50(cpu),
    cpuP95: p95(cpu),
    ...parts,
    againP50: p50(again),
    recall: recalls.reduce((sum, value) => sum + value, 0) / recalls.length,
    coldMs,
    rssMb,
  }),
)

/** The parts of a search one after another; in a search, those by words and by meaning run side by side. */
async function measureParts(): Promise<Record<string, number>> {
  const bounds = { limit: 200, scope: null }
  const countWord = createWordCounts(reader)
  const byWords = (query: string) =>
    findByKeyword(
      reader,
      withinTime(understandQuery(query), { countWord, chunks: Number(size) }),
      bounds,
    )
  for (const query of queries.slice(0, WARM_UP)) byWords(query)
  for (const vector of queryVectors.slice(0, WARM_UP)) await scan.nearest(vector, bounds)
  await setTimeout(PAUSE_MS)
  const embedding = await timeEach(asked, (query) => embedder.embed([query], { priority: 'query' }))
  const semantic = await timeEach(vectors, (vector) => scan.nearest(vector, bounds))
  const keyword = await timeEach(asked, async (query) => byWords(query))
  const share = keyword.map((ms, i) => ms / (hybrid[i] ?? NaN))
  const ranking: number[] = []
  for (const [i, text] of asked.entries()) {
    const vector = must(vectors[i], 'one vector a query')
    const { hits, ...known } = await scan.nearest(vector, bounds)
    const scores = new Map(hits.map((hit) => [hit.chunkId, hit.similarity]))
    const found = { keyword: byWords(text), semantic: scores, embedding: vector, ...known }
    const understood = understandQuery(text)
    const held = shareHeld(understood.words, { countWord, chunks: countChunks(reader) })
    const query = { ...understood, scope: null, countWord, shareHeld: held }
    const started = performance.now()
    rankChunks(reader, found, query).next()
    ranking.push(performance.now() - started)
  }
  return {
    embeddingP50: p50(embedding),
    semanticP50: p50(semantic),
    semanticP95: p95(semantic),
    keywordP50: p50(keyword),
    keywordP95: p95(keyword),
    shareP50: p50(share),
    shareP95: p95(share),
    rankingP50: p50(ranking),
    rankingP95: p95(ranking),
  }
}
