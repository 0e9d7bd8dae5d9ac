import { inTransaction, type ReadDb, type WriteDb } from './open.ts'
import type { AnswerContent, AnswerRow, CitationRow, MessageRow } from './rows.ts'

export interface NewMessage {
  readonly role: 'user' | 'assistant'
  readonly text: string
  /** Of the assistant's messages only. */
  readonly answer: AnswerContent | null
}

const INSERT = `INSERT INTO messages (conversation_id, role, text, answer, trace_id, created_at) VALUES (?, ?, ?, ?, ?, ?)`

const INSERT_CITATION = `INSERT INTO citations
    (message_id, n, document_id, version_id, external_id, path, title, page_number, start, "end", quote)
  VALUES (@messageId, @n, (SELECT id FROM documents WHERE id = @documentId), (SELECT id FROM versions WHERE id = @versionId),
    @externalId, @path, iif(EXISTS (SELECT 1 FROM documents WHERE id = @documentId), @title, ''), @page, @start, @end,
    iif(EXISTS (SELECT 1 FROM documents WHERE id = @documentId), @quote, ''))`

const LIST = `SELECT id AS messageId, role, text, answer, created_at AS createdAt
  FROM messages WHERE conversation_id = ? ORDER BY id`

const LIST_CITATIONS = `SELECT message_id AS messageId, n, document_id AS documentId, version_id AS versionId,
    external_id AS externalId, path, title, page_number AS page, start, "end", quote
  FROM citations WHERE message_id IN (SELECT id FROM messages WHERE conversation_id = ?) ORDER BY message_id, n`

type StoredMessage = Omit<MessageRow, 'answer'> & { readonly answer: string | null }
type StoredCitation = CitationRow & { readonly messageId: number; readonly externalId: string }

/**
 * Adds a message at the end of a conversation that must exist, and returns its id. Citations are kept apart from the answer, because removing
 * a document has to reach their quotes; one whose document was removed meanwhile is kept without quote and title.
 */
export function appendMessage(
  db: WriteDb,
  conversationId: number,
  { role, text, answer }: NewMessage,
): number {
  return inTransaction(db, () => {
    const now = new Date().toISOString()
    const body = answer === null ? null : JSON.stringify({ ...answer, citations: [] })
    const result = db
      .prepare(INSERT)
      .run(conversationId, role, text, body, answer?.traceId ?? null, now)
    const messageId = Number(result.lastInsertRowid)
    for (const citation of answer?.citations ?? []) insertCitation(db, messageId, citation)
    db.prepare<[string, number]>('UPDATE conversations SET updated_at = ? WHERE id = ?').run(
      now,
      conversationId,
    )
    return messageId
  })
}

/** The messages of a conversation, oldest first. */
export function listMessages(db: ReadDb, conversationId: number): MessageRow[] {
  const citations = Map.groupBy(
    db.prepare<[number], StoredCitation>(LIST_CITATIONS).all(conversationId),
    ({ messageId }) => messageId,
  )
  return db
    .prepare<[number], StoredMessage>(LIST)
    .all(conversationId)
    .map((message) => toMessage(message, citations.get(message.messageId) ?? []))
}

function insertCitation(db: WriteDb, messageId: number, citation: CitationRow): void {
  db.prepare<object>(INSERT_CITATION).run({
    ...citation,
    externalId: citation.externalId ?? '',
    messageId,
  })
}

function toMessage(
  { answer, ...message }: StoredMessage,
  citations: readonly StoredCitation[],
): MessageRow {
  if (answer === null) return { ...message, answer: null }
  return {
    ...message,
    answer: { ...(JSON.parse(answer) as AnswerRow), citations: citations.map(toCitation) },
  }
}

function toCitation({ messageId: _, externalId, ...citation }: StoredCitation): CitationRow {
  return { ...citation, ...(externalId === '' ? {} : { externalId }) }
}
