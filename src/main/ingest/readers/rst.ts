import { decodeText } from './decode-text.ts'
import { LineBlocks, takeWhile } from './line-blocks.ts'
import type { Reader } from './reader.ts'

const RULE = /^([!-/:-@[-`{-~])\1{2,}\s*$/
const ITEM = /^\s*(?:[-*+•]|\d+[.)]|#\.|\(\w+\))\s+(.*)$/
/** Directives whose indented lines are code, and those whose lines are no text. */
const CODE = /^(?:code|code-block|sourcecode|literalinclude|parsed-literal|doctest|math)$/
const SILENT =
  /^(?:raw|toctree|contents|include|highlight|index|meta|only|role|default-role|currentmodule|module)$/

/** reStructuredText: headings by their underlines, lists, tables and code; comments and options left out. Nothing is included. */
export const readRst: Reader = async ({ name, bytes }) => {
  const blocks = new LineBlocks()
  const lines = decodeText(name, bytes).split(/\r?\n/)
  const rules: string[] = []
  for (let line = lines.shift(); line !== undefined; line = lines.shift())
    readLine(line, lines, { blocks, rules })
  return { title: '', pages: [], blocks: blocks.finish() }
}

interface State {
  readonly blocks: LineBlocks
  /** The kinds of rules, in order of appearance: the first is that of the top level. */
  readonly rules: string[]
}

function readLine(line: string, lines: string[], state: State): void {
  const { blocks } = state
  const [, directive, argument = ''] =
    /^\s*\.\.\s+(?:\|[^|]+\|\s+)?([\w:-]+)::\s*(.*)$/.exec(line) ?? []
  if (isTitle(line, lines)) return title(line, lines, state)
  if (directive !== undefined) return readDirective(directive, argument, { line, lines, blocks })
  if (/^\s*\.\.\s+(?:\[[^\]]+\]|_)/.test(line)) return footnote(line, blocks)
  if (/^\s*\.\.(?:\s|$)/.test(line)) return void takeBody(line, lines)
  const item = ITEM.exec(line)?.[1]
  if (/^\s*(?:\+[-=+]+\+|=+(?:\s+=+)+)\s*$/.test(line) || RULE.test(line)) return
  if (/^\s*\|.*\|\s*$/.test(line)) blocks.row(line.trim().slice(1, -1).split('|').map(inline))
  else if (line.trim() === '') blocks.end()
  else if (item !== undefined) blocks.item(inline(item))
  else if (/^\s*::\s*$/.test(line)) blocks.code(takeBody(line, lines))
  else if (/\S::\s*$/.test(line)) {
    blocks.line(inline(line.trimEnd().slice(0, -1)))
    blocks.code(takeBody(line, lines))
  } else blocks.line(inline(line.replace(/^\s*\| /, '').replace(/^\s*:([\w ]+):\s/, '$1: ')))
}

function isTitle(line: string, [second = '', third = '']: readonly string[]): boolean {
  const isOverlined = RULE.test(line) && third.slice(0, 3) === line.slice(0, 3) && RULE.test(third)
  if (isOverlined) return second.trim() !== ''
  return line.trim() !== '' && !RULE.test(line) && RULE.test(second) && !/^\s/.test(line)
}

function title(line: string, lines: string[], { blocks, rules }: State): void {
  const isOverlined = RULE.test(line)
  const text = isOverlined ? (lines.shift() ?? '') : line
  const rule = `${isOverlined ? 'over' : ''}${(lines.shift() ?? '').charAt(0)}`
  if (!rules.includes(rule)) rules.push(rule)
  blocks.heading(rules.indexOf(rule) + 1, inline(text))
}

function readDirective(
  directive: string,
  argument: string,
  {
    line,
    lines,
    blocks,
  }: { readonly line: string; readonly lines: string[]; readonly blocks: LineBlocks },
): void {
  blocks.end()
  const indent = indentOf(line)
  takeWhile(lines, (each) => /^\s+:[\w-]+:/.test(each) && indentOf(each) > indent)
  if (SILENT.test(directive)) return void takeBody(line, lines)
  if (CODE.test(directive)) return blocks.code(takeBody(line, lines))
  const isFile =
    /^(?:image|figure|csv-table|list-table)$/.test(directive) && !argument.includes(' ')
  if (argument !== '' && !isFile) blocks.line(inline(argument))
}

function footnote(line: string, blocks: LineBlocks): void {
  const [, text = ''] = /^\s*\.\.\s+\[[^\]]+\]\s*(.*)$/.exec(line) ?? []
  blocks.end()
  if (text !== '') blocks.line(inline(text))
}

/** The lines that are indented deeper than `line`, with the empty ones among them. */
function takeBody(line: string, lines: string[]): string[] {
  const indent = indentOf(line)
  return takeWhile(lines, (each) => each.trim() === '' || indentOf(each) > indent)
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length
}

function inline(text: string): string {
  return text
    .replace(/:[\w:-]+:`([^`<]*?)\s*(?:<[^>]*>)?`/g, '$1')
    .replace(/``(.+?)``/g, '$1')
    .replace(/`([^`<]*?)\s*(?:<[^>]*>)?`_{0,2}/g, '$1')
    .replace(/\*\*(\S(?:.*?\S)?)\*\*/g, '$1')
    .replace(/(^|[\s('"])\*(\S(?:.*?\S)?)\*(?=$|[\s.,;:!?'")-])/g, '$1$2')
    .replace(/\|(\S[^|]*)\|_?/g, '$1')
    .replace(/\[[#\w*]+\]_/g, '')
    .replace(/\b(\w+)_\b(?!\w)/g, '$1')
}
