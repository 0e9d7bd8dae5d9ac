import { estimateMean, type Estimate } from './confidence.ts'
import { METRICS, scoreRanking, type Judgements, type Scores } from './metrics.ts'

/** The right documents of each query, by query id. */
export type Qrels = ReadonlyMap<string, Judgements>

export interface JudgedRanking {
  readonly queryId: string
  /** Document ids, best first. */
  readonly ranking: readonly string[]
}

export interface RetrievalReport {
  readonly queries: number
  readonly metrics: Readonly<Record<keyof Scores, Estimate>>
  /** What each query scored, to find those that fail and to compare two runs query by query. */
  readonly perQuery: Readonly<Record<string, Scores>>
}

/** Scores rankings against judgements. A judged query without a ranking found nothing and scores 0; unjudged ones are left out. */
export function evaluateRetrieval(
  rankings: readonly JudgedRanking[],
  qrels: Qrels,
): RetrievalReport {
  const found = new Map(rankings.map(({ queryId, ranking }) => [queryId, ranking]))
  const scored = [...qrels].map(
    ([queryId, judged]) => [queryId, scoreRanking(found.get(queryId) ?? [], judged)] as const,
  )
  const perQuery = Object.fromEntries(scored)
  return { queries: scored.length, metrics: summarise(perQuery), perQuery }
}

/** The mean of each metric over queries. */
export function summarise(perQuery: RetrievalReport['perQuery']): RetrievalReport['metrics'] {
  const scored = Object.values(perQuery)
  const estimate = (metric: keyof Scores): Estimate =>
    estimateMean(scored.map((scores) => scores[metric]))
  return {
    ndcg10: estimate('ndcg10'),
    recall10: estimate('recall10'),
    recall100: estimate('recall100'),
    mrr10: estimate('mrr10'),
    allGold10: estimate('allGold10'),
  }
}

export type Verdict = 'better' | 'worse' | 'no difference'

/** How a run differs from an earlier one on the queries that both answered. */
export interface Comparison {
  readonly queries: number
  /** The mean difference, query by query; the verdict needs its whole interval on one side of 0. */
  readonly metrics: Readonly<Record<keyof Scores, Estimate & { readonly verdict: Verdict }>>
}

/** Compares two runs query by query, which tells small changes from chance far earlier than comparing two means. */
export function compareRetrieval(
  before: RetrievalReport['perQuery'],
  after: RetrievalReport['perQuery'],
): Comparison {
  const pairs = Object.entries(after).flatMap(([queryId, scores]) => {
    const earlier = before[queryId]
    return earlier === undefined ? [] : [{ earlier, scores }]
  })
  const differences = METRICS.map((metric) => {
    const estimate = estimateMean(
      pairs.map(({ earlier, scores }) => scores[metric] - earlier[metric]),
    )
    return [metric, { ...estimate, verdict: verdictOf(estimate) }] as const
  })
  return {
    queries: pairs.length,
    metrics: Object.fromEntries(differences) as Comparison['metrics'],
  }
}

function verdictOf({ low, high }: Estimate): Verdict {
  if (low > 0) return 'better'
  return high < 0 ? 'worse' : 'no difference'
}
