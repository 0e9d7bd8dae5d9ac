/**
 * How searching grows with the library: `npm run bench scale [CHUNKS…]`, 10,000 when none is named; a million take 8 GB of disk and half an
 * hour to fill. Latency, recall of the semantic part against an exact scan, memory, and the same vectors in other vector stores.
 * `--folder DIR` keeps what was built for the next run, `--exact N` compares N queries with an exact scan (50; each takes seconds at a million,
 * once a folder), `--no-peers` leaves the others out, and `--peer-minutes N` (10) stops one that takes longer at a size.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { prepareBase } from './scale/base-texts.ts'
import { installPeers, peerNames } from './scale/install-peers.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  allowNegative: true,
  options: {
    folder: { type: 'string' },
    exact: { type: 'string', default: '50' },
    peers: { type: 'boolean', default: true },
    'peer-minutes': { type: 'string', default: '10' },
  },
})
const sizes = positionals.length > 0 ? positionals.map(Number) : [10_000]
const folder = values.folder ?? mkdtempSync(join(tmpdir(), 'carrel-scale-'))
mkdirSync(folder, { recursive: true })
await prepareBase(folder, join(import.meta.dirname, '..', '..', 'models'))

console.log(`${availableParallelism()} cores, ${cpus()[0]?.model}`)
const carrel = sizes.map((size) => {
  const { seconds } = run('build-library.ts', size)
  return { chunks: size, ...run('measure-library.ts', size, values.exact), buildSeconds: seconds }
})
console.log(`Carrel (ms): a whole hybrid search, the CPU time of all its threads, its parts, which share of each
query's whole the part by words would be (share), the same search again from memory (again);
recall@10 of the part by meaning against an exact scan; from nothing open to the first search's end (cold)`)
console.table(carrel.map(rounded))
if (values.peers) {
  const installed = installPeers(folder)
  const peers = sizes.flatMap((size) =>
    peerNames
      .filter((name) => installed.has(name))
      .map((name) => ({ chunks: size, store: name, ...runPeer(size, name) })),
  )
  const own = carrel.map(({ chunks, semanticP50, semanticP95, recall, rssMb, buildSeconds }) => ({
    ...{ chunks, store: 'Carrel, with texts', p50: semanticP50, p95: semanticP95, recall, rssMb },
    buildSeconds,
  }))
  console.log('The ten nearest of the same vectors (Carrel: 200), encrypted in Carrel alone')
  console.table([...own, ...peers].map(rounded))
}
if (values.folder === undefined) rmSync(folder, { recursive: true })

/** What a measurement prints; each prints its own. */
type Figures = Partial<
  Record<
    | 'hybridP50'
    | 'hybridP95'
    | 'cpuP50'
    | 'cpuP95'
    | 'againP50'
    | 'rankingP50'
    | 'rankingP95'
    | 'embeddingP50'
    | 'semanticP50'
    | 'semanticP95'
    | 'keywordP50'
    | 'keywordP95'
    | 'shareP50'
    | 'shareP95'
    | 'p50'
    | 'p95'
    | 'recall'
    | 'coldMs'
    | 'rssMb'
    | 'seconds'
    | 'buildSeconds',
    number
  >
>

/** A process for each measurement, so that memory is its own. */
function run(script: string, size: number, ...args: string[]): Figures {
  const path = join(import.meta.dirname, 'scale', script)
  const output = execFileSync(process.execPath, [path, folder, String(size), ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return JSON.parse(output) as Figures
}

/** What a peer did, or why it did not get to the end. */
function runPeer(size: number, name: string): Figures | { readonly stopped: string } {
  const minutes = Number(values['peer-minutes'])
  const script = join(import.meta.dirname, 'scale', 'measure-peer.ts')
  const args = [script, folder, String(size), values.exact, name]
  const { stdout, stderr, signal } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    timeout: minutes * 60_000,
  })
  if (signal === 'SIGTERM') return { stopped: `after ${minutes} minutes` }
  const figures = /^\{.*\}$/m.exec(stdout)
  if (figures !== null) return JSON.parse(figures[0]) as Figures
  return { stopped: /(?:Error|FATAL ERROR): .*/.exec(stderr)?.[0] ?? 'without a word' }
}

function rounded(row: Record<string, number | string | undefined>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'number' ? Number(value.toPrecision(4)) : value,
    ]),
  )
}
