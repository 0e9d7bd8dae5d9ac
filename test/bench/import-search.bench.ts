/**
 * How much an import slows down searches: the same searches in a library at rest and while as many documents again come in, in one run,
 * and the factor between them. Run with `npm run bench import-search [RECORDS]`; records and questions are those of CARREL_EVAL_DIR's
 * ret-scifact where it is set, else generated.
 */
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { openEngine, type Engine } from '../../src/main/engine.ts'
import { writeProse } from './embedding-prose.ts'

const RECORDS = Number(process.argv[2] ?? 400)
/** Each is asked once at rest and once beside the import: what was asked before is remembered until the library changes. */
const QUESTIONS = 60
/** Between two searches, as of somebody who types fast; the import works meanwhile. */
const REST_MS = 100

const folder = await mkdtemp(join(tmpdir(), 'carrel-bench-'))
const lines = records(2 * RECORDS)
const questions = texts()
const [first, second] = [lines.slice(0, RECORDS), lines.slice(RECORDS)]
await writeFile(join(folder, 'first.jsonl'), first.join('\n'))
await writeFile(join(folder, 'second.jsonl'), second.join('\n'))

const engine = await openEngine({
  dataFolder: join(folder, 'data'),
  workspace: 'bench',
  modelFolder: join(import.meta.dirname, '..', '..', 'models'),
  environmentKey: '5ec2e7'.padEnd(64, '0'),
  openPath: async () => undefined,
})
await importFile(engine, 'first.jsonl')
await searchAll(engine, ['warm up'])
const idle = await searchAll(engine, questions)
const importing = { isOver: false }
const imported = importFile(engine, 'second.jsonl').finally(() => (importing.isOver = true))
await delay(2000)
const beside = await searchAll(engine, questions, () => importing.isOver)
await imported
await engine.close()
await rm(folder, { recursive: true })

console.log(`${RECORDS} records, then as many more; ${availableParallelism()} cores`)
console.log(`at rest            ${figures(idle)}`)
console.log(`during an import   ${figures(beside)}`)
console.log(
  `factor             p50 ${factor(0.5)}, p95 ${factor(0.95)}, over ${beside.length} searches`,
)

async function importFile({ client }: Engine, name: string): Promise<void> {
  for await (const event of await client.library.add({ paths: [join(folder, name)] }))
    if (event.kind === 'summary' && event.failed > 0) throw new Error('A record could not be read.')
}

/** Milliseconds that each search took; ends early when `isOver`. */
async function searchAll(
  { client }: Engine,
  queries: readonly string[],
  isOver: () => boolean = () => false,
): Promise<number[]> {
  const times: number[] = []
  for (const query of queries) {
    await delay(REST_MS)
    if (isOver()) break
    const started = performance.now()
    await client.search.passages({ query })
    times.push(performance.now() - started)
  }
  return times
}

function records(count: number): string[] {
  const file = join(process.env['CARREL_EVAL_DIR'] ?? '', 'ret-scifact', 'docs.jsonl')
  if (process.env['CARREL_EVAL_DIR'] !== undefined && existsSync(file))
    return readFileSync(file, 'utf8').split('\n').slice(0, count)
  return writeProse(count, (text) => text.length > 1200).map((text, index) =>
    JSON.stringify({ id: `generated ${index}`, title: `Text ${index}`, text }),
  )
}

/** Questions of the data set, else first sentences of the records. */
function texts(): string[] {
  const file = join(process.env['CARREL_EVAL_DIR'] ?? '', 'ret-scifact', 'queries.jsonl')
  const source =
    process.env['CARREL_EVAL_DIR'] !== undefined && existsSync(file)
      ? readFileSync(file, 'utf8').split('\n')
      : lines
  return source
    .slice(0, QUESTIONS)
    .map((line) => (JSON.parse(line) as { readonly text: string }).text.slice(0, 120))
}

function figures(times: readonly number[]): string {
  return `p50 ${quantile(times, 0.5).toFixed(0)} ms, p95 ${quantile(times, 0.95).toFixed(0)} ms`
}

function factor(share: number): string {
  return (quantile(beside, share) / quantile(idle, share)).toFixed(1)
}

function quantile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
}
