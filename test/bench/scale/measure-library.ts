/** Searches a built library: `measure-library.ts FOLDER CHUNKS`. Prints figures as JSON. */
import { join } from 'node:path'
import type { Embedder } from '../../../src/main/inference/embedder.ts'
import { openEmbedder } from '../../../src/main/inference/open-embedder.ts'
import { must } from '../../../src/main/lib/must.ts'
import { findByKeyword } from '../../../src/main/search/find-candidates.ts'
import { createSearch } from '../../../src/main/search/search.ts'
import { understandQuery } from '../../../src/main/search/understand-query.ts'
import { withinTime } from '../../../src/main/search/within-time.ts'
import { createWordCounts } from '../../../src/main/search/word-counts.ts'
import { openVectorScan } from '../../../src/main/search/vector-scan.ts'
import { openDatabase } from '../../../src/main/store/open.ts'
import { matchVectors } from '../../../src/main/store/vector-index.ts'
import { readBase } from './base-texts.ts'
import { BENCH_KEY } from './bench-key.ts'
import { p50, p95, recall, timeEach } from './figures.ts'

const WARM_UP = 30
const QUERIES = 200
/** An exact scan of a million vectors takes half a second and more. */
const RECALL_QUERIES = 50

const [folder = '.', size = '10000'] = process.argv.slice(2)
const { queries, queryVectors } = readBase(folder)
const modelFolder = join(import.meta.dirname, '..', '..', '..', 'models')
const embedder: Embedder = await openEmbedder({ modelFolder })
await embedder.embed(['warm up'])

const opening = performance.now()
const database = await openDatabase({ file: join(folder, `${size}.db`), key: BENCH_KEY })
const reader = database.openReader()
const vectorScan = openVectorScan(database)
const { search } = createSearch({ reader, embedder, vectorScan })
const ask = (query: string): Promise<unknown> => search({ query, limit: 10, mode: 'hybrid' })
await ask(must(queries[0], 'the base has queries'))
const coldMs = performance.now() - opening

for (const query of queries.slice(0, WARM_UP)) await ask(query)
const asked = queries.slice(WARM_UP, WARM_UP + QUERIES)
const vectors = queryVectors.slice(WARM_UP, WARM_UP + QUERIES)
const bounds = { limit: 200, scope: null }
const countWord = createWordCounts(reader)
const byWords = (query: string): unknown =>
  findByKeyword(reader, withinTime(understandQuery(query), countWord), bounds)
for (const query of queries) byWords(query)
const hybrid = await timeEach(asked, ask)
const rssMb = process.memoryUsage.rss() / 2 ** 20
const embedding = await timeEach(asked, (query) => embedder.embed([query], { priority: 'query' }))
const semantic = await timeEach(vectors, (vector) => vectorScan.nearest(vector, bounds))
const keyword = await timeEach(asked, async (query) => byWords(query))
const recalls: number[] = []
for (const vector of vectors.slice(0, RECALL_QUERIES)) {
  const top = { limit: 10, scope: null }
  const { hits } = await vectorScan.nearest(vector, top)
  recalls.push(recall(hits, matchVectors(reader, vector, top)))
}
await vectorScan[Symbol.asyncDispose]()
await embedder[Symbol.asyncDispose]()
database.close()
console.log(
  JSON.stringify({
    hybridP50: p50(hybrid),
    hybridP95: p95(hybrid),
    embeddingP50: p50(embedding),
    semanticP50: p50(semantic),
    semanticP95: p95(semantic),
    keywordP50: p50(keyword),
    keywordP95: p95(keyword),
    recall: recalls.reduce((sum, value) => sum + value, 0) / recalls.length,
    coldMs,
    rssMb,
  }),
)
