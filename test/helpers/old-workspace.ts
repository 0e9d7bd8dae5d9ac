import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Driver from 'better-sqlite3-multiple-ciphers'
import * as sqliteVec from 'sqlite-vec'
import { migrate } from '../../src/main/store/migrate.ts'
import { migrations } from '../../src/main/store/migrations/index.ts'
import type { ReadDb, WriteDb } from '../../src/main/store/open.ts'
import { defineFunctions } from '../../src/main/store/sql-functions.ts'

/** A text, and the language that it was stored with. */
interface StoredText {
  readonly text: string
  readonly language?: string
}

/** A workspace as it was after its first `count` migrations, not encrypted: each text a version of one chunk, ids from 1. */
export async function openOldWorkspace(
  count: number,
  texts: readonly StoredText[],
): Promise<{ readonly db: WriteDb } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'carrel-upgrade-'))
  const db = new Driver(join(folder, 'library.db')) as ReadDb as WriteDb
  sqliteVec.load(db)
  defineFunctions(db)
  migrate(db, migrations.slice(0, count))
  const addVersion = db.prepare(
    `INSERT INTO versions (id, sha256, recipe, format, title, language, page_count, chunk_count, created_at, text)
     VALUES (?, ?, '', '', '', ?, 0, 1, '', '')`,
  )
  const addChunk = db.prepare(
    `INSERT INTO chunks (version_id, ordinal, start, "end", title, headings, text, token_count) VALUES (?, 0, 0, 1, '', '', ?, 1)`,
  )
  for (const [index, { text, language = null }] of texts.entries()) {
    addVersion.run(index + 1, String(index), language)
    addChunk.run(index + 1, text)
  }
  return {
    db,
    async [Symbol.asyncDispose]() {
      db.close()
      await rm(folder, { recursive: true })
    },
  }
}
