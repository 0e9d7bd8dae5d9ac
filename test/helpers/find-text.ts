import { understandQuery } from '../../src/main/search/understand-query.ts'
import type { ReadDb } from '../../src/main/store/open.ts'
import { matchText } from '../../src/main/store/text-index.ts'

/** Ids of the chunks that the keyword part finds for a question, best first, five at most. */
export function findText(db: ReadDb, question: string): number[] {
  const { expression } = understandQuery(question)
  return expression === null
    ? []
    : matchText(db, expression, { limit: 5 }).map((hit) => hit.chunkId)
}

/** Throws unless FTS5 finds its index to be exactly what the content says. */
export function checkIndex(db: ReadDb): void {
  db.exec(`INSERT INTO chunk_text (chunk_text, rank) VALUES ('integrity-check', 1)`)
}
