import { useMutation, useQuery } from '@tanstack/react-query'
import { Copy, ThumbsDown, ThumbsUp } from 'lucide-react'
import { useState } from 'react'
import { changed, engine } from '../../engine/client.ts'
import type { Answer, FeedbackReason, Rating } from '../../engine/contract-types.ts'
import { tell, tellFailure } from '../../state/notices.ts'
import { IconButton } from '../../ui/button.tsx'
import { copyText } from '../../ui/copy-text.ts'
import { answerWithSources } from './answer-with-sources.ts'
import { ReasonForm } from './reason-form.tsx'

interface AnswerActionsProps {
  readonly answer: Answer
  readonly messageId: number
}

/** The rating an answer has, and how to change it. A second click on a thumb takes the rating back. */
function useRating(messageId: number) {
  const { data } = useQuery(engine.feedback.list.queryOptions({ input: {} }))
  const settle = { onError: tellFailure, onSuccess: () => changed('feedback') }
  const rate = useMutation(engine.feedback.rate.mutationOptions(settle))
  const clear = useMutation(engine.feedback.clear.mutationOptions(settle))
  const given = data?.find((feedback) => feedback.messageId === messageId) ?? null
  return { given, rate, clear }
}

export function AnswerActions({ answer, messageId }: AnswerActionsProps) {
  const { given, rate, clear } = useRating(messageId)
  const [isAsking, setAsking] = useState(false)
  const press = (rating: Rating) => {
    const isGiven = given?.rating === rating
    setAsking(rating === 'bad' && !isGiven)
    if (isGiven) clear.mutate({ messageId })
    else rate.mutate({ messageId, rating })
  }
  const save = (reason: FeedbackReason | null, comment: string) => {
    const onSuccess = () => {
      setAsking(false)
      tell('Thank you. It is kept under Feedback.')
    }
    rate.mutate({ messageId, rating: 'bad', reason, comment }, { onSuccess })
  }
  return (
    <div className="answer-actions">
      <CopyButton answer={answer} />
      <IconButton
        label="Good answer"
        isPressed={given?.rating === 'good'}
        onClick={() => press('good')}
      >
        <ThumbsUp size={16} aria-hidden />
      </IconButton>
      <IconButton
        label="Bad answer"
        isPressed={given?.rating === 'bad'}
        onClick={() => press('bad')}
      >
        <ThumbsDown size={16} aria-hidden />
      </IconButton>
      {isAsking && (
        <ReasonForm isBusy={rate.isPending} onCancel={() => setAsking(false)} onSave={save} />
      )}
    </div>
  )
}

function CopyButton({ answer }: { readonly answer: Answer }) {
  const copy = () =>
    copyText(answerWithSources(answer)).then(() => tell('Copied with its sources.'), tellFailure)
  return (
    <IconButton label="Copy with sources" onClick={() => void copy()}>
      <Copy size={16} aria-hidden />
    </IconButton>
  )
}
