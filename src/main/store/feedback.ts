import type { ReadDb, WriteDb } from './open.ts'

export type Rating = 'good' | 'bad'
export type FeedbackReason = 'wrong-source' | 'not-found' | 'made-up' | 'incomplete' | 'other'

export interface NewFeedback {
  readonly messageId: number
  readonly rating: Rating
  readonly reason: FeedbackReason | null
  readonly comment: string
}

/** A rating with what was rated. */
export interface FeedbackRow extends NewFeedback {
  readonly conversationId: number
  readonly question: string
  readonly answer: string
  readonly createdAt: string
}

export interface FeedbackFilter {
  readonly rating?: Rating | undefined
  readonly reason?: FeedbackReason | undefined
}

const SAVE = `INSERT INTO feedback (message_id, rating, reason, comment, created_at)
  SELECT id, @rating, @reason, @comment, @now FROM messages WHERE id = @messageId AND role = 'assistant'
  ON CONFLICT (message_id) DO UPDATE SET rating = excluded.rating, reason = excluded.reason, comment = excluded.comment,
    created_at = excluded.created_at`

const LIST = `SELECT f.message_id AS messageId, m.conversation_id AS conversationId, f.rating, f.reason, f.comment,
    coalesce(json_extract(m.answer, '$.question'), '') AS question, m.text AS answer, f.created_at AS createdAt
  FROM feedback f JOIN messages m ON m.id = f.message_id
  WHERE (@rating IS NULL OR f.rating = @rating) AND (@reason IS NULL OR f.reason = @reason)
  ORDER BY f.created_at DESC, f.message_id DESC`

/** Rates an answer, in place of an earlier rating; false when there is no such answer. */
export function saveFeedback(db: WriteDb, feedback: NewFeedback): boolean {
  return db.prepare<object>(SAVE).run({ ...feedback, now: new Date().toISOString() }).changes > 0
}

/** Takes a rating back; false when there was none. */
export function deleteFeedback(db: WriteDb, messageId: number): boolean {
  return (
    db.prepare<[number]>('DELETE FROM feedback WHERE message_id = ?').run(messageId).changes > 0
  )
}

/** What an answer was asked for, as it was searched for, and the documents it cites; null when there is no such answer. */
export function citedDocuments(
  db: ReadDb,
  messageId: number,
): { readonly question: string; readonly documentIds: readonly number[] } | null {
  const question = db
    .prepare<[number], string>(
      `SELECT coalesce(json_extract(answer, '$.query'), json_extract(answer, '$.question'))
       FROM messages WHERE id = ? AND answer IS NOT NULL`,
    )
    .pluck()
    .get(messageId)
  if (question === undefined) return null
  const documentIds = db
    .prepare<[number], number>(
      'SELECT DISTINCT document_id FROM citations WHERE message_id = ? AND document_id IS NOT NULL',
    )
    .pluck()
    .all(messageId)
  return { question, documentIds }
}

/** What was rated, newest first. */
export function listFeedback(db: ReadDb, { rating, reason }: FeedbackFilter): FeedbackRow[] {
  return db
    .prepare<object, FeedbackRow>(LIST)
    .all({ rating: rating ?? null, reason: reason ?? null })
}
