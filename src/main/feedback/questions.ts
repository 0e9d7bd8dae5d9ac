import { AppError } from '../lib/app-error.ts'
import { citedDocuments } from '../store/feedback.ts'
import { inTransaction, type Database } from '../store/open.ts'
import {
  judgeDocuments,
  listQuestions,
  removeQuestion,
  rightDocuments,
  saveQuestion,
  unjudgeDocument,
  type JudgedQuestion,
} from '../store/questions.ts'

/** The user's questions whose right documents are known: what the search is measured on. Its methods are the contract's. */
export interface Questions {
  /** Newest first. */
  list(): JudgedQuestion[]
  /** Throws `not-found` when none of the documents is in the library. */
  save(input: {
    readonly questionId?: number | undefined
    readonly question: string
    readonly documentIds: readonly number[]
  }): { questionId: number }
  remove(input: { readonly questionId: number }): { done: true }
  /** Says of a document whether it is right for the question of an answer. Throws `not-found` when the answer is gone. */
  mark(input: {
    readonly messageId: number
    readonly documentId: number
    readonly isRight: boolean
  }): { documentIds: number[] }
  /** The right documents for the question of an answer, as far as they are known. */
  ofAnswer(input: { readonly messageId: number }): { documentIds: number[] }
}

export function createQuestions({ writer }: Pick<Database, 'writer'>): Questions {
  const questionOf = (messageId: number): string => {
    const answered = citedDocuments(writer, messageId)
    if (answered !== null) return answered.question
    throw new AppError('not-found', 'This answer is no longer there.', 'Ask again.')
  }
  return {
    list: () => listQuestions(writer),
    save(input) {
      // Undone as a whole when it throws.
      return inTransaction(writer, () => {
        const questionId = saveQuestion(writer, input)
        if (rightDocuments(writer, input.question).length > 0) return { questionId }
        throw new AppError(
          'not-found',
          'None of these documents is in the library.',
          'Name documents that "carrel list" shows.',
        )
      })
    },
    remove({ questionId }) {
      removeQuestion(writer, questionId)
      return { done: true }
    },
    mark({ messageId, documentId, isRight }) {
      const question = questionOf(messageId)
      if (isRight)
        judgeDocuments(writer, { question, documentIds: [documentId], origin: 'marked', messageId })
      else unjudgeDocument(writer, question, documentId)
      return { documentIds: rightDocuments(writer, question) }
    },
    ofAnswer: ({ messageId }) => ({ documentIds: rightDocuments(writer, questionOf(messageId)) }),
  }
}
