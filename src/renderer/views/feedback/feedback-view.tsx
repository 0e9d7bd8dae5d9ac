import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ThumbsUp } from 'lucide-react'
import { useState } from 'react'
import { engine } from '../../engine/client.ts'
import type { FeedbackReason, Rating } from '../../engine/contract-types.ts'
import { failureOf } from '../../engine/failure-of.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FailureNote } from '../../ui/failure-note.tsx'
import { FeedbackCard } from './feedback-card.tsx'
import { Questions } from './questions.tsx'
import { reasonNames, reasons } from './reason-names.ts'

const ratings = [
  { value: null, label: 'All' },
  { value: 'good', label: 'Good' },
  { value: 'bad', label: 'Bad' },
] as const

interface Filter {
  readonly rating: Rating | null
  readonly reason: FeedbackReason | null
}

const parts = [
  { value: 'ratings', label: 'Ratings' },
  { value: 'questions', label: 'Questions' },
] as const

/** The user's judgements: on answers, and on which documents are right. */
export function FeedbackView() {
  const [part, setPart] = useState<(typeof parts)[number]['value']>('ratings')
  return (
    <div className="page page-narrow">
      <header className="page-head">
        <div>
          <h1>Feedback</h1>
          <p className="page-sub">
            {part === 'ratings'
              ? 'The answers you rated, and why.'
              : 'Questions whose right documents you told: what the search is measured on.'}
          </p>
        </div>
        <div className="segments" role="group" aria-label="Show">
          {parts.map(({ value, label }) => (
            <button
              key={value}
              type="button"
              aria-pressed={part === value}
              onClick={() => setPart(value)}
            >
              {label}
            </button>
          ))}
        </div>
      </header>
      {part === 'ratings' ? <Ratings /> : <Questions />}
    </div>
  )
}

/** What was rated, newest first. */
function Ratings() {
  const [filter, setFilter] = useState<Filter>({ rating: null, reason: null })
  const { data, error } = useQuery(
    engine.feedback.list.queryOptions({
      input: {
        ...(filter.rating === null ? {} : { rating: filter.rating }),
        ...(filter.reason === null ? {} : { reason: filter.reason }),
      },
      placeholderData: keepPreviousData,
    }),
  )
  const isFiltered = filter.rating !== null || filter.reason !== null
  return (
    <>
      <FilterBar filter={filter} onChange={setFilter} />
      {error !== null && <FailureNote {...failureOf(error)} />}
      {data?.length === 0 && <NoFeedback isFiltered={isFiltered} />}
      <ul className="feedback-list">
        {data?.map((feedback) => (
          <FeedbackCard key={feedback.messageId} feedback={feedback} />
        ))}
      </ul>
    </>
  )
}

function NoFeedback({ isFiltered }: { readonly isFiltered: boolean }) {
  if (isFiltered) return <p className="table-none">No rated answer matches these filters.</p>
  return (
    <EmptyState icon={<ThumbsUp size={42} strokeWidth={1.3} />} title="Nothing rated yet">
      <p>
        Under each answer is a thumb up and a thumb down. Say what was wrong, and it is kept here,
        on this computer.
      </p>
    </EmptyState>
  )
}

interface FilterBarProps {
  readonly filter: Filter
  readonly onChange: (filter: Filter) => void
}

function FilterBar({ filter, onChange }: FilterBarProps) {
  return (
    <div className="filters">
      <div className="segments" role="group" aria-label="Rating">
        {ratings.map(({ value, label }) => (
          <button
            key={label}
            type="button"
            aria-pressed={filter.rating === value}
            onClick={() =>
              onChange({ rating: value, reason: value === 'good' ? null : filter.reason })
            }
          >
            {label}
          </button>
        ))}
      </div>
      <select
        className="field"
        aria-label="Reason"
        value={filter.reason ?? ''}
        disabled={filter.rating === 'good'}
        onChange={(event) =>
          onChange({
            ...filter,
            reason: reasons.find((reason) => reason === event.target.value) ?? null,
          })
        }
      >
        <option value="">Any reason</option>
        {reasons.map((reason) => (
          <option key={reason} value={reason}>
            {reasonNames[reason]}
          </option>
        ))}
      </select>
    </div>
  )
}
