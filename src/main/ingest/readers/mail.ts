import PostalMime, { type Address, type Attachment, type Email } from 'postal-mime'
import { oneLine } from '../clean-text.ts'
import type { ReadBlock, ReadDocument } from '../document.ts'
import { encodingOf } from './decode-text.ts'
import { documentOfHtml } from './html.ts'
import { metadataFrom } from './metadata.ts'
import { blocksOfText } from './plain-text.ts'
import { safePath, type Part } from './parts.ts'
import type { Reader, Source } from './reader.ts'
import { looksEncrypted, notDecrypted } from './mail-encryption.ts'

/** Mail headers that say something to a reader, in this order. */
export interface MailHead {
  readonly subject: string
  readonly from: string
  readonly to: string
  readonly cc: string
  readonly date: string
}

/** A mail: who wrote to whom and when, the body, then the names of what is attached: that is documents of its own. */
export const readMail: Reader = async ({ name, bytes }) => {
  const email = await parse(bytes)
  if (looksEncrypted(email)) throw notDecrypted(name)
  return documentOfMail(email)
}

/** What is attached to a mail, and bigger pictures in its body; nothing of one that is encrypted or damaged, as reading it says. */
export async function attachmentsOfMail({ bytes }: Source): Promise<Part[]> {
  const email = await parse(bytes).catch(() => null)
  return email === null || looksEncrypted(email) ? [] : email.attachments.flatMap(toPart)
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

/** Mails are bytes of ASCII; some programs save them as UTF-16 all the same. */
async function parse(bytes: Uint8Array): Promise<Email> {
  const encoding = encodingOf(bytes)
  const mail = encoding.startsWith('utf-16') ? new TextDecoder(encoding).decode(bytes) : bytes
  return PostalMime.parse(mail, { attachmentEncoding: 'arraybuffer' })
}

function documentOfMail(email: Email): ReadDocument {
  const subject = oneLine(email.subject ?? '')
  const head = {
    subject,
    from: showAddresses(email.from ? [email.from] : []),
    to: showAddresses(email.to ?? []),
    cc: showAddresses(email.cc ?? []),
    date: email.date ?? '',
  }
  // Both bodies say the same; the HTML one has the structure.
  const page = email.html ? documentOfHtml(email.html) : null
  const body = page?.blocks ?? blocksOfText(email.text?.replace(/\r\n?/g, '\n') ?? '')
  const names = attachmentNames(email.attachments.flatMap(toPart))
  return {
    title: subject,
    ...metadataFrom({ author: head.from, created: head.date }),
    pages: [],
    blocks: [...headBlocks(head), ...body, ...names],
    hidden: page?.hidden ?? [],
  }
}

/** One line, so that a mail is found by what is attached to it. */
export function attachmentNames(attachments: readonly Part[]): ReadBlock[] {
  const names = attachments.map(({ path }) => oneLine(path)).join(', ')
  return names === '' ? [] : [{ kind: 'paragraph', text: `Attachments: ${names}` }]
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

/** Signatures and keys hold no text. */
const NO_DOCUMENT = /^application\/(?:(?:x-)?pkcs7-signature|pgp-signature|pgp-keys)$/
/** A smaller picture in a body is a logo, a smiley or a tracking pixel; screenshots of text are bigger. */
const MIN_INLINE_PICTURE_BYTES = 16 * 1024

function toPart({ filename, mimeType, content, related, disposition }: Attachment): Part[] {
  if (typeof content === 'string' || NO_DOCUMENT.test(mimeType)) return []
  const isInBody = related === true || disposition === 'inline'
  const isPicture = mimeType.startsWith('image/')
  if (isInBody && isPicture && content.byteLength < MIN_INLINE_PICTURE_BYTES) return []
  const name = safePath(filename ?? '')
    .split('/')
    .at(-1)
  const unnamed = mimeType === 'message/rfc822' ? 'mail.eml' : 'attachment'
  return [{ path: name || unnamed, bytes: new Uint8Array(content as ArrayBuffer) }]
}
