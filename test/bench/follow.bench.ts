/**
 * What a language model does for searches: scores with its help less those without, question by question, on judged sets below
 * CARREL_EVAL_DIR. Run with `npm run bench follow [SET…] -- --model FILE.gguf [--replies CACHE.jsonl] [--parts]`. Replies are kept in the file,
 * so that a second run needs no model. With `--parts` the model reads no passage and takes questions apart, as a provider's does. Prompt and
 * places were chosen on qa-musique, first on its questions with an even number and then in view of all.
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openEmbedder } from '../../src/main/inference/open-embedder.ts'
import { openLocalModel } from '../../src/main/inference/open-local-model.ts'
import { recall, scoreRanking } from '../../src/main/insight/metrics.ts'
import { must } from '../../src/main/lib/must.ts'
import type { SearchHelp } from '../../src/main/search/extend.ts'
import { createSearch } from '../../src/main/search/search.ts'
import { collectionOf, openJudgedLibrary, type JudgedLibrary } from './judged-library.ts'
import { replayedModel, type ReplayedModel } from './replayed-model.ts'

const SETS = ['cranfield', 'cisi', 'med', 'time', 'scifact'].map((name) => `ret-${name}`)
const SETS_OF_HOPS = ['qa-musique', 'qa-hotpotqa-train100']
/** Its other half stays unlooked-at. */
const HALVED = 'ret-scifact'
/** The default of the setting `reformulateMs`. */
const BUDGET_MS = 5000
/** Opens at once: what a reply took is known by itself. */
const PATIENT_MS = 600_000

type Row = Record<string, number | string>

const folder = process.env['CARREL_EVAL_DIR']
if (folder === undefined) console.log('Skipped: set CARREL_EVAL_DIR.')
else await measure(folder)

async function measure(root: string): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      model: { type: 'string' },
      replies: { type: 'string' },
      parts: { type: 'boolean', default: false },
    },
  })
  const local = values.model === undefined ? null : await openLocalModel(values.model)
  await using model = replayedModel(values.replies ?? null, local)
  await using embedder = await openEmbedder({
    modelFolder: join(import.meta.dirname, '../../models'),
  })
  const rows: Record<string, Row> = {}
  for (const set of positionals.length > 0 ? positionals : [...SETS, ...SETS_OF_HOPS]) {
    const collection = collectionOf(root, set)
    if (collection === null) continue
    using library = await openJudgedLibrary(collection, embedder)
    const help = helpOf(model, !values.parts)
    const scored = await scoreAll(library, { set, model, embedder, help })
    for (const [half, some] of halvesOf(set, scored)) rows[`${set}${half}`] = rowOf(some)
  }
  console.table(rows)
}

function helpOf(model: ReplayedModel, mayRead: boolean): SearchHelp {
  return {
    isOn: () => true,
    reformulating: () => ({
      open: async () => model,
      budgetMs: PATIENT_MS,
      giveUp: () => undefined,
      mayRead,
    }),
    crossEncoder: () => null,
  }
}

interface Scored {
  readonly plain: number
  readonly helped: number
  /** Of replies within the budget alone. */
  readonly inTime: number
  /** What the reply took; null where the file has none; undefined where none was asked for. */
  readonly ms: number | null | undefined
}

async function scoreAll(
  { reader, queries, qrels }: JudgedLibrary,
  {
    set,
    model,
    embedder,
    help,
  }: {
    set: string
    model: ReplayedModel
    embedder: Parameters<typeof createSearch>[0]['embedder']
    help: SearchHelp
  },
): Promise<Scored[]> {
  const [plain, helped] = [
    createSearch({ reader, embedder }),
    createSearch({ reader, embedder, help }),
  ]
  const scored: Scored[] = []
  for (const { id, text } of queries.filter((_, index) => set !== HALVED || index % 2 === 0)) {
    const judged = must(qrels.get(id), 'only judged queries are kept')
    const score = async (search: typeof plain): Promise<number> => {
      const asked = {
        query: text.slice(0, 4000),
        limit: 10,
        mode: 'hybrid',
        by: 'document',
      } as const
      const { passages } = await search.search(asked)
      const documents = passages.flatMap(({ externalId }) => externalId ?? [])
      if (!SETS_OF_HOPS.includes(set)) return scoreRanking(documents, judged).ndcg10
      return recall(documents, judged, 10) === 1 ? 1 : 0
    }
    const before = new Set(model.times.keys())
    const patient = await score(helped)
    const ms = [...model.times].find(([key]) => !before.has(key))?.[1]
    model.patienceMs = BUDGET_MS
    const inTime = ms === undefined ? patient : await score(helped)
    model.patienceMs = Infinity
    scored.push({ plain: await score(plain), helped: patient, inTime, ms })
  }
  return scored
}

function halvesOf(set: string, scored: readonly Scored[]): [string, readonly Scored[]][] {
  if (set !== 'qa-musique') return [['', scored]]
  const half = (rest: number): Scored[] => scored.filter((_, index) => index % 2 === rest)
  return [
    ['', scored],
    [' even', half(0)],
    [' odd', half(1)],
  ]
}

function rowOf(scored: readonly Scored[]): Row {
  const asked = scored.filter(({ ms }) => ms !== undefined)
  const times = asked.flatMap(({ ms }) => ms ?? []).toSorted((a, b) => a - b)
  const differences = scored.map(({ plain, helped }) => helped - plain)
  return {
    queries: scored.length,
    asked: asked.length,
    'no reply kept': asked.length - times.length,
    'ms (median)': times[Math.floor(times.length / 2)] ?? '',
    'in time': times.filter((ms) => ms <= BUDGET_MS).length,
    plain: mean(scored.map(({ plain }) => plain)).toFixed(3),
    difference: withError(differences),
    'in time only': withError(scored.map(({ plain, inTime }) => inTime - plain)),
    better: differences.filter((difference) => difference > 0).length,
    worse: differences.filter((difference) => difference < 0).length,
  }
}

/** A paired difference and its standard error. */
function withError(differences: readonly number[]): string {
  const middle = mean(differences)
  const spread = mean(differences.map((each) => (each - middle) ** 2))
  const error = Math.sqrt(spread / Math.max(1, differences.length - 1))
  return `${middle < 0 ? '−' : '+'}${Math.abs(middle).toFixed(3)} ± ${error.toFixed(3)}`
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}
