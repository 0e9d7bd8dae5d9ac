import { AppError } from '../lib/app-error.ts'
import {
  deleteFeedback,
  listFeedback,
  saveFeedback,
  type FeedbackFilter,
  type FeedbackRow,
  type NewFeedback,
} from '../store/feedback.ts'
import type { Database } from '../store/open.ts'

/** The user's judgements on answers. */
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
    rate(input) {
      if (!saveFeedback(writer, input))
        throw new AppError(
          'not-found',
          'The answer you rated is no longer there.',
          'Ask again and rate the new answer.',
        )
      return { done: true }
    },
    clear({ messageId }) {
      deleteFeedback(writer, messageId)
      return { done: true }
    },
    list: (filter) => listFeedback(writer, filter),
  }
}
