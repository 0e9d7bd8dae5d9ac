import type { Nodes, Parents, Root, Table } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { gfmTable } from 'micromark-extension-gfm-table'
import { keepLines, oneLine } from '../clean-text.ts'
import type { BlockKind, ReadBlock } from '../document.ts'
import { decodeText } from './decode-text.ts'
import { documentOfHtml } from './html.ts'
import { metadataFrom } from './metadata.ts'
import type { Reader } from './reader.ts'
import { rowBlocks } from './table-rows.ts'

const FRONT_MATTER = /^---\r?\n([\s\S]*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/
/** A line of the front matter: a name and a plain or quoted text. */
const FRONT_LINE = /^(title|author|date):[ \t]*(?:"([^"]*)"|'([^']*)'|(.*?))[ \t]*\r?$/gm

/** Markdown (CommonMark with tables): headings, paragraphs, list items, table rows and code. Front matter gives title, author and date. */
export const readMarkdown: Reader = async ({ name, bytes }) => {
  const text = decodeText(name, bytes)
  const front = FRONT_MATTER.exec(text)
  const stated = new Map(
    Array.from((front?.[1] ?? '').matchAll(FRONT_LINE), ([, key, ...values]) => [
      key,
      values.find((value) => value !== undefined) ?? '',
    ]),
  )
  const tree = fromMarkdown(front ? text.slice(front[0].length) : text, {
    extensions: [gfmTable()],
    mdastExtensions: [gfmTableFromMarkdown()],
  })
  return {
    title: stated.get('title') ?? '',
    ...metadataFrom({ author: stated.get('author'), created: stated.get('date') }),
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
