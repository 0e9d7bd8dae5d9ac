import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Driver from 'better-sqlite3-multiple-ciphers'

/** All bytes of a database file in the clear, those of free pages and cell remainders too; the file itself is only copied. */
export async function decryptFile(file: string, key: Buffer): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'carrel-plain-'))
  try {
    const copy = join(folder, 'copy.db')
    await copyFile(file, copy)
    const db = new Driver(copy)
    db.pragma(`key = 'raw:${key.toString('hex')}'`)
    db.pragma('journal_mode = DELETE')
    db.pragma(`rekey = ''`)
    db.close()
    return await readFile(copy)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
