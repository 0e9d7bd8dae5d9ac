import { basename } from 'node:path'
import { must } from '../lib/must.ts'
import { inTransaction, type ReadDb, type WriteDb } from './open.ts'

export interface JudgedDocument {
  readonly documentId: number
  readonly externalId?: string
  readonly path: string
  readonly title: string
}

/** A question whose right documents are known. */
export interface JudgedQuestion {
  readonly questionId: number
  readonly question: string
  /** Empty once they were removed from the library. */
  readonly documents: JudgedDocument[]
  readonly createdAt: string
}

export interface Judgement {
  readonly question: string
  readonly documentIds: readonly number[]
  /** `rated` is taken back with the rating of its message. */
  readonly origin: 'rated' | 'marked'
  readonly messageId: number | null
}

const SAVE_QUESTION = `INSERT INTO judged_questions (question, created_at) VALUES (?, ?)
  ON CONFLICT (question) DO UPDATE SET question = excluded.question RETURNING id`

const JUDGE = `INSERT INTO judged_documents (question_id, document_id, origin, message_id)
  SELECT @questionId, d.id, @origin, @messageId FROM documents d JOIN json_each(@documentIds) given ON given.value = d.id
  WHERE true ON CONFLICT (question_id, document_id) DO UPDATE SET origin = 'marked' WHERE excluded.origin = 'marked'`

const LIST = `SELECT q.id AS questionId, q.question, q.created_at AS createdAt, d.id AS documentId, d.path,
    d.external_id AS externalId, coalesce(v.title, '') AS title
  FROM judged_questions q LEFT JOIN judged_documents j ON j.question_id = q.id
  LEFT JOIN documents d ON d.id = j.document_id LEFT JOIN versions v ON v.id = d.version_id
  ORDER BY q.created_at DESC, q.id DESC, d.id`

interface ListRow {
  readonly questionId: number
  readonly question: string
  readonly createdAt: string
  readonly documentId: number | null
  readonly path: string
  readonly externalId: string
  readonly title: string
}

/** Adds right documents to a question, which is made where there is none of these words. Returns its id. */
export function judgeDocuments(db: WriteDb, judgement: Judgement): number {
  const { question, documentIds, origin, messageId } = judgement
  return inTransaction(db, () => {
    const questionId = questionOf(db, question)
    db.prepare<object>(JUDGE).run({
      questionId,
      origin,
      messageId,
      documentIds: JSON.stringify(documentIds),
    })
    return questionId
  })
}

/**
 * Gives a question exactly these right documents, and other words when `questionId` is a question of other words. Where those words are
 * another's, the two become one. Returns the id of what is there now.
 */
export function saveQuestion(
  db: WriteDb,
  input: {
    readonly questionId?: number | undefined
    readonly question: string
    readonly documentIds: readonly number[]
  },
): number {
  return inTransaction(db, () => {
    const { questionId: before, question, documentIds } = input
    if (before !== undefined)
      db.prepare<[string, number]>(
        'UPDATE OR IGNORE judged_questions SET question = ? WHERE id = ?',
      ).run(question, before)
    const questionId = questionOf(db, question)
    if (before !== undefined && before !== questionId) removeQuestion(db, before)
    db.prepare<[number, string]>(
      'DELETE FROM judged_documents WHERE question_id = ? AND document_id NOT IN (SELECT value FROM json_each(?))',
    ).run(questionId, JSON.stringify(documentIds))
    judgeDocuments(db, { question, documentIds, origin: 'marked', messageId: null })
    return questionId
  })
}

/** False when there was no such question. */
export function removeQuestion(db: WriteDb, questionId: number): boolean {
  return (
    db.prepare<[number]>('DELETE FROM judged_questions WHERE id = ?').run(questionId).changes > 0
  )
}

/** A document is no longer right for a question; one that nothing is right for any more is gone. */
export function unjudgeDocument(db: WriteDb, question: string, documentId: number): void {
  inTransaction(db, () => {
    db.prepare<[number, string]>(
      `DELETE FROM judged_documents WHERE document_id = ?
       AND question_id = (SELECT id FROM judged_questions WHERE question = ?)`,
    ).run(documentId, question)
    removeUnjudged(db, question)
  })
}

/** Takes back what the rating of an answer said. */
export function unjudgeMessage(db: WriteDb, messageId: number): void {
  inTransaction(db, () => {
    const questions = db
      .prepare<[number], string>(
        `SELECT DISTINCT q.question FROM judged_documents j JOIN judged_questions q ON q.id = j.question_id
         WHERE j.message_id = ? AND j.origin = 'rated'`,
      )
      .pluck()
      .all(messageId)
    db.prepare<[number]>(
      `DELETE FROM judged_documents WHERE message_id = ? AND origin = 'rated'`,
    ).run(messageId)
    for (const question of questions) removeUnjudged(db, question)
  })
}

/** Questions with their right documents, newest first. */
export function listQuestions(db: ReadDb): JudgedQuestion[] {
  const rows = db.prepare<[], ListRow>(LIST).all()
  return [...Map.groupBy(rows, ({ questionId }) => questionId).values()].map((group) => {
    const { questionId, question, createdAt } = must(group[0], 'a group has a row')
    return { questionId, question, createdAt, documents: group.flatMap(toDocument) }
  })
}

/** The right documents of a question by its words. */
export function rightDocuments(db: ReadDb, question: string): number[] {
  return db
    .prepare<[string], number>(
      `SELECT document_id FROM judged_documents
       WHERE question_id = (SELECT id FROM judged_questions WHERE question = ?) ORDER BY document_id`,
    )
    .pluck()
    .all(question)
}

function questionOf(db: WriteDb, question: string): number {
  const row = db
    .prepare<[string, string], { id: number }>(SAVE_QUESTION)
    .get(question, new Date().toISOString())
  return must(row, 'an upsert returns its row').id
}

function removeUnjudged(db: WriteDb, question: string): void {
  db.prepare<[string]>(
    `DELETE FROM judged_questions WHERE question = ?
     AND NOT EXISTS (SELECT 1 FROM judged_documents WHERE question_id = judged_questions.id)`,
  ).run(question)
}

function toDocument({ documentId, path, externalId, title }: ListRow): JudgedDocument[] {
  if (documentId === null) return []
  const named = title || externalId || basename(path)
  return [{ documentId, path, title: named, ...(externalId === '' ? {} : { externalId }) }]
}
