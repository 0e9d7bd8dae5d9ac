import { oneLine } from '../clean-text.ts'
import type { ReadBlock } from '../document.ts'
import type { Reader } from './reader.ts'
import { rowBlocks } from './table-rows.ts'
import {
  allNamed,
  elementsOf,
  firstNamed,
  parseXmlBytes,
  textOf,
  type XmlElement,
} from './xml-tree.ts'

/** Elements that stand inside a sentence, in the vocabularies of articles and books (JATS, DocBook, TEI, FictionBook) and in HTML. */
const INLINE =
  /^(?:a|b|i|u|s|em|strong|bold|italic|underline|sub|sup|sc|span|xref|ext-link|named-content|styled-content|emphasis|link|ulink|code|monospace|hi|ref|style|email|uri|abbrev|quote|tt|font|small|big|inline-formula|math|mrow|mi|mn|mo|msub|msup|mfrac)$/i
const HEADINGS = /^(?:title|article-title|head|heading|subtitle|h[1-6])$/i
const SECTIONS = /^(?:sec|section|sect\d|chapter|part|div|div\d|abstract|appendix|body)$/i
const ITEMS = /^(?:list-item|listitem|item|li)$/i
const SILENT =
  /^(?:binary|script|style|stylesheet|genre|journal-meta|article-categories|article-id|pub-date|elocation-id|object-id|processing-meta|custom-meta-group|permissions)$/i

/** XML of any vocabulary: text in document order, its usual names of titles, sections, lists and tables understood. */
export const readXml: Reader = async ({ name, bytes }) => {
  const root = parseXmlBytes(name, bytes)
  const title =
    firstNamed(root, 'article-title') ?? firstNamed(root, 'book-title') ?? firstNamed(root, 'title')
  return {
    title: title ? oneLine(textOf(title)) : '',
    pages: [],
    blocks: blocksOf(root, 0, false),
  }
}

function blocksOf(element: XmlElement, level: number, isItem: boolean): ReadBlock[] {
  const blocks: ReadBlock[] = []
  let inline = ''
  const close = (): void => {
    const text = oneLine(inline)
    inline = ''
    if (text !== '') blocks.push({ kind: isItem ? 'list-item' : 'paragraph', text })
  }
  for (const child of element.children) {
    if (typeof child === 'string') inline += child
    else if (SILENT.test(child.name)) continue
    else if (INLINE.test(child.name)) inline += textOf(child)
    else {
      close()
      blocks.push(...blockOf(child, level, isItem))
    }
  }
  close()
  return blocks
}

function blockOf(child: XmlElement, level: number, isItem: boolean): ReadBlock[] {
  if (HEADINGS.test(child.name)) {
    const text = oneLine(textOf(child))
    return text === '' ? [] : [{ kind: 'heading', level: Math.min(6, Math.max(1, level)), text }]
  }
  if (child.name === 'table' && firstNamed(child, 'tr')) return tableRows(child)
  const isLeaf = elementsOf(child).every(({ name }) => INLINE.test(name))
  if (isLeaf && !isItem && Object.keys(child.attributes).length > 0 && textOf(child).trim() === '')
    return []
  return blocksOf(
    child,
    level + (SECTIONS.test(child.name) ? 1 : 0),
    isItem || ITEMS.test(child.name),
  )
}

function tableRows(table: XmlElement): ReadBlock[] {
  const rows = allNamed(table, 'tr').map((row) =>
    elementsOf(row).map((cell) => oneLine(textOf(cell))),
  )
  const head = firstNamed(table, 'thead') ?? firstNamed(table, 'th')
  return rowBlocks(rows, head !== undefined && rows.length > 1)
}
