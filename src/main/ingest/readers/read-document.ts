import type { ReadDocument } from '../document.ts'
import { detectFormat } from './detect-format.ts'
import { isArchive, unsupported, type Archive, type Format } from './formats.ts'
import { NO_PASSWORDS } from './locked.ts'
import type { Reader, ReadOptions, Source } from './reader.ts'
import { unlockOffice } from './unlock-office.ts'

/** Raise it when a reader finds other text in the same file, so that stored documents are read again. */
export const READER_VERSION = 6

/** The reader of each format. A parser is loaded when the first file of its format comes. */
const READERS: Readonly<Record<Exclude<Format, Archive>, () => Promise<Reader>>> = {
  pdf: async () => (await import('./pdf.ts')).readPdf,
  docx: async () => (await import('./docx.ts')).readDocx,
  doc: async () => (await import('./doc.ts')).readDoc,
  pptx: async () => (await import('./pptx.ts')).readPptx,
  ppt: async () => (await import('./ppt.ts')).readPpt,
  xlsx: async () => (await import('./xlsx.ts')).readXlsx,
  xls: async () => (await import('./xls.ts')).readXls,
  odf: async () => (await import('./odf.ts')).readOdf,
  rtf: async () => (await import('./rtf.ts')).readRtf,
  html: async () => (await import('./html.ts')).readHtml,
  mhtml: async () => (await import('./mail.ts')).readMhtml,
  epub: async () => (await import('./epub.ts')).readEpub,
  markdown: async () => (await import('./markdown.ts')).readMarkdown,
  rst: async () => (await import('./rst.ts')).readRst,
  asciidoc: async () => (await import('./asciidoc.ts')).readAsciidoc,
  org: async () => (await import('./org.ts')).readOrg,
  latex: async () => (await import('./latex.ts')).readLatex,
  text: async () => (await import('./plain-text.ts')).readPlainText,
  subtitles: async () => (await import('./subtitles.ts')).readSubtitles,
  csv: async () => (await import('./csv.ts')).readCsv,
  json: async () => (await import('./json.ts')).readJson,
  xml: async () => (await import('./xml.ts')).readXml,
  mail: async () => (await import('./mail.ts')).readMail,
  msg: async () => (await import('./msg.ts')).readMsg,
  image: async () => (await import('./image.ts')).readImage,
  tiff: async () => (await import('./tiff.ts')).readTiff,
  audio: async () => (await import('./audio.ts')).readAudio,
}

/** Reads a file of any supported format that is one document; an archive is several. */
export async function readDocument(
  given: Source,
  options: ReadOptions,
): Promise<{ readonly format: Format; readonly document: ReadDocument }> {
  const source = await unlockOffice(given, options.passwords ?? NO_PASSWORDS)
  const format = await detectFormat(source)
  if (isArchive(format)) throw unsupported(source.name, 'an archive inside of an archive')
  const read = await READERS[format]()
  return { format, document: await read(source, options) }
}
