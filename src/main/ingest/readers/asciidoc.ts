import { decodeText } from './decode-text.ts'
import { LineBlocks, takeWhile } from './line-blocks.ts'
import type { Reader } from './reader.ts'

const FENCE = /^(?:-{4,}|\.{4,}|`{3,})\s*\S*$/
/** Lines round a block whose content is read like any other. */
const WRAPPER = /^(?:={4,}|\*{4,}|_{4,}|--)$/

/** AsciiDoc: headings, lists, tables and code; attributes, comments and block options left out. Nothing is included. */
export const readAsciidoc: Reader = async ({ name, bytes }) => {
  const blocks = new LineBlocks()
  const lines = decodeText(name, bytes).split(/\r?\n/)
  for (let line = lines.shift(); line !== undefined; line = lines.shift())
    readLine(line, lines, blocks)
  return { title: '', pages: [], blocks: blocks.finish() }
}

function readLine(line: string, lines: string[], blocks: LineBlocks): void {
  const [, marks, heading] = /^(={1,6}|#{1,6})\s+(\S.*)$/.exec(line) ?? []
  const item = /^\s*(?:\*{1,5}|-|\.{1,5}|\d+\.)\s+(?:\[[ x*]\]\s+)?(.*)$/.exec(line)?.[1]
  if (marks !== undefined) blocks.heading(marks.length, inline(heading ?? ''))
  else if (/^\/{4,}$/.test(line)) {
    takeWhile(lines, (each) => each !== line)
    lines.shift()
  } else if (FENCE.test(line)) {
    blocks.code(takeWhile(lines, (each) => each.trim() !== line.split(/\s/)[0]))
    lines.shift()
  } else if (/^[|,:!]={3,}$/.test(line)) {
    tableRows(
      takeWhile(lines, (each) => each !== line),
      blocks,
    )
    lines.shift()
  } else if (
    /^(?::!?[\w-]+!?:.*|\/\/.*|\[.*\]|include::.*|\+|'{3}|<{3}|ifdef::.*|endif::.*|ifndef::.*)$/.test(
      line,
    )
  )
    return
  else if (WRAPPER.test(line) || line.trim() === '') blocks.end()
  else if (item !== undefined) blocks.item(inline(item))
  else if (/^\.[^\s.]/.test(line)) {
    blocks.end()
    blocks.line(inline(line.slice(1)))
    blocks.end()
  } else blocks.line(inline(line))
}

/** Cells begin with a bar. The first line with cells tells how many make a row, when they stand side by side. */
function tableRows(lines: readonly string[], blocks: LineBlocks): void {
  const perLine = lines
    .filter((line) => line.trim() !== '')
    .map((line) =>
      line
        .split(/(?:^|\s)(?:\d*(?:\.\d+)?[+*])?[<^>.]*[aehlmsv]?\|/)
        .map((cell) => inline(cell.trim())),
    )
  const width = Math.max(1, (perLine.find((cells) => cells.length > 1) ?? []).length - 1)
  const cells = perLine.flatMap(([continued = '', ...starts]) =>
    starts.length === 0 && continued !== '' ? [continued] : starts,
  )
  for (let at = 0; at < cells.length; at += width) blocks.row(cells.slice(at, at + width))
  blocks.end()
}

function inline(text: string): string {
  return text
    .replace(
      /(?:link:|mailto:|xref:|https?:\/\/)?[^\s[\]]*?(?:link:|mailto:|xref:|https?:\/\/)[^\s[\]]*\[([^\]]*)\]/g,
      '$1',
    )
    .replace(/image::?[^\s[\]]*\[([^\],]*)[^\]]*\]/g, '$1')
    .replace(/<<[^,>]*,\s*([^>]*)>>/g, '$1')
    .replace(/<<([^>]*)>>/g, '$1')
    .replace(/footnote:\w*\[([^\]]*)\]/g, ' ($1)')
    .replace(/\{([\w-]+)\}/g, '$1')
    .replace(/([*_`#+])\1(.+?)\1\1/g, '$2')
    .replace(/(^|[\s('"])([*_`#+])(\S(?:.*?\S)?)\2(?=$|[\s.,;:!?'")-])/g, '$1$3')
    .replace(/ \+$/, '')
}
