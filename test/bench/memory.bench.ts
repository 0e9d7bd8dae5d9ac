/**
 * Whether memory stays flat while a library grows: the most that the engine's process held (threads included), and its child processes
 * together, while it imports 1,000 and N texts of a sentence or two, each in a fresh process and library.
 * Run with `npm run bench memory [N]`; N is 10,000, at most 50,000, which takes some eight minutes. Child processes are looked at with
 * `ps`, every half second.
 */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { childrenMb } from './memory/children-memory.ts'
import { writeProse } from './embedding-prose.ts'

const FEW = 1000
const MANY = Math.min(50_000, Number(process.argv[2] ?? 10_000))
/** Letters of a text, at least: what grows with documents shows sooner when little of the time is spent on embedding. */
const SHORT = 60
const LOOK_EVERY_MS = 500
/** Growth from FEW to MANY that counts as flat. */
const FLAT = 1.3

interface Run {
  readonly documents: number
  readonly chunks: number
  readonly seconds: number
  readonly peakMb: number
  /** Of the peak, JavaScript's heap of the main thread with its garbage, which V8 collects as late as it likes. */
  readonly heapMb: number
  /** What JavaScript's heap of the main thread still held after collecting. */
  readonly keptMb: number
  readonly childrenMb: number | null
}

const few = await importMany(FEW)
const many = await importMany(MANY)
console.table([few, many].map(toRow))
const ratio = many.peakMb / few.peakMb
console.log(`peak ratio         ${ratio.toFixed(2)} (flat: up to ${FLAT})`)
console.log(`growth a document  ${growth('peakMb')} kB of memory, ${growth('keptMb')} kB of heap`)

async function importMany(count: number): Promise<Run> {
  const folder = await mkdtemp(join(tmpdir(), 'carrel-bench-'))
  const files = join(folder, 'files')
  await mkdir(files)
  for (const [index, text] of writeProse(count, ({ length }) => length > SHORT).entries())
    await writeFile(join(files, `${index}.txt`), `Report ${index}. ${text}`)
  try {
    return await measure([files, join(folder, 'data')])
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function measure(args: readonly string[]): Promise<Run> {
  const script = join(import.meta.dirname, 'memory', 'import-folder.ts')
  const ended = Promise.withResolvers<string>()
  // The first two as `npm run carrel` and `npm start` run the engine.
  const flags = ['--max-semi-space-size=16', '--heap-growing-percent=50', '--expose-gc']
  const engine = execFile(process.execPath, [...flags, script, ...args], (error, stdout) =>
    error === null ? ended.resolve(stdout) : ended.reject(error),
  )
  let peak: number | null = null
  const looking = setInterval(() => {
    void childrenMb(engine.pid ?? 0).then((now) => {
      if (now !== null) peak = Math.max(peak ?? 0, now)
    })
  }, LOOK_EVERY_MS)
  const stdout = await ended.promise.finally(() => clearInterval(looking))
  return { ...(JSON.parse(stdout) as Omit<Run, 'childrenMb'>), childrenMb: peak }
}

function toRow(run: Run): Record<string, string | number> {
  return {
    documents: run.documents,
    chunks: run.chunks,
    'documents/s': Math.round(run.documents / run.seconds),
    'engine peak MB': Math.round(run.peakMb),
    'heap then MB': Math.round(run.heapMb),
    'heap after MB': Math.round(run.keptMb),
    'children peak MB': run.childrenMb === null ? 'no ps' : Math.round(run.childrenMb),
  }
}

/** Kilobytes for each document beyond FEW. */
function growth(figure: 'peakMb' | 'keptMb'): string {
  return (((many[figure] - few[figure]) * 1024) / (MANY - FEW)).toFixed(1)
}
