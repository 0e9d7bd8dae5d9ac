import { AppError } from '../lib/app-error.ts'
import {
  citedDocuments,
  deleteFeedback,
  listFeedback,
  saveFeedback,
  type FeedbackFilter,
  type FeedbackRow,
  type NewFeedback,
} from '../store/feedback.ts'
import { inTransaction, type Database } from '../store/open.ts'
import { judgeDocuments, unjudgeMessage } from '../store/questions.ts'

/** The user's judgements on answers. While an answer is rated as good, the documents it cites are right for its question. */
export interface Feedback {
  /** A second rating replaces the first. Throws `not-found` when there is no such answer. */
  rate(input: NewFeedback): { done: true }
  /** Does nothing when there was no rating. */
  clear(input: { readonly messageId: number }): { done: true }
  /** Newest first. */
  list(filter: FeedbackFilter): FeedbackRow[]
}

export function createFeedback({ writer }: Pick<Database, 'writer'>): Feedback {
  return {
    rate: (input) =>
      inTransaction(writer, () => {
        const { messageId, rating } = input
        const answered = citedDocuments(writer, messageId)
        if (!saveFeedback(writer, input))
          throw new AppError(
            'not-found',
            'The answer you rated is no longer there.',
            'Ask again and rate the new answer.',
          )
        unjudgeMessage(writer, messageId)
        if (rating === 'good' && answered !== null && answered.documentIds.length > 0)
          judgeDocuments(writer, { ...answered, origin: 'rated', messageId })
        return { done: true }
      }),
    clear: ({ messageId }) =>
      inTransaction(writer, () => {
        deleteFeedback(writer, messageId)
        unjudgeMessage(writer, messageId)
        return { done: true }
      }),
    list: (filter) => listFeedback(writer, filter),
  }
}
