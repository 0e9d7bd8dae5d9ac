import WordExtractor from 'word-extractor'
import type { ReadBlock } from '../document.ts'
import { blocksOfText } from './plain-text.ts'
import type { Reader } from './reader.ts'
import { rowBlocks } from './table-rows.ts'
import { damagedArchive } from './unpack.ts'

/** Quotation marks and dashes as they were typed. */
const AS_TYPED = { filterUnicode: false }

/** Word before 2007: paragraphs, table rows, notes, comments and text boxes. The format's headings are only styles, which are not told. */
export const readDoc: Reader = async ({ name, bytes }) => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const word = await new WordExtractor().extract(buffer).catch((error: unknown) => {
    throw damagedArchive(name, error)
  })
  const texts = [
    word.getBody(AS_TYPED),
    word.getTextboxes(AS_TYPED),
    word.getFootnotes(AS_TYPED),
    word.getEndnotes(AS_TYPED),
    word.getAnnotations(AS_TYPED),
  ]
  return { title: '', pages: [], blocks: texts.flatMap(blocksOfWord) }
}

/** A paragraph a line; a line with tabs is a row of a table. */
function blocksOfWord(text: string): ReadBlock[] {
  return text.split(/\r\n?|\n/).flatMap((line) => {
    const cells = line.split('\t')
    if (cells.filter((cell) => cell.trim() !== '').length > 1) return rowBlocks([cells], false)
    return line.trim() === '' ? [] : blocksOfText(line.trim())
  })
}
