import { keepLines, oneLine } from '../clean-text.ts'
import type { ReadBlock, ReadDocument } from '../document.ts'
import type { Reader } from './reader.ts'
import { readRtfText, type RtfParagraph } from './rtf-text.ts'
import { rowBlocks } from './table-rows.ts'

/** Rich Text Format: paragraphs, headings by their style, list items and table rows. */
export const readRtf: Reader = async ({ bytes }) => documentOfRtf(bytes)

export function blocksOfRtf(bytes: Uint8Array): readonly ReadBlock[] {
  return documentOfRtf(bytes).blocks
}

function documentOfRtf(bytes: Uint8Array): ReadDocument {
  const { title, paragraphs, passages } = readRtfText(Buffer.from(bytes).toString('latin1'))
  const hidden = passages > 0 ? { hidden: [{ passages }] } : {}
  return { title, pages: [], blocks: paragraphs.flatMap(toBlocks), ...hidden }
}

function toBlocks({ text, level, isList, cells }: RtfParagraph): ReadBlock[] {
  if (cells.length > 0) return rowBlocks([cells], false)
  if (text.trim() === '') return []
  if (level !== null) return [{ kind: 'heading', level, text: oneLine(text) }]
  return [{ kind: isList ? 'list-item' : 'paragraph', text: keepLines(text) }]
}
