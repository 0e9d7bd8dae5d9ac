import { must } from '../lib/must.ts'
import { erasing } from './erase.ts'
import type { ReadDb, WriteDb } from './open.ts'
import { unjudgeMessage } from './questions.ts'
import type { ConversationRow, QuestionScope } from './rows.ts'

const COLUMNS =
  'id AS conversationId, title, created_at AS createdAt, updated_at AS updatedAt, scope'

type StoredConversation = Omit<ConversationRow, 'scope'> & { readonly scope: string }

/** A conversation from before scopes is stored with none. */
const EVERYTHING: QuestionScope = { folders: [], tags: [], types: [], documentIds: [] }

const DELETE_TRACES = `DELETE FROM traces WHERE id IN
  (SELECT trace_id FROM messages WHERE conversation_id = ? AND trace_id IS NOT NULL)`

export function createConversation(
  db: WriteDb,
  title: string,
  scope: QuestionScope = EVERYTHING,
): ConversationRow {
  const now = new Date().toISOString()
  const row = db
    .prepare<[string, string, string, string], StoredConversation>(
      `INSERT INTO conversations (title, created_at, updated_at, scope) VALUES (?, ?, ?, ?) RETURNING ${COLUMNS}`,
    )
    .get(title, now, now, JSON.stringify(scope))
  return toConversation(must(row, 'an insert returns its row'))
}

/** Conversations, the one with the latest message first. */
export function listConversations(db: ReadDb): ConversationRow[] {
  return db
    .prepare<[], StoredConversation>(
      `SELECT ${COLUMNS} FROM conversations ORDER BY updated_at DESC, id DESC`,
    )
    .all()
    .map(toConversation)
}

export function hasConversation(db: ReadDb, conversationId: number): boolean {
  return (
    db.prepare<[number]>('SELECT 1 FROM conversations WHERE id = ?').get(conversationId) !==
    undefined
  )
}

/** False when there is no such conversation. */
export function renameConversation(db: WriteDb, conversationId: number, title: string): boolean {
  const { changes } = db
    .prepare<[string, number]>('UPDATE conversations SET title = ? WHERE id = ?')
    .run(title, conversationId)
  return changes > 0
}

/** What its next questions are narrowed to; false when there is no such conversation. */
export function setConversationScope(
  db: WriteDb,
  conversationId: number,
  scope: QuestionScope,
): boolean {
  const { changes } = db
    .prepare<[string, number]>('UPDATE conversations SET scope = ? WHERE id = ?')
    .run(JSON.stringify(scope), conversationId)
  return changes > 0
}

/** Erases a conversation with its messages, citations, ratings (and what they said of documents) and traces; false when there is none. */
export function removeConversation(db: WriteDb, conversationId: number): boolean {
  return erasing(db, () => {
    for (const messageId of ratedMessages(db, conversationId)) unjudgeMessage(db, messageId)
    db.prepare<[number]>(DELETE_TRACES).run(conversationId)
    return (
      db.prepare<[number]>('DELETE FROM conversations WHERE id = ?').run(conversationId).changes > 0
    )
  })
}

function ratedMessages(db: ReadDb, conversationId: number): number[] {
  return db
    .prepare<[number], number>(
      'SELECT m.id FROM messages m JOIN feedback f ON f.message_id = m.id WHERE m.conversation_id = ?',
    )
    .pluck()
    .all(conversationId)
}

function toConversation({ scope, ...row }: StoredConversation): ConversationRow {
  return { ...row, scope: { ...EVERYTHING, ...(JSON.parse(scope) as Partial<QuestionScope>) } }
}
