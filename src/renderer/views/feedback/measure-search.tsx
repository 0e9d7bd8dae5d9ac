import { Gauge, Square } from 'lucide-react'
import { measureSearch, stopMeasuring, useMeasuring } from '../../state/measuring.ts'
import { Button } from '../../ui/button.tsx'
import { FailureNote } from '../../ui/failure-note.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { LastChange } from './last-change.tsx'
import { MetricTable } from './metric-table.tsx'

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
