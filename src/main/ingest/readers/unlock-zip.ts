import { configure, Uint8ArrayReader, ZipReader, type FileEntry } from '@zip.js/zip.js'
import { zipSync } from 'fflate'
import { withPassword, type Passwords } from './locked.ts'
import type { Source } from './reader.ts'
import { boundOf, damagedArchive, hasLockedEntry, MAX_ENTRIES, tooMuch } from './unpack.ts'

// Reading runs in a process of its own already.
configure({ useWebWorkers: false })

/**
 * A ZIP file as it is without its lock (ZipCrypto and AES; APPNOTE 6.1, 7.2), nothing in it packed; any other file as it is. Throws
 * `password-protected`, `too-large`, `damaged`.
 */
export async function unlockZip(source: Source, passwords: Passwords): Promise<Source> {
  if (!hasLockedEntry(source.bytes)) return source
  const reader = new ZipReader(new Uint8ArrayReader(source.bytes))
  try {
    const entries = await reader.getEntries().catch((error: unknown) => {
      throw damagedArchive(source.name, error)
    })
    if (entries.length > MAX_ENTRIES) throw tooMuch(source.name)
    const files = entries.filter((entry): entry is FileEntry => !entry.directory)
    return await withPassword(source.name, passwords, (password) => open(source, files, password))
  } finally {
    await reader.close()
  }
}

/** Null when the password does not fit. The weak lock lets one in 256 wrong ones pass: then the content is not what it should be. */
async function open(
  source: Source,
  files: readonly FileEntry[],
  password: string,
): Promise<Source | null> {
  const opened: Record<string, Uint8Array> = {}
  let left = boundOf(source)
  for (const file of files) {
    const bytes = await readEntry(file, password, left)
    if (bytes === null) return null
    if (bytes === 'too much') throw tooMuch(source.name)
    left -= bytes.length
    opened[file.filename] = bytes
  }
  return { name: source.name, bytes: zipSync(opened, { level: 0 }) }
}

/** No entry grows beyond what is left, whatever size it states. */
async function readEntry(
  file: FileEntry,
  password: string,
  most: number,
): Promise<Uint8Array | 'too much' | null> {
  const chunks: Uint8Array[] = []
  let length = 0
  const sink = new WritableStream<Uint8Array>({
    write(chunk) {
      length += chunk.length
      if (length > most) throw new Error('An entry is larger than allowed')
      chunks.push(chunk)
    },
  })
  try {
    await file.getData(sink, { ...(file.encrypted ? { password } : {}), checkSignature: true })
    return Buffer.concat(chunks)
  } catch {
    // Which of the two it was: a wrong password and damaged content look alike.
    return length > most ? 'too much' : null
  }
}
