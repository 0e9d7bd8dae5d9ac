import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { Option, type Command } from 'commander'
import { z } from 'zod'
import type { EngineClient } from '../api/connect.ts'
import {
  compareRetrieval,
  evaluateRetrieval,
  type Comparison,
  type JudgedRanking,
  type RetrievalReport,
} from '../insight/evaluate-retrieval.ts'
import { AppError } from '../lib/app-error.ts'
import { evaluateOwn, registerQuestions } from './eval-own.ts'
import { comparisonTable, metricTable } from './print-evaluation.ts'
import { count, duration } from './print.ts'
import { readBatch, type BatchLine } from './read-jsonl.ts'
import { readQrels } from './read-qrels.ts'
import type { ExitCode, Run, Session } from './session.ts'

interface EvalOptions {
  readonly docs?: string
  readonly queries?: string
  readonly qrels?: string
  readonly save?: string
  readonly mode: 'hybrid' | 'semantic' | 'keyword'
  readonly against?: string
}

/** `carrel eval`: how good the search is, measured on judged questions. */
export function registerEval(program: Command, run: Run): void {
  const evaluation = program.command('eval').description('Measure how good the search is')
  registerQuestions(evaluation, run)
  evaluation
    .command('retrieval')
    .description('score the search on queries whose right documents are known')
    .option('--docs <path>', 'what to search: a .jsonl collection, a file or a folder')
    .option('--queries <file>', 'a .jsonl file of queries: {"id","text"} a line; needs --qrels')
    .option('--qrels <file>', 'the right documents: "query document grade" a line, by tabs')
    .addOption(
      new Option('--mode <mode>', 'by meaning, by words, or both')
        .choices(['hybrid', 'semantic', 'keyword'])
        .default('hybrid'),
    )
    .option('--save <name>', 'of your own questions: keep the result under this name')
    .option(
      '--against <name-or-file>',
      'says whether this is better: than a result that was kept, or what a run with --queries printed with --json',
    )
    .addHelpText('after', help)
    .action((options: EvalOptions) => {
      const isNamed = program.getOptionValueSource('workspace') === 'cli'
      return run((session) => start(session, options, isNamed))
    })
}

const help = `
Without --queries it asks the questions whose right documents you told: in the window by rating answers as good or marking
documents, here with "carrel eval mark". The same is run by itself before and after each change of a model or of a setting that
the search depends on: "carrel eval change" says what came of it.

With --queries and --qrels it is any collection. The documents go into a library of their own that is deleted afterwards; with --workspace they go into that library and stay, so
that the next run need not read them again. Without --docs the library is searched as it is. A document's id is
that of its record in a .jsonl file, else its path or file name. Queries without a right document are passed over,
and so are judgements of queries that --queries does not have.

With --json:
  {"queries","documents","mode","metrics":{"ndcg10","recall10","recall100","mrr10","allGold10"},"perQuery":{id:{…}},
   "ms":{"index","search":{"p50","p95"}},"against"?:{"queries","metrics"}}
  of your own questions {"queries","mode","setup","metrics","perQuestion":[{"questionId","question","scores","firstRank"}],
   "skipped","against"}; skipped counts questions whose documents were removed.
allGold10 is the share of queries with every right document among the first ten. Each metric is {"mean","low","high"}, low to high being its 95 % bootstrap interval. ndcg10 has gains of 2^grade - 1.
against has the mean differences query by query, each with a "verdict": "better", "worse" or "no difference".`

interface Outcome {
  readonly rankings: readonly JudgedRanking[]
  readonly documents: number
  readonly ms: {
    readonly index: number
    readonly search: { readonly p50: number; readonly p95: number }
  }
}

async function start(session: Session, options: EvalOptions, isNamed: boolean): Promise<ExitCode> {
  const { docs, queries, qrels, save } = options
  if (queries === undefined && qrels === undefined && docs === undefined)
    return evaluateOwn(session, options)
  if (queries === undefined || qrels === undefined)
    throw new AppError(
      'bad-input',
      'A collection needs its queries and their right documents.',
      'Give --queries and --qrels; without both, your own questions are asked.',
    )
  if (save !== undefined)
    throw new AppError(
      'bad-input',
      '--save keeps results of your own questions only.',
      'Write what --json prints into a file instead; --against takes it.',
    )
  return evaluate(session, { ...options, queries, qrels }, isNamed)
}

async function evaluate(
  session: Session,
  options: EvalOptions & { readonly queries: string; readonly qrels: string },
  isNamed: boolean,
): Promise<ExitCode> {
  const { docs, mode } = options
  if (docs !== undefined && !existsSync(docs))
    throw new AppError('not-found', `"${docs}" is not there.`, 'Check the path.')
  const qrels = await readQrels(options.qrels)
  const queries = (await readBatch(options.queries)).filter(({ id }) => qrels.has(id))
  if (queries.length === 0)
    throw new AppError('bad-input', 'No query has a judgement.', 'Do the ids fit each other?')
  const earlier = options.against === undefined ? null : await readReport(options.against)
  const judgedIds = new Set([...qrels.values()].flatMap((judged) => [...judged.keys()]))
  const work = (client: EngineClient) =>
    runQueries(session, client, { docs, mode, queries, judgedIds })
  const { rankings, documents, ms } =
    docs === undefined || isNamed
      ? await work(await session.client())
      : await inTemporaryLibrary(session, work)
  const asked = new Set(queries.map(({ id }) => id))
  const report = evaluateRetrieval(rankings, new Map([...qrels].filter(([id]) => asked.has(id))))
  const against = earlier && compareRetrieval(earlier, report.perQuery)
  if (session.json)
    session.out(JSON.stringify({ documents, mode, ...report, ms, ...(against ? { against } : {}) }))
  else printReport(session, report, against)
  if (report.metrics.recall100.high === 0)
    session.note('No right document was found at all: do the ids of --qrels fit the documents?')
  if (!session.json)
    session.note(
      `${report.queries} queries, ${count(documents, 'document')}, ${mode}; ` +
        `a search took ${duration(ms.search.p50)}, 95 % within ${duration(ms.search.p95)}`,
    )
  return 0
}

function printReport(session: Session, report: RetrievalReport, against: Comparison | null): void {
  session.out(metricTable(report.metrics))
  if (against) session.out(`\n${comparisonTable(against)}`)
}

/** A library that nobody else sees, under a key that nobody keeps. */
async function inTemporaryLibrary<T>(
  { places }: Session,
  work: (client: EngineClient) => Promise<T>,
): Promise<T> {
  const { openEngine } = await import('../engine.ts')
  const dataFolder = await mkdtemp(join(tmpdir(), 'carrel-eval-'))
  try {
    await using engine = await openEngine({
      dataFolder,
      workspace: 'default',
      modelFolder: places.modelFolder,
      environmentKey: randomBytes(32).toString('hex'),
      openPath: async () => undefined,
    })
    return await work(engine.client)
  } finally {
    await rm(dataFolder, { recursive: true, force: true })
  }
}

interface Questions {
  readonly docs: string | undefined
  readonly mode: EvalOptions['mode']
  readonly queries: readonly BatchLine[]
  readonly judgedIds: ReadonlySet<string>
}

/** Deep enough for recall@100. */
const DEPTH = 100
/** The contract takes no more; the embedder reads no further anyway. */
const MAX_QUERY_CHARACTERS = 4000

async function runQueries(
  session: Session,
  client: EngineClient,
  { docs, mode, queries, judgedIds }: Questions,
): Promise<Outcome> {
  const startedMs = performance.now()
  if (docs !== undefined) await addAll(session, client, resolve(docs))
  const index = performance.now() - startedMs
  const { indexed } = await client.library.status()
  if (indexed === 0)
    throw new AppError('not-found', 'There is no document to search.', 'Say which: --docs PATH')
  const scope = docs === undefined ? undefined : `${escapeGlob(resolve(docs))}*`
  const rankings: JudgedRanking[] = []
  const spent: number[] = []
  for (const { id, text } of queries) {
    session.signal.throwIfAborted()
    const query = text.slice(0, MAX_QUERY_CHARACTERS)
    const { hits, ms } = await client.search.passages(
      { query, by: 'document', limit: DEPTH, mode, scope },
      { signal: session.signal },
    )
    spent.push(ms)
    const idOf = ({ externalId, path }: { externalId?: string | undefined; path: string }) =>
      externalId ?? (judgedIds.has(path) ? path : basename(path))
    rankings.push({ queryId: id, ranking: hits.map(idOf) })
  }
  const at = (share: number) =>
    Math.round(spent.toSorted((a, b) => a - b)[Math.floor(share * (spent.length - 1))] ?? 0)
  const ms = { index: Math.round(index), search: { p50: at(0.5), p95: at(0.95) } }
  return { rankings, documents: indexed, ms }
}

async function addAll(session: Session, client: EngineClient, path: string): Promise<void> {
  session.note(`Reading ${basename(path)} …`)
  for await (const event of await client.library.add({ paths: [path] }, { signal: session.signal }))
    if (event.kind === 'summary' && event.failed > 0)
      session.note(`${count(event.failed, 'document')} could not be read.`)
}

const escapeGlob = (path: string): string => path.replaceAll(/[*?[]/g, '[$&]')

const Scored = z.object({
  ndcg10: z.number(),
  recall10: z.number(),
  recall100: z.number(),
  mrr10: z.number(),
  allGold10: z.number(),
})
const Report = z.object({ perQuery: z.record(z.string(), Scored) })

async function readReport(file: string): Promise<RetrievalReport['perQuery']> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new AppError('not-found', `"${file}" cannot be read.`, 'Check the path.', { cause })
  })
  try {
    return Report.parse(JSON.parse(text)).perQuery
  } catch (cause) {
    const hint = 'Keep what carrel eval retrieval --json prints.'
    throw new AppError('bad-input', `"${file}" is no earlier result.`, hint, { cause })
  }
}
