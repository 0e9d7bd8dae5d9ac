/**
 * How much an import slows down searches: in turns, searches in a library at rest and beside an import, in one run, and the factor between
 * them. Run with `npm run bench import-search [RECORDS]`; records and questions are those of CARREL_EVAL_DIR's ret-scifact where it is
 * set, else generated.
 */
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { openEngine, type Engine } from '../../src/main/engine.ts'
import { writeProse } from './embedding-prose.ts'

/** Of each import. */
const RECORDS = Number(process.argv[2] ?? 300)
/** Whatever else the machine does hits both kinds alike. */
const ROUNDS = 3
/** At rest in each round; beside the import as many as it has time for. None is asked twice: what was asked before is remembered. */
const QUESTIONS = 50
/** Between two searches, as of somebody who types fast; the import works meanwhile. */
const REST_MS = 100

const folder = await mkdtemp(join(tmpdir(), 'carrel-bench-'))
const lines = records((ROUNDS + 1) * RECORDS)
const questions = texts()
for (let part = 0; part <= ROUNDS; part++)
  await writeFile(
    join(folder, `${part}.jsonl`),
    lines.slice(part * RECORDS, (part + 1) * RECORDS).join('\n'),
  )

const engine = await openEngine({
  dataFolder: join(folder, 'data'),
  workspace: 'bench',
  modelFolder: join(import.meta.dirname, '..', '..', 'models'),
  environmentKey: '5ec2e7'.padEnd(64, '0'),
  openPath: async () => undefined,
})
await importFile(engine, '0.jsonl')
await searchAll(engine, { most: 5 })
const idle: number[] = []
const beside: number[] = []
for (let round = 1; round <= ROUNDS; round++) {
  idle.push(...(await searchAll(engine, { most: QUESTIONS })))
  const importing = { isOver: false }
  const imported = importFile(engine, `${round}.jsonl`).finally(() => (importing.isOver = true))
  beside.push(...(await searchAll(engine, { isOver: () => importing.isOver })))
  await imported
}
await engine.close()
await rm(folder, { recursive: true })

console.log(
  `${RECORDS} records, then ${ROUNDS} times as many more; ${availableParallelism()} cores`,
)
console.log(`at rest            ${figures(idle)}`)
console.log(`during an import   ${figures(beside)}`)
console.log(`factor             p50 ${factor(0.5)}, p95 ${factor(0.95)}`)

async function importFile({ client }: Engine, name: string): Promise<void> {
  for await (const event of await client.library.add({ paths: [join(folder, name)] }))
    if (event.kind === 'summary' && event.failed > 0) throw new Error('A record could not be read.')
}

/** Milliseconds that each search took, of `most` questions or until it `isOver`. */
async function searchAll(
  { client }: Engine,
  { most = Infinity, isOver = () => false }: { most?: number; isOver?: () => boolean },
): Promise<number[]> {
  const times: number[] = []
  while (times.length < most) {
    await delay(REST_MS)
    const query = questions.pop()
    if (isOver() || query === undefined) break
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
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { readonly text: string }).text.slice(0, 120))
}

function figures(times: readonly number[]): string {
  return `p50 ${quantile(times, 0.5).toFixed(0)} ms, p95 ${quantile(times, 0.95).toFixed(0)} ms, ${times.length} searches`
}

function factor(share: number): string {
  return (quantile(beside, share) / quantile(idle, share)).toFixed(1)
}

function quantile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
}
