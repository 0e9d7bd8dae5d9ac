import { useQuery } from '@tanstack/react-query'
import { Gauge, Square } from 'lucide-react'
import { engine } from '../../engine/client.ts'
import type { SearchChange } from '../../engine/contract-types.ts'
import { measureSearch, stopMeasuring, useMeasuring } from '../../state/measuring.ts'
import { Button } from '../../ui/button.tsx'
import { FailureNote } from '../../ui/failure-note.tsx'
import { ago, when } from '../../ui/format.ts'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { changedParts, MetricTable, verdictText } from './metric-table.tsx'

/** Runs the questions, and shows what they scored and what the last change of a model or setting did. */
export function MeasureSearch() {
  const { progress, report, failure } = useMeasuring()
  return (
    <section className="card section measure" aria-label="How good the search is">
      <div className="measure-head">
        <h2>How good the search is</h2>
        {progress === null ? (
          <Button
            tone="primary"
            icon={<Gauge size={16} aria-hidden />}
            onClick={() => void measureSearch()}
          >
            Run
          </Button>
        ) : (
          <Button icon={<Square size={14} aria-hidden />} onClick={stopMeasuring}>
            Stop
          </Button>
        )}
      </div>
      {progress !== null && (
        <ProgressBar label="Questions asked" done={progress.done} total={progress.total} />
      )}
      {failure !== null && <FailureNote {...failure} />}
      {report === null ? (
        progress === null && (
          <p className="section-about">
            Asks every question below and looks where its right documents come. Nothing is changed.
          </p>
        )
      ) : (
        <MetricTable report={report} />
      )}
      <LastChange />
    </section>
  )
}

/** While it is measured, it is looked for this often. */
const POLL_MS = 1000

function LastChange() {
  const { data } = useQuery(
    engine.insight.lastChange.queryOptions({
      input: {},
      refetchInterval: ({ state }) => (state.data?.change?.state === 'measuring' ? POLL_MS : false),
    }),
  )
  const change = data?.change ?? null
  return change === null ? null : <ChangeNote change={change} />
}

function ChangeNote({ change }: { readonly change: SearchChange }) {
  const { changedAt, comparison, state } = change
  return (
    <p className="measure-change" role="status">
      <time dateTime={changedAt} title={when(changedAt)}>
        Last change {ago(changedAt)}
      </time>
      : {changedParts(change)}.{' '}
      <strong>
        {state === 'measuring'
          ? 'Being measured…'
          : comparison === null
            ? 'Not measured.'
            : verdictText(comparison)}
      </strong>
    </p>
  )
}
