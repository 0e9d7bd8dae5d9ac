import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { AppError } from '../lib/app-error.ts'
import { fileFailure } from './file-failure.ts'
import type { Passwords } from './readers/locked.ts'
import { isMailbox, mailsOfFile } from './readers/mailbox.ts'
import { partsOf, type Part } from './readers/parts.ts'
import type { Source } from './readers/reader.ts'
import { hasLockedEntry } from './readers/unpack.ts'
import type { FileSource } from './reading-messages.ts'

/** A file is in memory as a whole; beyond this no parser copes within the memory bound. Collections are streamed and have no limit. */
const MAX_FILE_BYTES = 512 * 1024 * 1024

/** A file as a whole. Throws what a file system refuses, and `too-large`. */
export async function load(source: FileSource): Promise<Source> {
  if (source.kind === 'bytes') return source
  const name = basename(source.path)
  try {
    const { size } = await stat(source.path)
    if (size > MAX_FILE_BYTES)
      throw new AppError(
        'too-large',
        `"${name}" has more than 512 MB.`,
        'Split it into smaller files and add those.',
      )
    return { name, bytes: await readFile(source.path) }
  } catch (error) {
    throw error instanceof AppError ? error : fileFailure(source.path, error)
  }
}

/** One that cannot be opened is none; reading it says why. */
export async function isMailboxAt(source: FileSource): Promise<boolean> {
  return source.kind === 'path' && (await isMailbox(source.path).catch(() => false))
}

/** A mail that holds too much costs itself only. */
export async function partsOfMail(mail: Part): Promise<Part[]> {
  if (mail.failure) return [mail]
  return partsOf({ name: mail.path, bytes: mail.bytes }, mail.path).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error
    return [{ ...mail, failure: error }]
  })
}

/** A file, or what lies at a path inside of it. Throws `not-found`. */
export async function fileWithin(
  source: FileSource,
  inside: string,
  passwords: Passwords,
): Promise<Source> {
  if (inside === '') return load(source)
  for await (const parts of partsToSearch(source, inside, passwords)) {
    const part = parts.find(({ path }) => path === inside)
    if (part !== undefined) return { name: inside, bytes: part.bytes }
  }
  const name = source.kind === 'path' ? basename(source.path) : source.name
  throw new AppError('not-found', `"${name}" has no "${inside}" any more.`, 'Add the file again.')
}

/** What unlocks is loaded by the first locked archive only. */
export async function unlocked(file: Source, passwords: Passwords): Promise<Source> {
  if (!hasLockedEntry(file.bytes)) return file
  const { unlockZip } = await import('./readers/unlock-zip.ts')
  return unlockZip(file, passwords)
}

async function* partsToSearch(
  source: FileSource,
  inside: string,
  passwords: Passwords,
): AsyncGenerator<Part[]> {
  if (source.kind !== 'path' || !(await isMailboxAt(source)))
    yield partsOf(await unlocked(await load(source), passwords))
  else
    for await (const mail of mailsOfFile(source.path))
      if (inside.startsWith(mail.path)) yield partsOfMail(mail)
}
