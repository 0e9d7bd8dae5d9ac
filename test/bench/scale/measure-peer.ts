/** The same vectors in another store: `measure-peer.ts FOLDER CHUNKS EXACT NAME`, with the same EXACT queries as the library. Prints figures as JSON. */
import { rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { must } from '../../../src/main/lib/must.ts'
import { openDatabase } from '../../../src/main/store/open.ts'
import { readBase } from './base-texts.ts'
import { BENCH_KEY } from './bench-key.ts'
import { exactNearest } from './exact.ts'
import { p50, p95, recall, timeEach } from './figures.ts'
import { mixChunk } from './mix.ts'
import { openPeer } from './peers.ts'

/** Queries that the library warms up with; the peer with the last of them. */
const LIBRARY_WARM_UP = 60
const WARM_UP = 10
const BATCH = 5000

const [folder = '.', size = '10000', exactQueries = '50', name = ''] = process.argv.slice(2)
const base = readBase(folder)
const home = join(folder, 'peers')
const data = join(home, `${name}-${size}`)
rmSync(data, { recursive: true, force: true })

const peer = await openPeer(name, createRequire(join(home, 'package.json')), data)
const started = performance.now()
for (let from = 0; from < Number(size); from += BATCH) {
  const count = Math.min(BATCH, Number(size) - from)
  await peer.add(
    Array.from({ length: count }, (_, i) => ({
      // Chunk ids of the library count from 1.
      chunkId: from + i + 1,
      vector: mixChunk(base, from + i).vector,
    })),
  )
}
await peer.finish()
const buildSeconds = (performance.now() - started) / 1000

const vectors = base.queryVectors.slice(
  LIBRARY_WARM_UP - WARM_UP,
  LIBRARY_WARM_UP + Number(exactQueries),
)
const found: { readonly chunkId: number }[][] = []
const times = await timeEach(vectors, async (vector) => {
  found.push(await peer.nearest(vector, 10))
})
const rssMb = process.memoryUsage.rss() / 2 ** 20
const database = await openDatabase({ file: join(folder, `${size}.db`), key: BENCH_KEY })
const reader = database.openReader()
const recalls = exactNearest({ folder, size }, reader, vectors.slice(WARM_UP)).map((exact, i) =>
  recall(must(found[WARM_UP + i], 'every query was asked'), exact),
)
database.close()
rmSync(data, { recursive: true, force: true })
console.log(
  JSON.stringify({
    p50: p50(times.slice(WARM_UP)),
    p95: p95(times.slice(WARM_UP)),
    recall: recalls.reduce((sum, value) => sum + value, 0) / recalls.length,
    rssMb,
    buildSeconds,
  }),
)
process.exit(0)
