import { posix } from 'node:path'
import { decodeHtml } from './decode-html.ts'
import { partTree, relationsOf, propertiesOf, type Parts } from './office-parts.ts'
import type { Reader } from './reader.ts'
import { documentOfSheets, type Sheet } from './sheet-blocks.ts'
import { damagedArchive, unpack } from './unpack.ts'
import { allNamed, elementsOf, textOf, type XmlElement } from './xml-tree.ts'
import { readCells, type CellTexts } from './xlsx-cells.ts'
import { kindsOfFormats } from './xlsx-formats.ts'
import { hiddenStylesOf, maskOfSheet, type HiddenStyles } from './xlsx-hidden.ts'

const WANTED = /^xl\/.*\.(?:xml|rels)$|^docProps\/core\.xml$|^_rels\/\.rels$/
const UNWANTED = /^xl\/(?:theme|pivotCache|pivotTables|calcChain)/

/** Excel: each sheet a page, each row under its header, values as they are shown; comments and text boxes after the rows. */
export const readXlsx: Reader = async (source, { onProgress }) => {
  const parts = unpack(source, (path) => WANTED.test(path) && !UNWANTED.test(path))
  const workbook = relationsOf(parts, '.').find(({ type }) => type === 'officeDocument')
  const path = workbook?.target ?? 'xl/workbook.xml'
  if (!parts.has(path)) throw damagedArchive(source.name)
  const texts = textsOf(parts, path)
  const styles = hiddenStylesOf(stylesIn(parts, path))
  const sheets = sheetsOf(parts, path).map((sheet, index, all) => {
    onProgress(index, all.length)
    return readSheet(parts, sheet, { texts, styles })
  })
  const properties = propertiesOf(parts)
  return { ...documentOfSheets(properties.title, sheets), ...properties }
}

function textsOf(parts: Parts, workbook: string): CellTexts {
  const related = new Map(relationsOf(parts, workbook).map(({ type, target }) => [type, target]))
  const strings = partTree(parts, related.get('sharedStrings') ?? '')
  return {
    shared: allNamed(strings, 'si').map(richText),
    formats: kindsOfFormats(stylesIn(parts, workbook)),
    startsIn1904: allNamed(partTree(parts, workbook), 'workbookPr').some(({ attributes }) =>
      /^(?:1|true)$/.test(attributes['date1904'] ?? ''),
    ),
  }
}

function stylesIn(parts: Parts, workbook: string): XmlElement {
  const styles = relationsOf(parts, workbook).find(({ type }) => type === 'styles')
  return partTree(parts, styles?.target ?? '')
}

/** Without the reading aids of Japanese texts. */
function richText(element: XmlElement): string {
  return elementsOf(element)
    .filter(({ name }) => name !== 'rPh')
    .map((child) => (child.name === 't' ? textOf(child) : richText(child)))
    .join('')
}

interface SheetPart {
  readonly name: string
  readonly path: string
  readonly isHidden: boolean
}

function sheetsOf(parts: Parts, workbook: string): SheetPart[] {
  const targets = new Map(relationsOf(parts, workbook).map(({ id, target }) => [id, target]))
  return allNamed(partTree(parts, workbook), 'sheet').flatMap(({ attributes }) => {
    const path = targets.get(attributes['r:id'] ?? '')
    if (path === undefined || !parts.has(path)) return []
    const isHidden = /^(?:veryH|h)idden$/.test(attributes['state'] ?? '')
    return [{ name: attributes['name'] ?? '', path, isHidden }]
  })
}

function readSheet(
  parts: Parts,
  { name, path, isHidden }: SheetPart,
  { texts, styles }: { readonly texts: CellTexts; readonly styles: HiddenStyles },
): Sheet {
  const relations = relationsOf(parts, path)
  const notes = relations.flatMap(({ type, target }) => {
    if (type === 'comments') return allNamed(partTree(parts, target), 'comment').map(richText)
    if (type !== 'drawing') return []
    return allNamed(partTree(parts, target), 'txBody').map((body) =>
      allNamed(body, 'p')
        .map((paragraph) => allNamed(paragraph, 't').map(textOf).join(''))
        .join(' '),
    )
  })
  const file = posix.basename(path)
  const xml = decodeHtml(file, parts.get(path) ?? new Uint8Array())
  const isFiltered = relations.some(
    ({ type, target }) =>
      type === 'table' && allNamed(partTree(parts, target), 'filterColumn').length > 0,
  )
  const mask = maskOfSheet(xml, styles, isFiltered)
  return { name, isHidden, ...readCells(file, xml, texts, mask), notes }
}
