import { posix } from 'node:path'
import type { ReadDocument } from '../document.ts'
import { partTree, relationsOf, propertiesOf, type Parts } from './office-parts.ts'
import type { Reader } from './reader.ts'
import { sheetBlocks, type Sheet } from './sheet-blocks.ts'
import { damagedArchive, unpack } from './unpack.ts'
import { allNamed, elementsOf, textOf, type XmlElement } from './xml-tree.ts'
import { readCells, type CellTexts } from './xlsx-cells.ts'
import { kindsOfFormats } from './xlsx-formats.ts'

const WANTED = /^xl\/.*\.(?:xml|rels)$|^docProps\/core\.xml$|^_rels\/\.rels$/
const UNWANTED = /^xl\/(?:theme|pivotCache|pivotTables|calcChain)/

/** Excel: each sheet a page, each row under its header, values as they are shown; comments and text boxes after the rows. */
export const readXlsx: Reader = async (source, { onProgress }) => {
  const parts = unpack(source, (path) => WANTED.test(path) && !UNWANTED.test(path))
  const workbook = relationsOf(parts, '.').find(({ type }) => type === 'officeDocument')
  const path = workbook?.target ?? 'xl/workbook.xml'
  if (!parts.has(path)) throw damagedArchive(source.name)
  const texts = textsOf(parts, path)
  const sheets = sheetsOf(parts, path).map((sheet, index, all) => {
    onProgress(index, all.length)
    return readSheet(parts, sheet, texts)
  })
  const properties = propertiesOf(parts)
  return { ...documentOfSheets(properties.title, sheets), ...properties }
}

export function documentOfSheets(title: string, sheets: readonly Sheet[]): ReadDocument {
  return {
    title,
    pages: sheets.map((_, index) => ({ page: index + 1 })),
    blocks: sheets.flatMap((sheet, index) => sheetBlocks(sheet, index + 1)),
  }
}

function textsOf(parts: Parts, workbook: string): CellTexts {
  const related = new Map(relationsOf(parts, workbook).map(({ type, target }) => [type, target]))
  const strings = partTree(parts, related.get('sharedStrings') ?? '')
  return {
    shared: allNamed(strings, 'si').map(richText),
    formats: kindsOfFormats(partTree(parts, related.get('styles') ?? '')),
    startsIn1904: allNamed(partTree(parts, workbook), 'workbookPr').some(({ attributes }) =>
      /^(?:1|true)$/.test(attributes['date1904'] ?? ''),
    ),
  }
}

/** Without the reading aids of Japanese texts. */
function richText(element: XmlElement): string {
  return elementsOf(element)
    .filter(({ name }) => name !== 'rPh')
    .map((child) => (child.name === 't' ? textOf(child) : richText(child)))
    .join('')
}

function sheetsOf(parts: Parts, workbook: string): { name: string; path: string }[] {
  const targets = new Map(relationsOf(parts, workbook).map(({ id, target }) => [id, target]))
  return allNamed(partTree(parts, workbook), 'sheet').flatMap(({ attributes }) => {
    const path = targets.get(attributes['r:id'] ?? '')
    return path !== undefined && parts.has(path) ? [{ name: attributes['name'] ?? '', path }] : []
  })
}

function readSheet(
  parts: Parts,
  { name, path }: { readonly name: string; readonly path: string },
  texts: CellTexts,
): Sheet {
  const notes = relationsOf(parts, path).flatMap(({ type, target }) => {
    if (type === 'comments') return allNamed(partTree(parts, target), 'comment').map(richText)
    if (type !== 'drawing') return []
    return allNamed(partTree(parts, target), 'txBody').map((body) =>
      allNamed(body, 'p')
        .map((paragraph) => allNamed(paragraph, 't').map(textOf).join(''))
        .join(' '),
    )
  })
  const bytes = parts.get(path) ?? new Uint8Array()
  return { name, rows: readCells(posix.basename(path), bytes, texts), notes }
}
