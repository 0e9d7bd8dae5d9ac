import { withPassword, type Passwords } from './locked.ts'
import type { Source } from './reader.ts'

/** The container of old and of locked Office files (MS-CFB, 2.2). */
const OLE_MARK = 'd0cf11e0a1b11ae1'
/** Excel locks sheets that are "read-only recommended" with this one and opens them without a question (MS-OFFCRYPTO 2.4.2.3). */
const OPEN_TO_ALL = 'VelvetSweatshop'

/**
 * An Office file as it is without its lock (ECMA-376 agile and standard; RC4 of the old formats); other files as they are.
 * Throws `password-protected`.
 */
export async function unlockOffice(source: Source, passwords: Passwords): Promise<Source> {
  const { name, bytes } = source
  if (Buffer.from(bytes.subarray(0, 8)).toString('hex') !== OLE_MARK) return source
  const container = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  // With its parsers it takes 40 ms to load, which most processes are spared.
  const { decrypt, isEncrypted } = await import('officecrypto-tool')
  if (!isLocked(container, isEncrypted)) return source
  const open = async (password: string): Promise<Source | null> => {
    // A wrong password and a scheme that the library does not know both throw: neither opens the file.
    const opened = await decrypt(container, { password }).catch(() => null)
    return opened === null ? null : { name, bytes: opened }
  }
  return (await open(OPEN_TO_ALL)) ?? withPassword(name, passwords, open)
}

/** A container that cannot be parsed shows its lock by the name of a stream, or is left to the readers, which say that it is damaged. */
function isLocked(container: Buffer, isEncrypted: (container: Buffer) => boolean): boolean {
  try {
    return isEncrypted(container)
  } catch {
    return container.includes(Buffer.from('EncryptedPackage', 'utf16le'))
  }
}
