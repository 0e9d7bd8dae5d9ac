import { extname } from 'node:path'

/** A kind of file that people have and no library reads well: told by name, with what to do, rather than guessed into garbage. */
interface Unreadable {
  readonly extensions: readonly string[]
  /** In a user's words. */
  readonly kind: string
  readonly hint: string
}

const UNPACK = 'Unpack it and add what you need of it.'
const PRINT = 'Open it in its own program, save or print it as PDF and add that.'

const KINDS: readonly Unreadable[] = [
  {
    extensions: ['pages', 'numbers', 'key'],
    kind: 'Pages, Numbers and Keynote of Apple',
    hint: 'Open it there, choose File and Export To, and add the PDF or Office file.',
  },
  {
    extensions: ['7z', 'rar', 'xz', 'bz2', 'zst', 'lz', 'cab', 'lzh', 'ar', 'iso', 'dmg'],
    kind: 'archives other than ZIP and tar (7z, RAR, xz)',
    hint: UNPACK,
  },
  {
    extensions: ['chm'],
    kind: 'help files (CHM)',
    hint: 'Unpack it, for example with 7-Zip, and add the pages in it.',
  },
  {
    extensions: ['mobi', 'azw', 'azw3', 'prc'],
    kind: 'e-books of Kindle',
    hint: 'Convert it to EPUB, for example with Calibre, and add that.',
  },
  { extensions: ['djvu', 'djv'], kind: 'DjVu', hint: 'Convert it to PDF and add that.' },
  { extensions: ['ps', 'eps'], kind: 'PostScript', hint: 'Convert it to PDF and add that.' },
  {
    extensions: ['one', 'pub', 'vsd', 'vsdx', 'mpp'],
    kind: 'OneNote, Publisher, Visio and Project',
    hint: PRINT,
  },
  { extensions: ['wpd', 'wps', 'wri'], kind: 'WordPerfect and Works', hint: PRINT },
  { extensions: ['dwg', 'dxf'], kind: 'drawings of AutoCAD', hint: PRINT },
  {
    extensions: ['pst', 'ost', 'tnef'],
    kind: "Outlook's data files (PST) and winmail.dat",
    hint: 'Save the mails in Outlook as MSG or EML files, or as a mailbox, and add those.',
  },
  {
    extensions: ['mdb', 'accdb', 'sqlite', 'db', 'parquet', 'arrow', 'dbf'],
    kind: 'databases',
    hint: 'Export what you need as CSV and add that.',
  },
  {
    extensions: ['heic', 'heif', 'raw', 'cr2', 'psd'],
    kind: 'HEIC, raw and Photoshop pictures',
    hint: 'Save it as JPEG or PNG and add that.',
  },
  {
    extensions: ['mp4', 'mov', 'mkv', 'avi', 'webm', 'mpg', 'wmv'],
    kind: 'video',
    hint: 'Add its subtitles, or a transcript, as a text.',
  },
]

const BY_EXTENSION = new Map(
  KINDS.flatMap((each) => each.extensions.map((extension) => [extension, each] as const)),
)

/** All kinds, in a user's words. */
export const UNREADABLE = KINDS.map(({ kind }) => kind).join(', ')

/** What a file is that cannot be read, by its name or by the type that was found in it; undefined when nobody knows. */
export function unreadableKind(name: string, found: string): Unreadable | undefined {
  const extension = /winmail\.dat$/i.test(name) ? 'tnef' : extname(name).slice(1).toLowerCase()
  return BY_EXTENSION.get(extension) ?? BY_EXTENSION.get(found)
}
