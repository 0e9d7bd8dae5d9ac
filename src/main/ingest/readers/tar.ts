import type { Source } from './reader.ts'
import { damagedArchive } from './unpack.ts'

/** Everything in a tar file comes in blocks of this size (POSIX.1-1988, "ustar"). */
const BLOCK = 512

/** The regular files of a tar file by their paths, as views of its bytes; links and devices are passed over. Throws `damaged`. */
export function unpackTar({ name, bytes }: Source): [string, Uint8Array][] {
  const tar = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const files: [string, Uint8Array][] = []
  let longPath: string | null = null
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0;) {
    const header = tar.subarray(at, at + BLOCK)
    const size = sizeIn(header)
    const content = tar.subarray(at + BLOCK, at + BLOCK + size)
    if (!isWhole(header) || content.length < size) throw damagedArchive(name)
    const type = header.toString('latin1', 156, 157)
    if (type === 'L') longPath = textIn(content)
    else if (type === 'x') longPath = pathIn(content.toString('utf8')) ?? longPath
    else {
      if (/[0\0 7]/.test(type)) files.push([longPath ?? pathOf(header), content])
      longPath = null
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK
  }
  return files
}

/** The sum of all its bytes, those of the sum itself counted as spaces. */
function isWhole(header: Buffer): boolean {
  const sum = header.reduce((all, byte, at) => all + (at >= 148 && at < 156 ? 32 : byte), 0)
  return sum === parseInt(textIn(header.subarray(148, 156)), 8)
}

/** Octal digits; or, as GNU writes what needs more than eleven, 64 bits at the end of the field. */
function sizeIn(header: Buffer): number {
  if (((header[124] ?? 0) & 0x80) !== 0) return Number(header.readBigUInt64BE(128))
  return parseInt(textIn(header.subarray(124, 136)).trim(), 8) || 0
}

function pathOf(header: Buffer): string {
  const isUstar = header.toString('latin1', 257, 262) === 'ustar'
  const prefix = isUstar && header[262] === 0 ? textIn(header.subarray(345, 500)) : ''
  const path = textIn(header.subarray(0, 100))
  return prefix === '' ? path : `${prefix}/${path}`
}

/** The path in an extended header: lines of "LENGTH path=VALUE" (POSIX.1-2001, "pax"). */
function pathIn(header: string): string | undefined {
  return /(?:^|\n)\d+ path=([^\n]*)/.exec(header)?.[1]
}

function textIn(field: Buffer): string {
  const end = field.indexOf(0)
  return field.toString('utf8', 0, end === -1 ? field.length : end)
}
