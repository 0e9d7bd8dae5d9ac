import { decodeText } from './decode-text.ts'
import { LineBlocks, takeWhile } from './line-blocks.ts'
import type { Reader } from './reader.ts'

const TITLE = /^#\+title:\s*(.*)$/im
const ITEM = /^\s*(?:[-+]|\d+[.)])\s+(?:\[[ xX-]\]\s+)?(.*)$/

/** Org mode: headings, lists, tables and code; keywords, drawers and planning left out. */
export const readOrg: Reader = async ({ name, bytes }) => {
  const text = decodeText(name, bytes)
  return { title: TITLE.exec(text)?.[1] ?? '', pages: [], blocks: blocksOfOrg(text) }
}

function blocksOfOrg(text: string) {
  const blocks = new LineBlocks()
  const lines = text.split(/\r?\n/)
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    const [, stars, heading] =
      /^(\*+)\s+(?:(?:TODO|DONE)\s+)?(.*?)(?:\s+:[\w@:]+:)?$/.exec(line) ?? []
    const item = ITEM.exec(line)?.[1]
    if (stars !== undefined) blocks.heading(stars.length, inline(heading ?? ''))
    else if (/^\s*#\+begin_(?:src|example)/i.test(line))
      blocks.code(takeWhile(lines, (each) => !/^\s*#\+end_/i.test(each)))
    else if (/^\s*:(?!end:)\w[\w-]*:\s*$/i.test(line))
      takeWhile(lines, (each) => !/^\s*:end:/i.test(each))
    else if (/^\s*(?:#\+|# |#$|:end:|-{5,}$)|^\s*(?:SCHEDULED|DEADLINE|CLOSED):/i.test(line))
      blocks.end()
    else if (/^\s*\|/.test(line)) tableLine(line, blocks)
    else if (item !== undefined) blocks.item(inline(item))
    else if (line.trim() === '') blocks.end()
    else blocks.line(inline(line))
  }
  return blocks.finish()
}

function tableLine(line: string, blocks: LineBlocks): void {
  if (/^\s*\|[-+|]+\s*$/.test(line)) return
  blocks.row(
    line
      .trim()
      .replace(/^\||\|$/g, '')
      .split('|')
      .map(inline),
  )
}

function inline(text: string): string {
  return text
    .replace(/\[\[[^\]]*\]\[([^\]]*)\]\]/g, '$1')
    .replace(/\[\[([^\]]*)\]\]/g, '$1')
    .replace(/(^|[\s('"{])([*/=~+])(\S(?:.*?\S)?)\2(?=$|[\s.,;:!?'")}-])/g, '$1$3')
}
