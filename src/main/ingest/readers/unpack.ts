import { unzipSync, type UnzipFileInfo } from 'fflate'
import { AppError } from '../../lib/app-error.ts'
import type { Source } from './reader.ts'

/** The biggest book or slide deck has some thousand parts. */
export const MAX_ENTRIES = 20_000
/** A quarter of what a reading process may hold: its tree takes the rest. */
const MAX_UNPACKED_BYTES = 400 * 1024 * 1024
/** Sheets of repeated cells shrink to a hundredth; a bomb to a thousandth. Small files may do as they like. */
const MAX_RATIO = 250
const FREE_BYTES = 64 * 1024 * 1024

/**
 * The wanted parts of a ZIP file by their paths. Sizes are checked before anything is unpacked, and no part grows beyond the size that it
 * states. Throws `damaged`, `too-large`, `password-protected`.
 */
export function unpack(source: Source, wants: (path: string) => boolean): Map<string, Uint8Array> {
  const { name, bytes } = source
  const bounds = createBounds(source)
  const filter = (entry: UnzipFileInfo): boolean => {
    const isWanted = !entry.name.endsWith('/') && wants(entry.name)
    bounds.count(entry, isWanted)
    return isWanted
  }
  if (hasLockedEntry(bytes)) throw locked(name)
  try {
    return new Map(Object.entries(unzipSync(bytes, { filter })))
  } catch (error) {
    throw error instanceof AppError ? error : damagedArchive(name, error)
  }
}

/** The bytes that a packed file may unpack to. */
export function boundOf({ bytes }: Source): number {
  return Math.min(MAX_UNPACKED_BYTES, Math.max(FREE_BYTES, bytes.length * MAX_RATIO))
}

function createBounds(source: Source) {
  const { name, bytes } = source
  const bound = boundOf(source)
  const sum = { entries: 0, packed: 0, unpacked: 0 }
  return {
    count({ size, originalSize }: UnzipFileInfo, isWanted: boolean): void {
      sum.entries++
      sum.packed += size
      if (isWanted) sum.unpacked += originalSize
      // Entries that overlap take more room together than the file has.
      if (sum.packed > bytes.length) throw damagedArchive(name)
      if (sum.entries > MAX_ENTRIES || sum.unpacked > bound) throw tooMuch(name)
    },
  }
}

/** Of a directory entry (APPNOTE 4.3.12), in bytes; its name and what follows come on top. */
const DIRECTORY_ENTRY = 46
const END_OF_DIRECTORY = Buffer.from('PK\x05\x06')
/** The end of a ZIP file with the longest comment. */
const LONGEST_END = 22 + 65_535

/** Whether any file in a ZIP file is locked: bit 0 of its flags (APPNOTE 4.4.4). Folders before it never are. */
export function hasLockedEntry(bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (!file.subarray(0, 2).equals(END_OF_DIRECTORY.subarray(0, 2))) return false
  const tail = Math.max(0, file.length - LONGEST_END)
  const end = file.subarray(tail).lastIndexOf(END_OF_DIRECTORY)
  if (end === -1 || tail + end + 22 > file.length) return false
  let at = file.readUInt32LE(tail + end + 16)
  for (let count = 0; count < MAX_ENTRIES; count++) {
    if (at + DIRECTORY_ENTRY > file.length || file.readUInt32LE(at) !== 0x02014b50) return false
    if ((file.readUInt16LE(at + 8) & 1) === 1) return true
    const more = [28, 30, 32].reduce((sum, field) => sum + file.readUInt16LE(at + field), 0)
    at += DIRECTORY_ENTRY + more
  }
  return false
}

export function locked(name: string): AppError {
  return new AppError(
    'password-protected',
    `"${name}" is protected by a password.`,
    'Save it without the password and add it again.',
  )
}

export function damagedArchive(name: string, cause?: unknown): AppError {
  return new AppError(
    'damaged',
    `"${name}" is damaged, or not what its name says.`,
    'Open it in its own program, save it again and add that.',
    { cause },
  )
}

export function tooMuch(name: string): AppError {
  return new AppError(
    'too-large',
    `"${name}" unpacks to more than Carrel reads of one file.`,
    'Unpack it yourself, and add what you need of it.',
  )
}
