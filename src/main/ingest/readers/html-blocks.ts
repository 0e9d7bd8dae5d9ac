import type { DefaultTreeAdapterTypes as Tree } from 'parse5'
import type { BlockKind, ReadBlock } from '../document.ts'
import { keepLines, oneLine } from '../clean-text.ts'
import { createItemNumbers } from './html-list.ts'
import { tableBlocks } from './html-table.ts'
import { attribute, isElement, MAX_DEPTH } from './html-tree.ts'

/** Elements whose content is no text of the page. */
const SKIPPED = new Set(
  'script style template noscript iframe object svg math head title canvas audio video select datalist dialog'.split(
    ' ',
  ),
)
/** Elements that end the paragraph before them and begin another. */
const BLOCKS = new Set(
  (
    'address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form header hr html li ' +
    'main nav ol p section summary table tbody td tfoot th thead tr ul'
  ).split(' '),
)
const HEADING = /^h([1-6])$/
/** Collects the blocks of a tree as it is walked in document order. */
export class HtmlBlocks {
  readonly #blocks: ReadBlock[] = []
  readonly #numberOf = createItemNumbers()
  #inline = ''
  /** The number of an item, which its first text takes along. */
  #number = ''
  #kind: BlockKind = 'paragraph'
  #depth = 0

  /** All blocks met, the last one closed. */
  finish(): readonly ReadBlock[] {
    this.#close()
    return this.#blocks
  }

  walkChildren(node: Tree.ParentNode): void {
    if (this.#depth >= MAX_DEPTH) return
    this.#depth++
    for (const child of node.childNodes) this.#walk(child)
    this.#depth--
  }

  #walk(node: Tree.ChildNode): void {
    if (node.nodeName === '#text' && 'value' in node) this.#inline += node.value
    if (!isElement(node) || SKIPPED.has(node.tagName)) return
    const level = HEADING.exec(node.tagName)?.[1]
    if (level !== undefined) this.#whole(node, 'heading', Number(level))
    else if (node.tagName === 'pre') this.#whole(node, 'code')
    else if (node.tagName === 'table') this.#table(node)
    else if (node.tagName === 'br') this.#inline += '\n'
    else if (node.tagName === 'img') this.#inline += ` ${attribute(node, 'alt') ?? ''} `
    else if (node.tagName === 'input') this.#inline += ` ${shownInput(node)} `
    else if (BLOCKS.has(node.tagName)) this.#block(node)
    else this.walkChildren(node)
  }

  #block(node: Tree.Element): void {
    this.#close()
    const before = this.#kind
    if (node.tagName === 'li' || node.tagName === 'dd') this.#kind = 'list-item'
    if (node.tagName === 'li') this.#number = this.#numberOf(node)
    this.walkChildren(node)
    this.#close()
    if (node.tagName === 'li') this.#number = ''
    this.#kind = before
  }

  #whole(node: Tree.Element, kind: BlockKind, level?: number): void {
    this.#close()
    this.walkChildren(node)
    const text = kind === 'code' ? keepLines(this.#inline) : oneLine(this.#inline)
    this.#inline = ''
    if (text !== '') this.#blocks.push(level === undefined ? { kind, text } : { kind, text, level })
  }

  #table(node: Tree.Element): void {
    this.#close()
    const rows = tableBlocks(node, cellText)
    if (rows === null) return this.#block(node)
    for (const caption of node.childNodes) if (caption.nodeName === 'caption') this.#walk(caption)
    this.#close()
    this.#blocks.push(...rows)
  }

  #close(): void {
    const text = oneLine(this.#inline)
    this.#inline = ''
    if (text === '') return
    this.#blocks.push({ kind: this.#kind, text: `${this.#number}${text}` })
    this.#number = ''
  }
}

function cellText(cell: Tree.Element): string {
  const blocks = new HtmlBlocks()
  blocks.walkChildren(cell)
  return blocks
    .finish()
    .map((block) => block.text)
    .join(' ')
}

/** What a field of a form shows: whether it is ticked, or what was typed into it. */
function shownInput(field: Tree.Element): string {
  const type = attribute(field, 'type')?.toLowerCase() ?? 'text'
  if (type === 'checkbox' || type === 'radio')
    return attribute(field, 'checked') === undefined ? '☐' : '☑'
  return type === 'hidden' || type === 'password' ? '' : (attribute(field, 'value') ?? '')
}
