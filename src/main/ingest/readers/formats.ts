import { extname } from 'node:path'
import { AppError } from '../../lib/app-error.ts'
import { unreadableKind } from './unreadable.ts'

export type Format =
  | 'pdf'
  | 'docx'
  | 'doc'
  | 'pptx'
  | 'ppt'
  | 'xlsx'
  | 'xls'
  | 'odf'
  | 'rtf'
  | 'html'
  | 'mhtml'
  | 'epub'
  | 'markdown'
  | 'rst'
  | 'asciidoc'
  | 'org'
  | 'latex'
  | 'text'
  | 'subtitles'
  | 'csv'
  | 'json'
  | 'xml'
  | 'mail'
  | 'mbox'
  | 'msg'
  | 'image'
  | 'tiff'
  | 'audio'
  | 'zip'
  | 'tar'
  | 'gzip'

/** Files that are nothing but other files. */
export type Archive = 'zip' | 'tar' | 'gzip' | 'mbox'

/** Formats whose content is text like any other, or in a container like any other: only the name tells them. */
const BY_EXTENSION = new Map<string, Format>([
  ...named('html', 'html htm xhtml'),
  ...named('mhtml', 'mhtml mht'),
  ...named('markdown', 'md markdown mdown mkd'),
  ...named('rst', 'rst rest'),
  ...named('asciidoc', 'adoc asciidoc asc'),
  ...named('org', 'org'),
  ...named('latex', 'tex latex ltx'),
  ...named('subtitles', 'srt vtt'),
  ...named('csv', 'csv tsv'),
  ...named('json', 'json jsonl ndjson json5 geojson boxnote'),
  ...named('xml', 'xml nxml jats fb2 tei dbk docbook rss atom opml'),
  ...named('mail', 'eml'),
  ...named('mbox', 'mbox mbx'),
  ...named('doc', 'doc dot'),
  ...named('ppt', 'ppt pps pot'),
  ...named('xls', 'xls xlt xlsb'),
  ...named('msg', 'msg'),
  ...named('docx', 'docx docm dotx dotm'),
  ...named('pptx', 'pptx pptm ppsx ppsm potx potm'),
  ...named('xlsx', 'xlsx xlsm xltx xltm'),
  ...named('odf', 'odt ods odp odg ott ots otp'),
  ...named('epub', 'epub'),
  ...named('audio', 'wav mp3 m4a m4b aac flac ogg oga opus'),
])

/** What recognition of pictures has no part in. */
const TEXTUAL = new Set<Format>(
  'html markdown rst asciidoc org latex text subtitles csv json xml docx doc pptx ppt xlsx xls odf rtf epub audio'.split(
    ' ',
  ) as Format[],
)

/** All formats, in a user's words. */
export const READABLE =
  'PDF, Word, PowerPoint, Excel, OpenDocument, RTF, EPUB, HTML, mail, pictures, recordings (WAV, MP3, M4A, FLAC, Ogg), text in any markup, subtitles, CSV, JSON, XML, ZIP and tar'

/** The format that a file's name claims. */
export function formatOfName(name: string): Format | undefined {
  return BY_EXTENSION.get(extname(name).toLowerCase())
}

export function isTextual(format: Format): boolean {
  return TEXTUAL.has(format)
}

export function isArchive(format: Format): format is Archive {
  return format === 'zip' || format === 'tar' || format === 'gzip' || format === 'mbox'
}

/** `kind` says what was found: a file type's usual extension, or words. */
export function unsupported(name: string, kind = ''): AppError {
  const known = unreadableKind(name, kind)
  const found = known?.kind ?? kind
  return new AppError(
    'unsupported-format',
    `"${name}" is in a format that Carrel cannot read${found === '' ? '' : ` (${found})`}.`,
    known?.hint ?? `Carrel reads ${READABLE}: save it as one of these and add that.`,
  )
}

function named(format: Format, extensions: string): [string, Format][] {
  return extensions.split(' ').map((extension) => [`.${extension}`, format])
}
