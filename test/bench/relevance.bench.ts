/**
 * Fits the probability that a passage has to do with a query (search/relevance.ts) and prints how it holds on sets that it was not fitted
 * on. Each set is asked its own queries and as many of the others: whatever those find is taken for beside the point.
 * Run with `npm run bench relevance`, below CARREL_EVAL_DIR.
 */
import { join } from 'node:path'
import { openEmbedder } from '../../src/main/inference/open-embedder.ts'
import { relevanceOf, UNLIKELY } from '../../src/main/search/relevance.ts'
import { createSearch } from '../../src/main/search/search.ts'
import { fitLogistic, type Example } from '../quality/logistic.ts'
import { collectionOf, openJudgedLibrary } from './judged-library.ts'
import { readBatch } from '../../src/main/commands/read-jsonl.ts'

const FITTED = ['ret-cranfield', 'ret-med', 'ret-time']
const HELD_OUT = ['ret-cisi', 'ret-adi', 'ret-scifact']
const SETS = [...FITTED, ...HELD_OUT]
const QUERIES_A_SET = 60
const HITS = 5

interface Hit {
  readonly cosine: number
  readonly isRelevant: boolean
  readonly isForeign: boolean
}

const folder = process.env['CARREL_EVAL_DIR']
if (folder === undefined) console.log('Skipped: set CARREL_EVAL_DIR.')
else await measure(folder)

async function measure(root: string): Promise<void> {
  await using embedder = await openEmbedder({
    modelFolder: join(import.meta.dirname, '../../models'),
  })
  const bySet = new Map<string, readonly Hit[]>()
  for (const set of SETS) {
    const collection = collectionOf(root, set)
    if (collection === null) continue
    using library = await openJudgedLibrary(collection, embedder)
    const search = createSearch({ reader: library.reader, embedder })
    const hitsOf = async (query: string, relevant: ReadonlyMap<string, number> | undefined) => {
      const asked = {
        query: query.slice(0, 4000),
        limit: HITS,
        mode: 'semantic',
        by: 'document',
      } as const
      const { passages } = await search.search(asked)
      return passages.map(({ semanticScore, externalId = '' }): Hit => {
        const isRelevant = (relevant?.get(externalId) ?? 0) > 0
        return { cosine: semanticScore ?? 0, isRelevant, isForeign: relevant === undefined }
      })
    }
    const hits: Hit[] = []
    for (const { id, text } of library.queries.slice(0, QUERIES_A_SET))
      hits.push(...(await hitsOf(text, library.qrels.get(id))))
    for (const { text } of await queriesOfOthers(root, set))
      hits.push(...(await hitsOf(text, undefined)))
    bySet.set(set, hits)
  }
  const examples = FITTED.flatMap((set) => (bySet.get(set) ?? []).map(toExample))
  const [slope = 0, bias = 0] = fitLogistic(examples, { ridge: 0.0005, signs: [1] })
  console.log(`Fitted here: 1 / (1 + e^(${(-bias).toFixed(2)} − ${slope.toFixed(2)} cosine))`)
  console.table(Object.fromEntries([...bySet].map(([set, hits]) => [set, reliability(hits)])))
}

/** A few of each other set, but for the two about library science, which answer each other's. */
async function queriesOfOthers(root: string, set: string): Promise<{ text: string }[]> {
  const alike = ['ret-cisi', 'ret-adi']
  const others = SETS.filter(
    (other) => other !== set && !(alike.includes(other) && alike.includes(set)),
  )
  const each = Math.ceil(QUERIES_A_SET / others.length)
  const files = others.map((other) => join(root, other, 'queries.jsonl'))
  return (await Promise.all(files.map(readBatch))).flatMap((queries) => queries.slice(-each))
}

function toExample({ cosine, isRelevant }: Hit): Example {
  return { features: [cosine], isPositive: isRelevant, weight: 1 }
}

/** What was promised against what came true, in bands; and how many of either kind are called unlikely. */
function reliability(hits: readonly Hit[]): Record<string, string> {
  const bands = [0, 0.2, 0.4, 0.6, 0.8].map((from) => {
    const within = hits.filter(
      ({ cosine }) => relevanceOf(cosine) >= from && relevanceOf(cosine) < from + 0.2,
    )
    const promised = mean(within.map(({ cosine }) => relevanceOf(cosine)))
    const kept = mean(within.map(({ isRelevant }) => (isRelevant ? 1 : 0)))
    return [
      `${from}–${from + 0.2}`,
      within.length < 10 ? '' : `${promised.toFixed(2)} → ${kept.toFixed(2)}`,
    ]
  })
  const unlikely = (of: (hit: Hit) => boolean): string =>
    mean(hits.filter(of).map(({ cosine }) => (relevanceOf(cosine) < UNLIKELY ? 1 : 0))).toFixed(2)
  return {
    ...Object.fromEntries(bands),
    'unlikely, of others': unlikely(({ isForeign }) => isForeign),
    'unlikely, of right ones': unlikely(({ isRelevant }) => isRelevant),
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / (values.length || 1)
}
