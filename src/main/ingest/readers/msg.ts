import { decompressRTF } from '@kenjiuno/decompressrtf'
import msgreader, { type FieldsData } from '@kenjiuno/msgreader'
import { oneLine } from '../clean-text.ts'
import type { ReadBlock } from '../document.ts'
import { documentOfHtml } from './html.ts'
import { attachmentNames, headBlocks } from './mail.ts'
import { metadataFrom } from './metadata.ts'
import { safePath, type Part } from './parts.ts'
import { blocksOfText } from './plain-text.ts'
import type { Reader, Source } from './reader.ts'
import { blocksOfRtf } from './rtf.ts'

/** The package is CommonJS: what it exports by default stands inside of another default. */
const MsgReader = msgreader.default

/** Code pages of Unicode (and ASCII) say nothing of text that is not Unicode. */
const UNICODE = new Set([1200, 20127, 65001])

/** A mail saved by Outlook: headers, body and the names of its attachments, which are documents of their own. */
export const readMsg: Reader = async ({ bytes }) => {
  const opened = openMsg(bytes)
  const { data } = opened
  const subject = oneLine(data.subject ?? '')
  const head = {
    subject,
    from: person(data.senderName, data.senderSmtpAddress ?? data.senderEmail),
    to: recipients(data, 'to'),
    cc: recipients(data, 'cc'),
    date: data.clientSubmitTime ?? data.messageDeliveryTime ?? '',
  }
  const blocks = [...headBlocks(head), ...bodyOf(data), ...attachmentNames(attachmentsIn(opened))]
  const { from: author, date: created } = head
  return { title: subject, ...metadataFrom({ author, created }), pages: [], blocks }
}

/** What is attached to a mail of Outlook; nothing of a damaged one, as reading it says. */
export function attachmentsOfMsg({ bytes }: Source): Part[] {
  try {
    return attachmentsIn(openMsg(bytes))
  } catch {
    // Reading the mail itself says what is wrong with it.
    return []
  }
}

function attachmentsIn({ reader, data }: ReturnType<typeof openMsg>): Part[] {
  return (data.attachments ?? []).flatMap((attachment): Part[] => {
    if (attachment.attachmentHidden === true) return []
    const { fileName, content } = reader.getAttachment(attachment)
    const name = safePath(fileName).split('/').at(-1)
    return [{ path: name || 'attachment', bytes: new Uint8Array(content) }]
  })
}

/** Text that is not Unicode is in an encoding which the mail names, often enough only for its body. */
function openMsg(bytes: Uint8Array) {
  const reader = new MsgReader(bytes.slice().buffer)
  const data = reader.getFileData()
  const codePage = data.messageCodepage ?? data.internetCodepage
  if (codePage === undefined || UNICODE.has(codePage)) return { reader, data }
  const again = new MsgReader(bytes.slice().buffer)
  again.parserConfig = { ansiEncoding: String(codePage) }
  try {
    return { reader: again, data: again.getFileData() }
  } catch {
    // An encoding that nobody knows: what was read at first will do.
    return { reader, data }
  }
}

function bodyOf({ bodyHtml, html, body, compressedRtf }: FieldsData): readonly ReadBlock[] {
  const page = bodyHtml ?? (html ? Buffer.from(html).toString('utf8') : '')
  if (page.trim() !== '') return documentOfHtml(page).blocks
  if (body !== undefined && body.trim() !== '') return blocksOfText(body.replace(/\r\n?/g, '\n'))
  return compressedRtf ? blocksOfRtf(Buffer.from(decompressRTF([...compressedRtf]))) : []
}

function recipients({ recipients: all = [] }: FieldsData, kind: string): string {
  return all
    .filter(({ recipType = 'to' }) => recipType === kind)
    .map(({ name, smtpAddress, email }) => person(name, smtpAddress ?? email))
    .join(', ')
}

/** Inside of a company, addresses are paths that tell nobody anything. */
function person(name = '', address = ''): string {
  const shown = address.startsWith('/') ? '' : address
  return name && shown && name !== shown ? `${name} <${shown}>` : name || shown
}
