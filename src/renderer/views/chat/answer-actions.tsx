import { useMutation, useQuery } from '@tanstack/react-query'
import { Copy, ThumbsDown, ThumbsUp } from 'lucide-react'
import { useState } from 'react'
import { changed, engine } from '../../engine/client.ts'
import type { Answer } from '../../engine/contract-types.ts'
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
  const isGood = given?.rating === 'good'
  const isBad = given?.rating === 'bad'
  return (
    <div className="answer-actions">
      <IconButton
        label="Copy with sources"
        onClick={() =>
          void copyText(answerWithSources(answer)).then(() => tell('Copied with its sources.'))
        }
      >
        <Copy size={16} aria-hidden />
      </IconButton>
      <IconButton
        label="Good answer"
        isPressed={isGood}
        onClick={() => {
          setAsking(false)
          if (isGood) clear.mutate({ messageId })
          else rate.mutate({ messageId, rating: 'good' })
        }}
      >
        <ThumbsUp size={16} aria-hidden />
      </IconButton>
      <IconButton
        label="Bad answer"
        isPressed={isBad}
        onClick={() => {
          setAsking(!isBad)
          if (isBad) clear.mutate({ messageId })
          else rate.mutate({ messageId, rating: 'bad' })
        }}
      >
        <ThumbsDown size={16} aria-hidden />
      </IconButton>
      {isAsking && (
        <ReasonForm
          isBusy={rate.isPending}
          onCancel={() => setAsking(false)}
          onSave={(reason, comment) =>
            rate.mutate(
              { messageId, rating: 'bad', reason, comment },
              {
                onSuccess: () => {
                  setAsking(false)
                  tell('Thank you. It is kept under Feedback.')
                },
              },
            )
          }
        />
      )}
    </div>
  )
}
