import type { DocumentPasswords } from '../ingest/document-passwords.ts'
import type { ReadingPool } from '../ingest/reading-pool.ts'

/** The pool, trying the library's passwords on what is locked and noting which of them fit. */
export function withPasswords(pool: ReadingPool, passwords: DocumentPasswords): ReadingPool {
  const note = (sha256: string, password?: string): void => {
    if (password !== undefined) passwords.opened(sha256, password)
  }
  return {
    ...pool,
    async *read(task) {
      for await (const event of pool.read({ ...task, passwordsFor: passwords.candidates })) {
        const contents = event.kind === 'contents' ? event.contents : []
        for (const { sha256, password } of contents) note(sha256, password)
        yield event
      }
    },
  }
}
