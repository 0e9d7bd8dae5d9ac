import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5'
import type { ReadBlock, ReadDocument } from '../document.ts'
import { decodeHtml } from './decode-html.ts'
import type { CssRules } from './css-rules.ts'
import { HtmlBlocks } from './html-blocks.ts'
import { removeHidden } from './html-hidden.ts'
import { attribute, isElement } from './html-tree.ts'
import { metadataFrom, type StatedMetadata } from './metadata.ts'
import type { Reader } from './reader.ts'
import { closeEmptyElements, isXhtml } from './xhtml.ts'

/** HTML: headings, paragraphs, list items, table rows and code, in order; nothing hidden, no scripts, and nothing is fetched. */
export const readHtml: Reader = async ({ name, bytes }) => {
  const page = decodeHtml(name, bytes)
  return documentOfHtml(isXhtml(page) ? closeEmptyElements(page) : page)
}

/** The document in an HTML text. `linked` are the style sheets that it links to, where they are known. */
export function documentOfHtml(
  html: string,
  linked: readonly CssRules[] | null = null,
): ReadDocument {
  const root = parse(html)
  const passages = removeHidden(root, linked)
  const page = find(root, 'html')
  const head = page && find(page, 'head')
  const title = head && find(head, 'title')
  const language = page && attribute(page, 'lang')
  return {
    title: title ? textIn(title) : '',
    ...(language ? { language } : {}),
    ...metadataFrom(head ? statedIn(head) : {}),
    pages: [],
    blocks: blocksOfNode(root),
    ...(passages > 0 ? { hidden: [{ passages }] } : {}),
  }
}

/** What the head says in `meta` elements, by the names that Dublin Core, Open Graph and plain HTML give it. */
function statedIn(head: Tree.Element): StatedMetadata {
  const stated = new Map<string, string>()
  for (const child of head.childNodes) {
    if (child.nodeName !== 'meta' || !isElement(child)) continue
    const name = attribute(child, 'name') ?? attribute(child, 'property') ?? ''
    stated.set(name.toLowerCase(), attribute(child, 'content') ?? '')
  }
  const first = (...names: readonly string[]): string | undefined =>
    names.map((name) => stated.get(name)).find((content) => content)
  return {
    author: first('author', 'dc.creator', 'dcterms.creator', 'article:author'),
    created: first('article:published_time', 'dcterms.created', 'dc.date', 'dcterms.date', 'date'),
    modified: first('article:modified_time', 'dcterms.modified', 'last-modified'),
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
