import type { Comparison, RetrievalReport } from '../insight/evaluate-retrieval.ts'
import type { SearchChange } from '../insight/last-change.ts'
import { METRICS, type Scores } from '../insight/metrics.ts'

const NAMES: Readonly<Record<keyof Scores, string>> = {
  ndcg10: 'nDCG@10',
  recall10: 'recall@10',
  recall100: 'recall@100',
  mrr10: 'MRR@10',
  allGold10: 'all-gold@10',
}

/** `nDCG@10       .425   95 %: .391 – .459`, a line a metric. */
export function metricTable(metrics: RetrievalReport['metrics']): string {
  return METRICS.map((metric) => {
    const { mean, low, high } = metrics[metric]
    return `${NAMES[metric].padEnd(13)}${share(mean)}   95 %: ${share(low)} – ${share(high)}`
  }).join('\n')
}

/** `nDCG@10       +.012   95 %: +.004 – +.020   better`, a line a metric. */
export function comparisonTable({ queries, metrics }: Comparison): string {
  const lines = METRICS.map((metric) => {
    const { mean, low, high, verdict } = metrics[metric]
    return `${NAMES[metric].padEnd(13)}${signed(mean)}   95 %: ${signed(low)} – ${signed(high)}   ${verdict}`
  })
  return [`Against the earlier run, on the same ${queries} queries:`, ...lines].join('\n')
}

/** `.425`, `1.000`: scorers' way to write shares. */
function share(value: number): string {
  return value.toFixed(3).replace(/^0/, '')
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${share(Math.abs(value))}`
}

/** Where the first right document stands: `  3.`, or `  –` when it is not among the first hundred. */
export function rankText(firstRank: number | null): string {
  return `${firstRank ?? '–'}${firstRank === null ? ' ' : '.'}`.padStart(4)
}

/** What a change of a model or setting did to the search. */
export function changeText(change: SearchChange | null): string {
  if (change === null) return 'No model or setting that the search depends on was changed yet.'
  const { before, after, changedAt } = change
  const changed = Object.keys({ ...before, ...after })
    .filter((name) => before[name] !== after[name])
    .map((name) => `${name}: ${before[name] ?? 'none'} → ${after[name] ?? 'none'}`)
  return [`${changedAt.slice(0, 16)}  ${changed.join(', ')}`, verdictOf(change)].join('\n')
}

function verdictOf({ state, comparison }: SearchChange): string {
  if (state === 'measuring') return 'It is being measured.'
  if (state === 'unfinished')
    return 'It was not measured to the end. On your questions as they are now: carrel eval retrieval'
  return comparison === null
    ? 'There was no question of yours to measure it on: carrel eval mark "QUESTION" PATH…'
    : comparisonTable(comparison)
}
