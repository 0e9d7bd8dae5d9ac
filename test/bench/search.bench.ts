/**
 * What each step of the ranking adds: nDCG@10 by document on judged sets below CARREL_EVAL_DIR; and, on questions of several hops, how
 * often all documents that they need are among the first ten. Run with `npm run bench search [SET…]`; the first run embeds the sets, the
 * next ones only the queries. Weights were chosen on all sets but the second half of ret-scifact's queries, which has a column of its own.
 */
import { join } from 'node:path'
import { openEmbedder } from '../../src/main/inference/open-embedder.ts'
import { estimateMean } from '../../src/main/insight/confidence.ts'
import { recall, scoreRanking, type Judgements } from '../../src/main/insight/metrics.ts'
import { must } from '../../src/main/lib/must.ts'
import { createSearch } from '../../src/main/search/search.ts'
import { findCandidates, STEPS } from './ranking-steps.ts'
import { collectionOf, openJudgedLibrary } from './judged-library.ts'
import { openPlainHybrid } from './plain-hybrid.ts'

const SETS = ['ret-cranfield', 'ret-cisi', 'ret-med', 'ret-time', 'ret-adi', 'ret-scifact']
const SETS_OF_HOPS = ['qa-musique', 'qa-hotpotqa-train100']
const HELD_OUT = 'ret-scifact'

/** Values by step, then by column. */
type Table = Map<string, Map<string, number[]>>

const folder = process.env['CARREL_EVAL_DIR']
const asked = process.argv.slice(2)
if (folder === undefined) console.log('Skipped: set CARREL_EVAL_DIR.')
else await measure(folder, asked.length > 0 ? asked : [...SETS, ...SETS_OF_HOPS])

async function measure(root: string, sets: readonly string[]): Promise<void> {
  await using embedder = await openEmbedder({
    modelFolder: join(import.meta.dirname, '../../models'),
  })
  const [ranked, hops]: [Table, Table] = [new Map(), new Map()]
  for (const set of sets) {
    const collection = collectionOf(root, set)
    if (collection === null) continue
    using library = await openJudgedLibrary(collection, embedder)
    const plain = await openPlainHybrid(collection, embedder)
    const search = createSearch({ reader: library.reader, embedder })
    const isOfHops = SETS_OF_HOPS.includes(set)
    const [table, scoreOf] = isOfHops ? [hops, allFound] : [ranked, ndcg10]
    for (const [index, { id, text }] of library.queries.entries()) {
      const judged = must(library.qrels.get(id), 'only judged queries are kept')
      const query = text.slice(0, 4000)
      const column = set === HELD_OUT && index % 2 === 1 ? `${set} (held out)` : set
      const note = (step: string, documents: readonly string[]): void =>
        add(table, { step, column, value: scoreOf(documents, judged) })
      const found = await findCandidates(library, query, embedder)
      note('plain hybrid of whole documents', plain(query, found.embedding))
      for (const [step, rank] of STEPS) note(step, library.documentsOf(rank(found)))
      note('the whole search', await wholeSearch(search, query, 100))
      note('the whole search, asked for ten', await wholeSearch(search, query, 10))
    }
    console.log(`${set}: ${library.queries.length} queries`)
  }
  print('nDCG@10 (95 % interval)', ranked)
  print('All documents of a question among the first ten', hops)
}

async function wholeSearch(
  search: ReturnType<typeof createSearch>,
  query: string,
  limit: number,
): Promise<string[]> {
  const { passages } = await search.search({ query, limit, mode: 'hybrid', by: 'document' })
  return passages.flatMap(({ externalId }) => externalId ?? [])
}

function ndcg10(documents: readonly string[], judged: Judgements): number {
  return scoreRanking(documents, judged).ndcg10
}

/** 1 when all right documents are among the first ten, or else 0. */
function allFound(documents: readonly string[], judged: Judgements): number {
  return recall(documents, judged, 10) === 1 ? 1 : 0
}

function add(
  table: Table,
  { step, column, value }: { step: string; column: string; value: number },
): void {
  const row = table.get(step) ?? new Map<string, number[]>()
  table.set(step, row.set(column, [...(row.get(column) ?? []), value]))
}

function print(title: string, table: Table): void {
  if (table.size === 0) return
  console.log(title)
  const cell = (values: readonly number[]): string => {
    const { mean, low, high } = estimateMean(values)
    return `${mean.toFixed(3)} (${low.toFixed(2)}–${high.toFixed(2)})`
  }
  const rows = [...table].map(([step, columns]) => [
    step,
    Object.fromEntries(
      [...columns].map(([set, values]) => [set.replace(/^(ret|qa)-/, ''), cell(values)]),
    ),
  ])
  console.table(Object.fromEntries(rows))
}
