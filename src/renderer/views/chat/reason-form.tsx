import { useState } from 'react'
import type { FeedbackReason } from '../../engine/contract-types.ts'
import { Button } from '../../ui/button.tsx'
import { reasonNames, reasons } from '../feedback/reason-names.ts'

interface ReasonFormProps {
  readonly isBusy: boolean
  readonly onSave: (reason: FeedbackReason | null, comment: string) => void
  readonly onCancel: () => void
}

/** What was wrong with an answer; the bad rating itself is kept already. */
export function ReasonForm({ isBusy, onSave, onCancel }: ReasonFormProps) {
  const [reason, setReason] = useState<FeedbackReason | null>(null)
  const [comment, setComment] = useState('')
  return (
    <form
      className="reason"
      aria-label="What was wrong?"
      onSubmit={(event) => {
        event.preventDefault()
        onSave(reason, comment.trim())
      }}
    >
      <ReasonChips reason={reason} onReason={setReason} />
      <textarea
        className="field"
        aria-label="Comment"
        placeholder="What should it have said? (optional)"
        rows={2}
        maxLength={4000}
        value={comment}
        onChange={(event) => setComment(event.target.value)}
      />
      <div className="reason-actions">
        <Button tone="quiet" onClick={onCancel}>
          Not now
        </Button>
        <Button tone="primary" type="submit" disabled={isBusy}>
          Save
        </Button>
      </div>
    </form>
  )
}

interface ReasonChipsProps {
  readonly reason: FeedbackReason | null
  readonly onReason: (reason: FeedbackReason) => void
}

function ReasonChips({ reason, onReason }: ReasonChipsProps) {
  return (
    <fieldset>
      <legend>What was wrong?</legend>
      <div className="chips">
        {reasons.map((value) => (
          <label key={value} className="chip">
            <input
              type="radio"
              name="reason"
              checked={reason === value}
              onChange={() => onReason(value)}
            />
            {reasonNames[value]}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
