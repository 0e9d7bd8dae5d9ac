import { parse } from 'csv-parse/sync'
import { AppError } from '../../lib/app-error.ts'
import { decodeText } from './decode-text.ts'
import type { Reader } from './reader.ts'
import { looksLikeHeader, rowBlocks } from './table-rows.ts'

const DELIMITERS = [',', ';', '\t', '|'] as const
/** Lines that are looked at to find the delimiter. */
const SAMPLE_LINES = 20

/** CSV and TSV: each row a block, "header: value" where the first row names the columns. */
export const readCsv: Reader = async ({ name, bytes }) => {
  const text = decodeText(name, bytes)
  const rows = parseRows(name, text)
  return { title: '', pages: [], blocks: rowBlocks(rows, looksLikeHeader(rows)) }
}

function parseRows(name: string, text: string): string[][] {
  try {
    return parse(text, {
      delimiter: delimiterOf(name, text),
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    })
  } catch (error) {
    throw new AppError(
      'damaged',
      `"${name}" is not a table that can be read.`,
      'Open it in a spreadsheet, save it again as CSV and add that.',
      { cause: error },
    )
  }
}

/** The one that cuts the first lines into the most columns, evenly. */
function delimiterOf(name: string, text: string): string {
  if (/\.tsv$/i.test(name)) return '\t'
  const lines = text.split(/\r?\n/, SAMPLE_LINES).filter((line) => line.trim() !== '')
  const scores = DELIMITERS.map((delimiter) => {
    const counts = lines.map((line) => line.replace(/"[^"]*"/g, '').split(delimiter).length - 1)
    return { delimiter, columns: Math.min(...counts), most: Math.max(...counts) }
  })
  return scores.sort((a, b) => b.columns - a.columns || b.most - a.most)[0]?.delimiter ?? ','
}
