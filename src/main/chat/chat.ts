import { AppError } from '../lib/app-error.ts'
import {
  createConversation,
  hasConversation,
  listConversations,
  removeConversation,
  renameConversation,
  setConversationScope,
} from '../store/conversations.ts'
import { appendMessage, listMessages, type NewMessage } from '../store/messages.ts'
import { inTransaction, type Database } from '../store/open.ts'
import type { ConversationRow, MessageRow, QuestionScope } from '../store/rows.ts'

/** Conversations and their turns. Every method throws `not-found` for a conversation that is gone. */
export interface Chat {
  create(input: {
    readonly title: string
    readonly scope?: QuestionScope | undefined
  }): ConversationRow
  /** Latest first. */
  list(): ConversationRow[]
  /** Oldest first. */
  messages(input: { readonly conversationId: number }): MessageRow[]
  /** What its next questions are narrowed to. */
  setScope(input: { readonly conversationId: number; readonly scope: QuestionScope }): {
    done: true
  }
  rename(input: { readonly conversationId: number; readonly title: string }): { done: true }
  remove(input: { readonly conversationId: number }): { done: true }
  /** Adds a turn at the end and returns its messageId. */
  append(conversationId: number, message: NewMessage): number
}

export function createChat({ writer }: Pick<Database, 'writer'>): Chat {
  return {
    create: ({ title, scope }) => createConversation(writer, title, scope),
    list: () => listConversations(writer),
    messages({ conversationId }) {
      requireFound(hasConversation(writer, conversationId))
      return listMessages(writer, conversationId)
    },
    setScope({ conversationId, scope }) {
      requireFound(setConversationScope(writer, conversationId, scope))
      return { done: true }
    },
    rename({ conversationId, title }) {
      requireFound(renameConversation(writer, conversationId, title))
      return { done: true }
    },
    remove({ conversationId }) {
      requireFound(removeConversation(writer, conversationId))
      return { done: true }
    },
    append: (conversationId, message) =>
      inTransaction(writer, () => {
        requireFound(hasConversation(writer, conversationId))
        return appendMessage(writer, conversationId, message)
      }),
  }
}

function requireFound(isFound: boolean): void {
  if (!isFound)
    throw new AppError(
      'not-found',
      'This conversation is no longer there.',
      'Start a new one, or choose another.',
    )
}
