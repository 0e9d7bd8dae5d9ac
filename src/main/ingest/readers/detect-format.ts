import { fileTypeFromBuffer } from 'file-type'
import { formatOfName, unsupported, type Format } from './formats.ts'
import type { Source } from './reader.ts'

const BY_CONTENT: Readonly<Record<string, Format>> = {
  pdf: 'pdf',
  docx: 'docx',
  docm: 'docx',
  dotx: 'docx',
  dotm: 'docx',
  pptx: 'pptx',
  pptm: 'pptx',
  potx: 'pptx',
  potm: 'pptx',
  ppsx: 'pptx',
  ppsm: 'pptx',
  xlsx: 'xlsx',
  xlsm: 'xlsx',
  xltx: 'xlsx',
  xltm: 'xlsx',
  odt: 'odf',
  ods: 'odf',
  odp: 'odf',
  odg: 'odf',
  ott: 'odf',
  ots: 'odf',
  otp: 'odf',
  epub: 'epub',
  rtf: 'rtf',
  png: 'image',
  apng: 'image',
  jpg: 'image',
  webp: 'image',
  gif: 'image',
  bmp: 'image',
  avif: 'image',
  wav: 'audio',
  mp3: 'audio',
  m4a: 'audio',
  m4b: 'audio',
  aac: 'audio',
  flac: 'audio',
  ogg: 'audio',
  opus: 'audio',
  tar: 'tar',
  gz: 'gzip',
  'tar.gz': 'gzip',
}
/** Formats that lie in a ZIP file; a damaged one may not show it any more. */
const IN_ZIP = new Set<Format | undefined>(['docx', 'pptx', 'xlsx', 'odf', 'epub'])
const IN_OLE = new Set<Format | undefined>(['doc', 'ppt', 'xls', 'msg'])
/** Of the formats above, none is text; a file of text with such a name is read as what it is. */
const NO_TEXT = new Set<Format | undefined>([...IN_ZIP, ...IN_OLE])
/** Types that file-type finds in files that are text all the same. */
const TEXT_TYPES = new Set(['xml', 'ics', 'vcf', 'vtt', 'gpx', 'kml', 'svg'])

/** "%PDF-" may stand anywhere in the first kilobyte (ISO 32000-1, annex H.3, implementation note 13). */
const HEAD_BYTES = 1024

/** The format by content first and by extension where content cannot tell. Throws `unsupported-format`. */
export async function detectFormat(source: Source): Promise<Format> {
  const { name, bytes } = source
  const claimed = formatOfName(name)
  if (isTiff(bytes)) return 'tiff'
  const found = await fileTypeFromBuffer(bytes.subarray(0, 64 * 1024)).catch(() => undefined)
  const full = found?.ext === 'zip' ? await fileTypeFromBuffer(bytes).catch(() => found) : found
  if (full && BY_CONTENT[full.ext]) return BY_CONTENT[full.ext] ?? 'text'
  const head = Buffer.from(bytes.subarray(0, HEAD_BYTES)).toString('latin1')
  if (head.includes('%PDF-')) return 'pdf'
  if (full?.ext === 'cfb') return formatOfOle(source, claimed)
  if (full?.ext === 'zip') return formatOfZip(name, claimed)
  // Some programs write sound alone into a file that says to be a film.
  if (full?.ext === 'mp4' && claimed === 'audio') return claimed
  if (full && !TEXT_TYPES.has(full.ext) && !full.mime.startsWith('text/'))
    throw unsupported(name, full.ext)
  if (/\.pdf$/i.test(name)) return 'pdf'
  const byHead = formatOfText(head)
  return claimed === undefined || NO_TEXT.has(claimed) ? byHead : claimed
}

/** Its directory of tags may stand at the very end, where the head alone does not lead to it. */
function isTiff(bytes: Uint8Array): boolean {
  const mark = Buffer.from(bytes.subarray(0, 4)).toString('latin1')
  return mark === 'II*\0' || mark === 'MM\0*'
}

function formatOfZip(name: string, claimed: Format | undefined): Format {
  if (claimed && IN_ZIP.has(claimed)) return claimed
  if (claimed === 'xls') return 'xls'
  if (/\.(?:pages|numbers|key)$/i.test(name)) throw unsupported(name)
  return 'zip'
}

/** Text whose first lines say what it is. */
function formatOfText(head: string): Format {
  if (/^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*(?:<!doctype\s+html|<html[\s>])/i.test(head))
    return 'html'
  if (/^(?:ï»¿)?\s*<\?xml\s/.test(head)) return 'xml'
  if (/^(?:ï»¿)?WEBVTT\b/.test(head)) return 'subtitles'
  if (/^From \S+@?\S* .*\d{4}\r?\n[\w-]+: /.test(head)) return 'mbox'
  if (/^(?:Return-Path|Received|Delivered-To|MIME-Version|Message-ID): /i.test(head)) return 'mail'
  return 'text'
}

/** Old Office files, mails of Outlook and locked new Office files share a container: the names of its streams, in UTF-16, tell them apart. */
function formatOfOle({ name, bytes }: Source, claimed: Format | undefined): Format {
  const container = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const has = (stream: string): boolean => container.includes(Buffer.from(stream, 'utf16le'))
  if (has('__properties_version1.0')) return 'msg'
  // Its lock hides what it is; reading it unlocks it first, or says that it is locked.
  if (has('EncryptedPackage'))
    return claimed !== undefined && IN_ZIP.has(claimed) ? claimed : 'docx'
  const streams = { doc: 'WordDocument', ppt: 'PowerPoint Document', xls: 'Workbook' } as const
  // Each may be embedded in another: the name decides between those that are there.
  if ((claimed === 'doc' || claimed === 'ppt' || claimed === 'xls') && has(streams[claimed]))
    return claimed
  if (has(streams.ppt)) return 'ppt'
  if (has(streams.doc)) return 'doc'
  if (has(streams.xls) || has('Book')) return 'xls'
  throw unsupported(name, 'unknown Microsoft Office file')
}
