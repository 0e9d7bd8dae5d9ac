import { decodeText } from './decode-text.ts'
import { plainLatex } from './latex-inline.ts'
import { LineBlocks, takeWhile } from './line-blocks.ts'
import type { Reader } from './reader.ts'

const LEVELS: Readonly<Record<string, number>> = {
  part: 1,
  chapter: 1,
  section: 2,
  subsection: 3,
  subsubsection: 4,
  paragraph: 5,
  subparagraph: 6,
}
const HEADING =
  /^\s*\\(part|chapter|section|subsection|subsubsection|paragraph|subparagraph)\*?(?:\[[^\]]*\])?\{(.*?)\}\s*(?:\\label\{[^}]*\}\s*)?$/
const VERBATIM = /\\begin\{(verbatim|lstlisting|minted|Verbatim)\*?\}/
const TABULAR = /\\begin\{(?:tabular[xy*]?|longtable|array)\}/

/** LaTeX source: headings, paragraphs, items, tables and listings, markup taken off; formulas as they are written. No macro is run. */
export const readLatex: Reader = async ({ name, bytes }) => {
  const source = decodeText(name, bytes).replace(/(^|[^\\])%.*$/gm, '$1')
  const title = /\\title(?:\[[^\]]*\])?\{((?:[^{}]|\{[^{}]*\})*)\}/.exec(source)?.[1] ?? ''
  const start = source.indexOf('\\begin{document}')
  const body = start === -1 ? source : source.slice(start + '\\begin{document}'.length)
  const end = body.indexOf('\\end{document}')
  return {
    title: plainLatex(title),
    pages: [],
    blocks: blocksOfLatex(end === -1 ? body : body.slice(0, end)),
  }
}

function blocksOfLatex(body: string) {
  const blocks = new LineBlocks()
  const lines = body.split(/\r?\n/)
  for (let line = lines.shift(); line !== undefined; line = lines.shift())
    readLine(line, lines, blocks)
  return blocks.finish()
}

function readLine(line: string, lines: string[], blocks: LineBlocks): void {
  const [, command = '', heading] = HEADING.exec(line) ?? []
  const [, environment] = VERBATIM.exec(line) ?? []
  if (heading !== undefined) blocks.heading(LEVELS[command] ?? 2, plainLatex(heading))
  else if (environment !== undefined)
    blocks.code(takeWhile(lines, (each) => !each.includes(`\\end{${environment}`)))
  else if (TABULAR.test(line))
    tableRows(
      takeWhile(lines, (each) => !/\\end\{(?:tabular|longtable|array)/.test(each)),
      blocks,
    )
  else if (/^\s*\\item\b/.test(line))
    blocks.item(plainLatex(line.replace(/^\s*\\item\b\s*(?:\[([^\]]*)\])?/, '$1 ')))
  else if (
    line.trim() === '' ||
    /^\s*\\(?:begin|end)\{[^}]*\}\s*(?:\[[^\]]*\]|\{[^}]*\})*\s*$/.test(line)
  )
    blocks.end()
  else blocks.line(plainLatex(line))
}

function tableRows(lines: readonly string[], blocks: LineBlocks): void {
  const rows = lines.join('\n').split(/\\\\(?:\[[^\]]*\])?/)
  for (const row of rows) {
    const cells = row
      .replace(
        /\\(?:hline|toprule|midrule|bottomrule|cline\{[^}]*\}|endhead|endfirsthead|endfoot)/g,
        '',
      )
      .split(/(?<!\\)&/)
      .map(plainLatex)
    if (cells.some((cell) => cell !== '')) blocks.row(cells)
  }
  blocks.end()
}
