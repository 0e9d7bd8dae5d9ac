import { useMutation } from '@tanstack/react-query'
import { MessagesSquare, ThumbsDown, ThumbsUp, Undo2 } from 'lucide-react'
import { changed, engine } from '../../engine/client.ts'
import type { Feedback } from '../../engine/contract-types.ts'
import { openConversation } from '../../state/navigation.ts'
import { tellFailure } from '../../state/notices.ts'
import { Button } from '../../ui/button.tsx'
import { ago, when } from '../../ui/format.ts'
import { reasonNames } from './reason-names.ts'

export function FeedbackCard({ feedback }: { readonly feedback: Feedback }) {
  const { comment, question, answer } = feedback
  const clear = useMutation(
    engine.feedback.clear.mutationOptions({
      onError: tellFailure,
      onSuccess: () => changed('feedback'),
    }),
  )
  return (
    <li className="card feedback-card">
      <FeedbackHead feedback={feedback} />
      <h2>{question}</h2>
      <p className="feedback-answer">{answer === '' ? 'Not found in your documents.' : answer}</p>
      {comment !== '' && <blockquote>{comment}</blockquote>}
      <div className="feedback-actions">
        <Button
          tone="quiet"
          icon={<MessagesSquare size={15} aria-hidden />}
          onClick={() => openConversation(feedback.conversationId)}
        >
          Open the conversation
        </Button>
        <Button
          tone="quiet"
          icon={<Undo2 size={15} aria-hidden />}
          disabled={clear.isPending}
          onClick={() => clear.mutate({ messageId: feedback.messageId })}
        >
          Take back
        </Button>
      </div>
    </li>
  )
}

function FeedbackHead({ feedback }: { readonly feedback: Feedback }) {
  const { rating, reason, createdAt } = feedback
  return (
    <div className="feedback-head">
      <span className={`rating rating-${rating}`}>
        {rating === 'good' ? (
          <ThumbsUp size={15} aria-hidden />
        ) : (
          <ThumbsDown size={15} aria-hidden />
        )}
        {rating === 'good' ? 'Good' : 'Bad'}
      </span>
      {reason !== null && <span className="tag">{reasonNames[reason]}</span>}
      <time dateTime={createdAt} title={when(createdAt)}>
        {ago(createdAt)}
      </time>
    </div>
  )
}
