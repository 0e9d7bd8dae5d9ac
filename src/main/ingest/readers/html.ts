import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5'
import type { ReadBlock, ReadDocument } from '../document.ts'
import { decodeHtml } from './decode-html.ts'
import { HtmlBlocks } from './html-blocks.ts'
import { attribute } from './html-tree.ts'
import type { Reader } from './reader.ts'
import { closeEmptyElements, isXhtml } from './xhtml.ts'

/** HTML: headings, paragraphs, list items, table rows and code, in order; nothing hidden, no scripts, and nothing is fetched. */
export const readHtml: Reader = async ({ name, bytes }) => {
  const page = decodeHtml(name, bytes)
  return documentOfHtml(isXhtml(page) ? closeEmptyElements(page) : page)
}

/** The document in an HTML text. */
export function documentOfHtml(html: string): ReadDocument {
  const root = parse(html)
  const page = find(root, 'html')
  const head = page && find(page, 'head')
  const title = head && find(head, 'title')
  const language = page && attribute(page, 'lang')
  return {
    title: title ? textIn(title) : '',
    ...(language ? { language } : {}),
    pages: [],
    blocks: blocksOfNode(root),
  }
}

/** The blocks below a node. */
export function blocksOfNode(node: Tree.ParentNode): readonly ReadBlock[] {
  const blocks = new HtmlBlocks()
  blocks.walkChildren(node)
  return blocks.finish()
}

function find(node: Tree.ParentNode, name: string): Tree.Element | undefined {
  return node.childNodes.find((child): child is Tree.Element => child.nodeName === name)
}

function textIn(element: Tree.Element): string {
  return element.childNodes.map((child) => ('value' in child ? child.value : '')).join('')
}
