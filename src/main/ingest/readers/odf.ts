import { oneLine } from '../clean-text.ts'
import type { ReadDocument } from '../document.ts'
import { metadataFrom } from './metadata.ts'
import { OdfBlocks } from './odf-blocks.ts'
import { marginBlocks } from './odf-margins.ts'
import { createOdfNumbers, type OdfNumbers } from './odf-numbering.ts'
import { sheetOf } from './odf-sheet.ts'
import type { Reader } from './reader.ts'
import { documentOfSheets } from './sheet-blocks.ts'
import { damagedArchive, locked, unpack } from './unpack.ts'
import { allNamed, firstNamed, parseXmlBytes, textOf, type XmlElement } from './xml-tree.ts'

const WANTED = new Set(['content.xml', 'styles.xml', 'meta.xml', 'META-INF/manifest.xml'])

/** OpenDocument: texts with headings and lists under the numbers they show, tables and notes; each sheet or slide a page. Headers and footers come once; deleted text of tracked changes is left out. */
export const readOdf: Reader = async (source) => {
  const parts = unpack(source, (path) => WANTED.has(path))
  const tree = (path: string): XmlElement => parseXmlBytes(path, parts.get(path))
  if (firstNamed(tree('META-INF/manifest.xml'), 'encryption-data')) throw locked(source.name)
  const content = tree('content.xml')
  const body = firstNamed(content, 'body')
  if (!body) throw damagedArchive(source.name)
  const meta = tree('meta.xml')
  const stated = (name: string): string => {
    const element = firstNamed(meta, name)
    return element ? oneLine(textOf(element)) : ''
  }
  const styles = tree('styles.xml')
  const numbers = createOdfNumbers([styles, content])
  return {
    ...documentOf(stated('title'), body, { styles, numbers }),
    ...metadataFrom({
      author: stated('initial-creator') || stated('creator'),
      created: stated('creation-date'),
      modified: stated('date'),
    }),
  }
}

function documentOf(
  title: string,
  body: XmlElement,
  { styles, numbers }: { readonly styles: XmlElement; readonly numbers: OdfNumbers },
): ReadDocument {
  const spreadsheet = firstNamed(body, 'spreadsheet')
  if (spreadsheet) return documentOfSheets(title, allNamed(spreadsheet, 'table').map(sheetOf))
  const slides = firstNamed(body, 'presentation') ?? firstNamed(body, 'drawing')
  const margins = marginBlocks(styles, body)
  if (!slides) return { title, pages: [], blocks: [...blocksOf(body, numbers), ...margins] }
  const pages = allNamed(slides, 'page')
  return {
    title,
    pages: pages.map((_, index) => ({ page: index + 1 })),
    blocks: pages.flatMap((slide, index) =>
      [...blocksOf(slide, numbers), ...(index === 0 ? margins : [])].map((block) => ({
        ...block,
        page: index + 1,
      })),
    ),
  }
}

function blocksOf(element: XmlElement, numbers: OdfNumbers) {
  const blocks = new OdfBlocks(numbers)
  blocks.walk(element)
  return blocks.finish()
}
