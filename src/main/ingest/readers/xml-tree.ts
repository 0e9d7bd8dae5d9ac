import { Parser } from 'htmlparser2'
import { decodeHtml } from './decode-html.ts'
import { MAX_DEPTH } from './html-tree.ts'

/** A document type definition with declarations of its own. */
const OWN_DTD = /<!DOCTYPE[^[>]*\[[\s\S]*?\]\s*>/i
/** The parser's time grows with the square of this. */
const HOPELESS_DEPTH = 5_000

/** An element; its name without the namespace prefix, its attributes' names with theirs. */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlNode[]
}

export type XmlNode = XmlElement | string

/**
 * XML as a tree below a nameless root. Damaged XML gives what there is. Document type definitions are passed over: no entity but the
 * five of XML itself and numbers is expanded, and nothing is fetched. What is nested deeper than a document ever is, is left out; an
 * attack by nesting throws.
 */
export function parseXml(text: string): XmlElement {
  const root = { name: '', attributes: {}, children: [] as XmlNode[] }
  const open = [root]
  let tooDeep = 0
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (tooDeep > HOPELESS_DEPTH) throw new Error('XML is nested beyond any document')
        if (open.length >= MAX_DEPTH) return void tooDeep++
        const element = { name: localName(name), attributes, children: [] as XmlNode[] }
        open.at(-1)?.children.push(element)
        open.push(element)
      },
      ontext(part) {
        if (tooDeep === 0) open.at(-1)?.children.push(part)
      },
      onclosetag() {
        if (tooDeep > 0) tooDeep--
        else if (open.length > 1) open.pop()
      },
    },
    { xmlMode: true },
  )
  parser.end(text.replace(OWN_DTD, ''))
  return root
}

/** XML bytes as a tree, in the encoding that they declare. */
export function parseXmlBytes(name: string, bytes: Uint8Array | undefined): XmlElement {
  return parseXml(bytes === undefined ? '' : decodeHtml(name, bytes))
}

export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

export function elementsOf(element: XmlElement): XmlElement[] {
  return element.children.filter((child): child is XmlElement => typeof child !== 'string')
}

/** The elements of this name anywhere below, in document order, none inside another of them. */
export function allNamed(element: XmlElement, name: string): XmlElement[] {
  return elementsOf(element).flatMap((child) =>
    child.name === name ? [child] : allNamed(child, name),
  )
}

export function firstNamed(element: XmlElement, name: string): XmlElement | undefined {
  for (const child of elementsOf(element)) {
    const found = child.name === name ? child : firstNamed(child, name)
    if (found) return found
  }
  return undefined
}

/** All text below, as it stands. */
export function textOf(element: XmlElement): string {
  return element.children
    .map((child) => (typeof child === 'string' ? child : textOf(child)))
    .join('')
}
