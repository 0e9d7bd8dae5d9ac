import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { AppError } from '../../lib/app-error.ts'
import { detectFormat } from './detect-format.ts'
import { createNames, type Part } from './parts.ts'

/** A mail beyond this is no mail but a mailbox without separators: it may not fill the memory. */
const MAX_MAIL_BYTES = 128 * 1024 * 1024
const HEAD_BYTES = 4096
const SEPARATOR = Buffer.from('\nFrom ')
/** Bytes kept back: a separator that a part of the file cuts in two, and the empty line before it. */
const OVERLAP = SEPARATOR.length + 2

/** Whether the file at a path is a mailbox. Throws what opening it throws. */
export async function isMailbox(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    const head = { name: path, bytes: buffer.subarray(0, bytesRead) }
    // What nobody knows is no mailbox; reading it says why.
    return (await detectFormat(head).catch(() => null)) === 'mbox'
  } finally {
    await file.close()
  }
}

/** The mails of a mailbox file, one after the other: it is never in memory as a whole. */
export function mailsOfFile(path: string): AsyncGenerator<Part> {
  return mailsIn(createReadStream(path, { highWaterMark: 1024 * 1024 }))
}

/**
 * The mails of a mailbox, cut at lines that begin with "From " after an empty one (RFC 4155). Each is named by its Message-ID, which stays
 * when others are removed, or else by its number.
 */
export async function* mailsIn(
  parts: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Part> {
  const unique = createNames()
  let number = 0
  for await (const mail of cutMails(parts)) {
    number++
    const path = unique(`${idOf(mail) ?? `mail ${number}`}.eml`)
    yield mail.length > MAX_MAIL_BYTES
      ? { path, bytes: new Uint8Array(), failure: tooLong(path) }
      : { path, bytes: mail }
  }
}

/** Each mail's bytes; of one that is too long, only as many as show it. */
async function* cutMails(
  parts: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  let held: Buffer[] = []
  let heldBytes = 0
  let rest: Buffer = Buffer.alloc(0)
  const hold = (bytes: Buffer): void => {
    if (heldBytes <= MAX_MAIL_BYTES) held.push(bytes)
    heldBytes += bytes.length
  }
  const release = (): Buffer => {
    const mail = withoutSeparator(Buffer.concat(held))
    held = []
    heldBytes = 0
    return mail
  }
  for await (const part of parts) {
    const known = rest.length
    const window = Buffer.concat([rest, part])
    let from = 0
    for (const cut of cutsIn(window, known)) {
      hold(window.subarray(from, cut))
      yield release()
      from = cut
    }
    const to = Math.max(from, window.length - OVERLAP)
    hold(window.subarray(from, to))
    rest = window.subarray(to)
  }
  hold(rest)
  const last = release()
  if (last.length > 0) yield last
}

/** Where mails begin, of those that do not begin within the first `known` bytes. */
function cutsIn(window: Buffer, known: number): number[] {
  const cuts: number[] = []
  for (let at = window.indexOf(SEPARATOR); at !== -1; at = window.indexOf(SEPARATOR, at + 1)) {
    const isAfterEmpty = window[at - 1] === 10 || (window[at - 1] === 13 && window[at - 2] === 10)
    if (isAfterEmpty && at + SEPARATOR.length > known) cuts.push(at + 1)
  }
  return cuts
}

function withoutSeparator(mail: Buffer): Buffer {
  const isSeparated = mail.subarray(0, 5).equals(SEPARATOR.subarray(1))
  return isSeparated ? mail.subarray(mail.indexOf(10) + 1) : mail
}

function idOf(mail: Buffer): string | undefined {
  const end = /\r?\n\r?\n/.exec(mail.toString('latin1', 0, 64 * 1024))?.index ?? 64 * 1024
  const head = mail.toString('latin1', 0, end)
  return /^Message-ID:\s*<?([^\s<>]+)/im.exec(head)?.[1]?.replace(/[\\/]/g, '_')
}

function tooLong(name: string): AppError {
  return new AppError(
    'too-large',
    `"${name}" has more than 128 MB, too much for a mail.`,
    'Save the mail as a file of its own and add that.',
  )
}
