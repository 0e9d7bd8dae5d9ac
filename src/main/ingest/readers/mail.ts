import PostalMime, { type Address, type Attachment, type Email } from 'postal-mime'
import { oneLine } from '../clean-text.ts'
import type { ReadBlock, ReadDocument } from '../document.ts'
import { attachmentBlocks } from './attachments.ts'
import { encodingOf } from './decode-text.ts'
import { documentOfHtml } from './html.ts'
import { blocksOfText } from './plain-text.ts'
import type { Reader, ReadOptions } from './reader.ts'
import { looksEncrypted, notDecrypted } from './mail-encryption.ts'

/** Mail headers that say something to a reader, in this order. */
export interface MailHead {
  readonly subject: string
  readonly from: string
  readonly to: string
  readonly cc: string
  readonly date: string
}

/** A mail: who wrote to whom and when, the body, then the text of each attachment that can be read. */
export const readMail: Reader = async ({ name, bytes }, options) => {
  const email = await parse(bytes)
  if (looksEncrypted(email)) throw notDecrypted(name)
  return documentOfMail(email, options)
}

/** A web page saved as MHTML, which has the form of a mail: its pages, not its pictures. */
export const readMhtml: Reader = async ({ bytes }) => {
  const first = await parse(bytes)
  const [, charset] = DECLARED.exec(first.html ?? '') ?? []
  const email = charset === undefined ? first : await parse(withCharset(bytes, charset))
  const page = documentOfHtml(email.html ?? '')
  return { ...page, title: page.title || oneLine(email.subject ?? '') }
}

const DECLARED = /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i
const PAGE_HEADER = /^(Content-Type:[ \t]*text\/html)[ \t]*(\r?)$/gim

/** Browsers leave the encoding of a page to the page itself, where a mail's parser does not look. */
function withCharset(bytes: Uint8Array, charset: string): Uint8Array {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  return Buffer.from(source.replace(PAGE_HEADER, `$1; charset=${charset}$2`), 'latin1')
}

/** A mailbox: its mails one after the other. */
export const readMbox: Reader = async ({ bytes }, options) => {
  const mails = splitMailbox(bytes)
  const blocks: ReadBlock[] = []
  for (const [index, mail] of mails.entries()) {
    options.onProgress(index, mails.length)
    blocks.push(...(await documentOfMail(await parse(mail), options)).blocks)
  }
  return { title: '', pages: [], blocks }
}

/** At lines that begin with "From ", after an empty one (RFC 4155). */
function splitMailbox(bytes: Uint8Array): Buffer[] {
  const box = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const starts = [0]
  for (let at = box.indexOf('\nFrom '); at !== -1; at = box.indexOf('\nFrom ', at + 1)) {
    const isAfterEmpty = box[at - 1] === 10 || (box[at - 1] === 13 && box[at - 2] === 10)
    if (isAfterEmpty) starts.push(at + 1)
  }
  return starts.map((start, index) => {
    const lineEnd = box.indexOf(10, start)
    return box.subarray(lineEnd + 1, starts[index + 1] ?? box.length)
  })
}

/** Mails are bytes of ASCII; some programs save them as UTF-16 all the same. */
async function parse(bytes: Uint8Array): Promise<Email> {
  const encoding = encodingOf(bytes)
  const mail = encoding.startsWith('utf-16') ? new TextDecoder(encoding).decode(bytes) : bytes
  return PostalMime.parse(mail, { attachmentEncoding: 'arraybuffer' })
}

async function documentOfMail(email: Email, options: ReadOptions): Promise<ReadDocument> {
  const subject = oneLine(email.subject ?? '')
  const head = {
    subject,
    from: showAddresses(email.from ? [email.from] : []),
    to: showAddresses(email.to ?? []),
    cc: showAddresses(email.cc ?? []),
    date: email.date ?? '',
  }
  // Both bodies say the same; the HTML one has the structure.
  const body = email.html
    ? documentOfHtml(email.html).blocks
    : blocksOfText(email.text?.replace(/\r\n?/g, '\n') ?? '')
  const attachments = await attachmentBlocks(email.attachments.flatMap(toFile), options)
  return { title: subject, pages: [], blocks: [...headBlocks(head), ...body, ...attachments] }
}

/** The subject as heading, the rest as a line each. */
export function headBlocks({ subject, from, to, cc, date }: MailHead): ReadBlock[] {
  const lines = Object.entries({ From: from, To: to, Cc: cc, Date: date })
    .filter(([, value]) => value !== '')
    .map(([label, value]): ReadBlock => ({
      kind: 'paragraph',
      text: `${label}: ${oneLine(value)}`,
    }))
  return subject === '' ? lines : [{ kind: 'heading', level: 1, text: subject }, ...lines]
}

function showAddresses(addresses: readonly Address[]): string {
  return addresses
    .flatMap((address) => address.group ?? [address])
    .map(({ name, address }) => (name && address ? `${name} <${address}>` : name || address))
    .join(', ')
}

function toFile({ filename, mimeType, content }: Attachment) {
  if (typeof content === 'string') return []
  const name = filename ?? (mimeType === 'message/rfc822' ? 'mail.eml' : 'attachment')
  return [{ name, bytes: new Uint8Array(content as ArrayBuffer) }]
}
