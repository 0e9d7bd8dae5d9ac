import { inTransaction, type ReadDb, type WriteDb } from './open.ts'

/**
 * Keeps what happened for one answer, as plain data, under its id. Every number named `documentId` anywhere in it is noted, so that
 * removing that document takes the trace along: never put document text into a trace without its documentId.
 */
export function saveTrace(db: WriteDb, traceId: string, trace: unknown): void {
  inTransaction(db, () => {
    db.prepare<[string, string, string]>(
      'INSERT OR REPLACE INTO traces (id, created_at, trace) VALUES (?, ?, ?)',
    ).run(traceId, new Date().toISOString(), JSON.stringify(trace))
    const insert = db.prepare<[string, number]>(
      'INSERT INTO trace_sources (trace_id, document_id) VALUES (?, ?)',
    )
    for (const documentId of new Set(documentIdsIn(trace))) insert.run(traceId, documentId)
  })
}

/** The trace as it was saved; null when there is none, or when a document in it was removed. */
export function getTrace(db: ReadDb, traceId: string): unknown {
  const row = db
    .prepare<[string], { trace: string }>('SELECT trace FROM traces WHERE id = ?')
    .get(traceId)
  return row === undefined ? null : (JSON.parse(row.trace) as unknown)
}

/** Erases the traces that show a document. */
export function deleteTracesOf(db: WriteDb, documentId: number): void {
  db.prepare<[number]>(
    'DELETE FROM traces WHERE id IN (SELECT trace_id FROM trace_sources WHERE document_id = ?)',
  ).run(documentId)
}

function documentIdsIn(value: unknown): number[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, part]: [string, unknown]) =>
    name === 'documentId' && typeof part === 'number' ? [part] : documentIdsIn(part),
  )
}
