import { extname } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { AppError } from '../../lib/app-error.ts'
import { detectFormat } from './detect-format.ts'
import { isArchive, type Format } from './formats.ts'
import { unpackTar } from './tar.ts'
import type { Source } from './reader.ts'
import { boundOf, damagedArchive, tooMuch, unpack } from './unpack.ts'

/** Files in files in files: deeper ones are listed as files that cannot be read. */
const MAX_NESTING = 3
/** All together, since each nested file may unpack to as much as it likes. */
const MAX_PARTS = 20_000
const MAX_BYTES = 400 * 1024 * 1024

/** What separates the path of a file from that of one inside of it. */
const INSIDE = '!/'

/** A document in a file: the file itself, whose path is empty, or one inside of it. */
export interface Part {
  /** Such as "2024/lease.pdf" in an archive, or "old.eml!/lease.pdf". It is a name only: nothing is ever written there. */
  readonly path: string
  readonly bytes: Uint8Array
  /** Why there is nothing to be read. */
  readonly failure?: AppError
}

/**
 * The documents in a file, in order: of an archive the files in it; of a mail itself, then what is attached; of any other file itself.
 * Hidden files and folders are left out. Throws what unpacking throws; what lies deeper and cannot be unpacked is a part with a failure.
 */
export async function partsOf(source: Source, place = ''): Promise<Part[]> {
  const parts: Part[] = []
  let bytes = 0
  const add = (part: Part): void => {
    bytes += part.bytes.length
    if (bytes > MAX_BYTES || parts.length >= MAX_PARTS) throw tooMuch(source.name)
    parts.push(part)
  }
  const collect = async (file: Source, path: string, nesting: number): Promise<void> => {
    const format = await formatOf(file)
    const isDocument = format === null || !isArchive(format) || nesting > MAX_NESTING
    if (isDocument) add({ path, bytes: file.bytes })
    if (format === null || nesting > MAX_NESTING) return
    const unique = createNames()
    for await (const inner of insideOf(file, format)) {
      const name = unique(inner.path)
      const innerPath = path === '' ? name : `${path}${INSIDE}${name}`
      if (inner.failure) add({ ...inner, path: innerPath })
      else
        await collect({ name, bytes: inner.bytes }, innerPath, nesting + 1).catch(
          (failure: unknown) => {
            if (!(failure instanceof AppError) || bytes > MAX_BYTES || parts.length >= MAX_PARTS)
              throw failure
            add({ path: innerPath, bytes: inner.bytes, failure })
          },
        )
    }
  }
  await collect(source, place, 1)
  return parts
}

/** What cannot be told apart is read, and fails, on its own. */
async function formatOf(file: Source): Promise<Format | null> {
  return detectFormat(file).catch(() => null)
}

async function* insideOf(file: Source, format: Format): AsyncGenerator<Part> {
  if (format === 'zip') yield* visible(unpack(file, isVisible))
  if (format === 'tar') yield* visible(unpackTar(file))
  if (format === 'gzip') yield* await insideOfGzip({ ...file, bytes: gunzip(file) })
  if (format === 'mbox') yield* (await import('./mailbox.ts')).mailsIn([file.bytes])
  if (format === 'mail') yield* await (await import('./mail.ts')).attachmentsOfMail(file)
  if (format === 'msg') yield* (await import('./msg.ts')).attachmentsOfMsg(file)
}

/** Most often one file, a tar file. */
async function insideOfGzip({ name, bytes }: Source): Promise<Part[]> {
  const inner = { name: nameWithin(name), bytes }
  return (await formatOf(inner)) === 'tar'
    ? visible(unpackTar(inner))
    : [{ path: inner.name, bytes }]
}

function visible(entries: Iterable<readonly [string, Uint8Array]>): Part[] {
  return [...entries]
    .filter(([path]) => isVisible(path))
    .map(([path, bytes]) => ({ path: safePath(path), bytes }))
    .filter(({ path }) => path !== '')
}

function isVisible(path: string): boolean {
  return !/(?:^|[\\/])(?:\.[^./\\]|__MACOSX[\\/])/.test(path)
}

/** Without drive, root and steps upwards, in which an archive may try to lead out of its folder. */
export function safePath(path: string): string {
  return path
    .split(/[\\/]/)
    .filter((step) => step !== '' && step !== '.' && step !== '..' && !/^[a-z]:$/i.test(step))
    .join('/')
}

/** Gives each name once: a second "scan.pdf" becomes "scan (2).pdf". */
export function createNames(): (name: string) => string {
  const given = new Map<string, number>()
  return (name) => {
    const times = (given.get(name) ?? 0) + 1
    given.set(name, times)
    if (times === 1) return name
    const extension = extname(name)
    return `${name.slice(0, name.length - extension.length)} (${times})${extension}`
  }
}

/** "letter.txt.gz" holds "letter.txt". */
function nameWithin(name: string): string {
  const base = name.slice(name.lastIndexOf('/') + 1)
  return /\.tgz$/i.test(base) ? base.replace(/\.tgz$/i, '.tar') : base.replace(/\.gz$/i, '')
}

function gunzip(file: Source): Uint8Array {
  try {
    return gunzipSync(file.bytes, { maxOutputLength: boundOf(file) })
  } catch (error) {
    const isTooMuch =
      error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    throw isTooMuch ? tooMuch(file.name) : damagedArchive(file.name, error)
  }
}
