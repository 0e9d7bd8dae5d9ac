import type { Nodes, Parents, Root, Table } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { gfmTable } from 'micromark-extension-gfm-table'
import { keepLines, oneLine } from '../clean-text.ts'
import type { BlockKind, ReadBlock } from '../document.ts'
import { decodeText } from './decode-text.ts'
import { documentOfHtml } from './html.ts'
import type { Reader } from './reader.ts'
import { rowBlocks } from './table-rows.ts'

const FRONT_MATTER = /^---\r?\n([\s\S]*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/
const TITLE_LINE = /^title:[ \t]*(?:"([^"]*)"|'([^']*)'|(.*))$/m

/** Markdown (CommonMark with tables): headings, paragraphs, list items, table rows and code. Front matter gives only the title. */
export const readMarkdown: Reader = async ({ name, bytes }) => {
  const text = decodeText(name, bytes)
  const front = FRONT_MATTER.exec(text)
  const title = TITLE_LINE.exec(front?.[1] ?? '')
  const tree = fromMarkdown(front ? text.slice(front[0].length) : text, {
    extensions: [gfmTable()],
    mdastExtensions: [gfmTableFromMarkdown()],
  })
  return {
    title: title?.[1] ?? title?.[2] ?? title?.[3] ?? '',
    pages: [],
    blocks: blocksOf(tree, 'paragraph'),
  }
}

function blocksOf(parent: Root | Parents, kind: BlockKind): ReadBlock[] {
  return parent.children.flatMap((node): ReadBlock[] => {
    switch (node.type) {
      case 'heading':
        return block({ kind: 'heading', level: node.depth, text: inlineText(node) })
      case 'paragraph':
        return block({ kind, text: inlineText(node) })
      case 'code':
        return block({ kind: 'code', text: keepLines(node.value) })
      case 'table':
        return tableRows(node)
      case 'html':
        return [...documentOfHtml(node.value).blocks]
      case 'list':
      case 'listItem':
        return blocksOf(node, 'list-item')
      default:
        return 'children' in node ? blocksOf(node, kind) : []
    }
  })
}

function block(found: ReadBlock): ReadBlock[] {
  const text = found.kind === 'code' ? found.text : oneLine(found.text)
  return text === '' ? [] : [{ ...found, text }]
}

function tableRows(table: Table): ReadBlock[] {
  const rows = table.children.map((row) => row.children.map(inlineText))
  return rowBlocks(rows, rows.length > 1)
}

function inlineText(node: Nodes): string {
  if (node.type === 'html') return ''
  if ('value' in node) return node.value
  if ('alt' in node) return node.alt ?? ''
  if (node.type === 'break') return '\n'
  return 'children' in node ? node.children.map(inlineText).join('') : ''
}
