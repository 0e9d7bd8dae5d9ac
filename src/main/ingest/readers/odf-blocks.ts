import { keepLines, oneLine } from '../clean-text.ts'
import type { BlockKind, ReadBlock } from '../document.ts'
import type { OdfNumbers } from './odf-numbering.ts'
import { rowsOfTable } from './odf-sheet.ts'
import { rowBlocks } from './table-rows.ts'
import { allNamed, elementsOf, type XmlElement, type XmlNode } from './xml-tree.ts'

/** No text of the document: deleted text, forms, the patterns that indexes are made by, fields that repeat on each slide. */
const SKIPPED =
  /^(?:tracked-changes|forms|.*-source|.*-decls|.*-template|ruby-text|footer|date-time|header|settings|scripts|font-face-decls)$/
const MAX_SPACES = 1000

/** Collects the blocks of an OpenDocument tree. What hangs on a paragraph, such as a note or a text box, follows it. */
export class OdfBlocks {
  readonly #numbers: OdfNumbers
  readonly #blocks: ReadBlock[] = []
  #hanging: XmlElement[] = []
  #kind: BlockKind = 'paragraph'

  /** The number of an item, which its first paragraph takes along. */
  #number = ''

  constructor(numbers: OdfNumbers) {
    this.#numbers = numbers
  }

  finish(): readonly ReadBlock[] {
    return this.#blocks.filter(({ text }) => text !== '')
  }

  walk(element: XmlElement): void {
    for (const child of elementsOf(element)) {
      if (SKIPPED.test(child.name)) continue
      if (child.name === 'h') this.#paragraph(child, levelOf(child))
      else if (child.name === 'p') this.#paragraph(child)
      else if (child.name === 'table') this.#table(child)
      else if (child.name === 'list') this.#list(child)
      else if (child.name === 'list-item') this.#item(child)
      else if (child.name === 'list-header') this.#as('list-item', child)
      else if (child.name === 'frame' && child.attributes['presentation:class'] === 'title')
        this.#slideTitle(child)
      else if (child.name === 'title' || child.name === 'desc') this.#paragraph(child)
      else this.walk(child)
    }
  }

  #as(kind: BlockKind, element: XmlElement): void {
    const before = this.#kind
    this.#kind = kind
    this.walk(element)
    this.#kind = before
  }

  #list(list: XmlElement): void {
    this.#numbers.enterList(list)
    this.walk(list)
    this.#numbers.leaveList()
  }

  #item(item: XmlElement): void {
    this.#number = this.#numbers.ofItem(item)
    this.#as('list-item', item)
    this.#number = ''
  }

  #paragraph(element: XmlElement, level?: number): void {
    const isOutline = level !== undefined && this.#kind !== 'list-item'
    const number = isOutline ? this.#numbers.ofHeading(element) : this.#number
    this.#number = ''
    const text = this.#inline(element.children)
    const shown = level === undefined ? keepLines(text) : oneLine(text)
    const numbered = number === '' || shown === '' ? shown : `${number} ${shown}`
    this.#blocks.push(
      level === undefined
        ? { kind: this.#kind, text: numbered }
        : { kind: 'heading', level, text: numbered },
    )
    const hanging = this.#hanging
    this.#hanging = []
    for (const each of hanging) this.#as('paragraph', each)
  }

  #slideTitle(frame: XmlElement): void {
    const text = allNamed(frame, 'p').map(({ children }) => this.#inline(children))
    this.#blocks.push({ kind: 'heading', level: 1, text: oneLine(text.join(' ')) })
  }

  #table(table: XmlElement): void {
    const { rows, heads } = rowsOfTable(table, (cell) => {
      const blocks = new OdfBlocks(this.#numbers)
      blocks.walk(cell)
      return blocks
        .finish()
        .map(({ text }) => text)
        .join(' ')
    })
    this.#blocks.push(...rowBlocks(rows, heads > 0 && rows.length > heads))
  }

  #inline(nodes: readonly XmlNode[]): string {
    return nodes.map((node) => (typeof node === 'string' ? node : this.#inlineOf(node))).join('')
  }

  #inlineOf(element: XmlElement): string {
    switch (element.name) {
      case 's':
        return ' '.repeat(Math.min(MAX_SPACES, Number(element.attributes['text:c'] ?? 1) || 1))
      case 'tab':
        return '\t'
      case 'line-break':
        return '\n'
      case 'note':
      case 'annotation':
        this.#hanging.push({
          ...element,
          children: elementsOf(element).filter(({ name }) => name !== 'note-citation'),
        })
        return ''
      case 'frame':
      case 'custom-shape':
      case 'rect':
      case 'g':
        this.#hanging.push(element)
        return ' '
      default:
        return SKIPPED.test(element.name) ? '' : this.#inline(element.children)
    }
  }
}

function levelOf({ attributes }: XmlElement): number {
  const level = Number(attributes['text:outline-level'] ?? 1)
  return level >= 1 && level <= 6 ? level : 6
}
