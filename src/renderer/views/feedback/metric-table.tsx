import type {
  Comparison,
  EvaluationReport,
  Metric,
  SearchChange,
} from '../../engine/contract-types.ts'
import { count } from '../../ui/format.ts'

const metrics: readonly {
  readonly metric: Metric
  readonly name: string
  readonly about: string
}[] = [
  { metric: 'ndcg10', name: 'nDCG@10', about: 'Right documents high up, 1 at best' },
  { metric: 'recall10', name: 'recall@10', about: 'Share of right documents among the first ten' },
  { metric: 'recall100', name: 'recall@100', about: 'Share of them among the first hundred' },
  { metric: 'mrr10', name: 'MRR@10', about: 'One over the rank of the first right document' },
  {
    metric: 'allGold10',
    name: 'all-gold@10',
    about: 'Questions with all of them among the first ten',
  },
]

/** What the questions scored, against the run before where there was one, and where each question's document came. */
export function MetricTable({ report }: { readonly report: EvaluationReport }) {
  const { evaluation, against, skipped } = report
  return (
    <>
      <table className="metrics">
        <thead>
          <tr>
            <th>Measure</th>
            <th className="cell-number">Mean</th>
            <th className="cell-number">95 % of cases</th>
            {against !== null && <th>Against the run before</th>}
          </tr>
        </thead>
        <tbody>
          {metrics.map(({ metric, name, about }) => {
            const { mean, low, high } = evaluation.metrics[metric]
            return (
              <tr key={metric}>
                <th scope="row" title={about}>
                  {name}
                </th>
                <td className="cell-number">{share(mean)}</td>
                <td className="cell-number">
                  {share(low)} – {share(high)}
                </td>
                {against !== null && <Difference comparison={against} metric={metric} />}
              </tr>
            )
          })}
        </tbody>
      </table>
      <p className="measure-sum" role="status">
        {count(evaluation.queries, 'question')}
        {skipped > 0 && `, ${skipped} passed over because their documents were removed`}
        {against !== null && `. Against the run before: ${verdictText(against)}`}
      </p>
      <Ranks report={report} />
    </>
  )
}

interface DifferenceProps {
  readonly comparison: Comparison
  readonly metric: Metric
}

function Difference({ comparison, metric }: DifferenceProps) {
  const { mean, verdict } = comparison.metrics[metric]
  return (
    <td className={`verdict verdict-${verdict.replace(' ', '-')}`}>
      {mean < 0 ? '−' : '+'}
      {share(Math.abs(mean))} {verdict}
    </td>
  )
}

/** The questions whose documents do not come first: there is something to be learned from them. */
function Ranks({ report }: { readonly report: EvaluationReport }) {
  const missed = report.evaluation.perQuestion.filter(({ firstRank }) => firstRank !== 1)
  if (missed.length === 0) return null
  return (
    <details className="measure-ranks">
      <summary>{count(missed.length, 'question')} whose document does not come first</summary>
      <ul>
        {missed.map(({ questionId, question, firstRank }) => (
          <li key={questionId}>
            {question}{' '}
            <span className="fact-note">
              {firstRank === null ? 'not among the first hundred' : `place ${firstRank}`}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** The verdict in words, by nDCG@10. */
export function verdictText({ metrics: by, queries }: Comparison): string {
  const { verdict } = by.ndcg10
  const asked = `on ${count(queries, 'question')}`
  return verdict === 'no difference'
    ? `no difference within noise, ${asked}`
    : `${verdict}, ${asked}`
}

/** `embedder: a → b`. */
export function changedParts({ before, after }: SearchChange): string {
  return Object.keys({ ...before, ...after })
    .filter((name) => before[name] !== after[name])
    .map((name) => `${name} ${String(before[name] ?? 'none')} → ${String(after[name] ?? 'none')}`)
    .join(', ')
}

function share(value: number): string {
  return value.toFixed(3)
}
