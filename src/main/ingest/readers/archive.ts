import { AppError } from '../../lib/app-error.ts'
import { detectFormat } from './detect-format.ts'
import type { Source } from './reader.ts'
import { unpack } from './unpack.ts'

/** Archives in archives in archives: deeper ones are listed as files that cannot be read. */
const MAX_NESTING = 3
/** All files together, since each nested archive may unpack to as much as it likes. */
const MAX_FILES = 20_000
const MAX_BYTES = 400 * 1024 * 1024

/** What separates the path of an archive from that of a file inside of it. */
const INSIDE = '!/'

/** A file inside of an archive. */
export interface ArchivedFile {
  /** Its path in the archive, such as "2024/lease.pdf" or "old.zip!/lease.pdf". It is a name only: nothing is ever written there. */
  readonly path: string
  readonly bytes: Uint8Array
}

/** Whether a file is an archive of other files, and not a document that has the form of one. */
export async function isArchive(source: Source): Promise<boolean> {
  const [first, second] = source.bytes
  if (first !== 0x50 || second !== 0x4b) return false
  return (await detectFormat(source)) === 'zip'
}

/** The files in an archive and in the archives in it, in order. Hidden ones and folders are left out. Throws as `unpack` does. */
export async function filesInArchive(source: Source): Promise<ArchivedFile[]> {
  const files: ArchivedFile[] = []
  let bytes = 0
  const collect = async (archive: Source, folder: string, nesting: number): Promise<void> => {
    for (const [entry, content] of unpack(archive, isVisible)) {
      const path = `${folder}${safePath(entry)}`
      const file = { name: path, bytes: content }
      if (nesting < MAX_NESTING && (await isNested(file))) {
        await collect(file, `${path}${INSIDE}`, nesting + 1)
        continue
      }
      bytes += content.length
      if (bytes > MAX_BYTES || files.length >= MAX_FILES) throw tooMuch(source.name)
      files.push({ path, bytes: content })
    }
  }
  await collect(source, '', 1)
  return files
}

/** One file of an archive. Throws `not-found`. */
export async function fileInArchive(source: Source, path: string): Promise<Source> {
  const file = (await filesInArchive(source)).find((each) => each.path === path)
  if (file === undefined)
    throw new AppError(
      'not-found',
      `"${source.name}" has no file "${path}" any more.`,
      'Add the archive again.',
    )
  return { name: path, bytes: file.bytes }
}

/** One that cannot be told apart is read, and fails, on its own. */
async function isNested(file: Source): Promise<boolean> {
  return isArchive(file).catch(() => false)
}

function isVisible(path: string): boolean {
  return !/(?:^|[\\/])(?:\.[^./\\]|__MACOSX[\\/])/.test(path)
}

/** Without drive, root and steps upwards, in which an archive may try to lead out of its folder. */
function safePath(path: string): string {
  return path
    .split(/[\\/]/)
    .filter((step) => step !== '' && step !== '.' && step !== '..' && !/^[a-z]:$/i.test(step))
    .join('/')
}

function tooMuch(name: string): AppError {
  return new AppError(
    'too-large',
    `"${name}" unpacks to more than Carrel reads of one file.`,
    'Unpack it yourself, and add what you need of it.',
  )
}
