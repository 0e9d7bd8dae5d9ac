import { keepLines, oneLine } from '../clean-text.ts'
import type { ReadBlock } from '../document.ts'
import { partTree, relationsOf, propertiesOf, type Parts } from './office-parts.ts'
import type { Reader } from './reader.ts'
import { isHiddenSlide, stageOf, withoutHiddenShapes, type Stage } from './pptx-hidden.ts'
import { createParagraphNumbers } from './pptx-numbers.ts'
import { countOf } from './sheet-blocks.ts'
import { rowBlocks } from './table-rows.ts'
import { damagedArchive, unpack } from './unpack.ts'
import { allNamed, elementsOf, firstNamed, textOf, type XmlElement } from './xml-tree.ts'

const WANTED = /^ppt\/.*\.(?:xml|rels)$|^docProps\/core\.xml$/
const UNWANTED = /^ppt\/(?:notesMasters|handoutMasters)\//
/** Placeholders that say the same on every slide. */
const REPEATED = new Set(['dt', 'ftr', 'sldNum', 'hdr', 'sldImg'])

/** PowerPoint: each slide a page with its title as heading, texts, tables, charts and diagrams, then its notes and comments. */
export const readPptx: Reader = async (source, { onProgress }) => {
  const parts = unpack(source, (path) => WANTED.test(path) && !UNWANTED.test(path))
  if (!parts.has('ppt/presentation.xml')) throw damagedArchive(source.name)
  const slides = slidePaths(parts)
  const stage = stageOf(parts)
  const read = slides.map((path, index) => {
    onProgress(index, slides.length)
    return { page: index + 1, ...readSlide(parts, path, stage) }
  })
  const shown = read.filter(({ isHidden }) => !isHidden)
  const left = read.length - shown.length
  return {
    ...propertiesOf(parts),
    pages: shown.map(({ page }) => ({ page })),
    blocks: shown.flatMap(({ page, blocks }) => blocks.map((block) => ({ ...block, page }))),
    hidden: read.flatMap(({ page, passages }) => (passages > 0 ? [{ page, passages }] : [])),
    ...(left > 0 ? { notes: [`${countOf(left, 'hidden slide')} left out.`] } : {}),
  }
}

interface ReadSlide {
  readonly blocks: readonly ReadBlock[]
  readonly isHidden: boolean
  /** Pieces of text that no one sees; they are in none of the blocks. */
  readonly passages: number
}

/** A hidden slide is one piece, its notes and comments with it. */
function readSlide(parts: Parts, path: string, stage: Stage): ReadSlide {
  const whole = partTree(parts, path)
  const { slide, passages } = withoutHiddenShapes(whole, path, stage)
  const blocks = slideBlocks(parts, path, slide)
  if (!isHiddenSlide(whole)) return { blocks, isHidden: false, passages }
  return { blocks: [], isHidden: true, passages: blocks.length > 0 ? 1 : 0 }
}

function slidePaths(parts: Parts): string[] {
  const path = 'ppt/presentation.xml'
  const targets = new Map(relationsOf(parts, path).map(({ id, target }) => [id, target]))
  return allNamed(partTree(parts, path), 'sldId').flatMap(({ attributes }) => {
    const target = targets.get(attributes['r:id'] ?? '')
    return target !== undefined && parts.has(target) ? [target] : []
  })
}

function slideBlocks(parts: Parts, path: string, slide: XmlElement): ReadBlock[] {
  const relations = relationsOf(parts, path)
  const targets = (type: RegExp): XmlElement[] =>
    relations
      .filter((relation) => type.test(relation.type))
      .map(({ target }) => partTree(parts, target))
  const notes = targets(/^notesSlide$/).flatMap(shapeBlocks)
  const comments = targets(/^comments$/).flatMap((part) => commentBlocks(part, authorsIn(parts)))
  return [
    ...shapeBlocks(slide),
    ...targets(/^diagramData$/).flatMap((part) => allNamed(part, 't').flatMap(diagramText)),
    ...targets(/^chart(?:Ex)?$/).flatMap(chartBlocks),
    ...notes,
    ...comments,
  ].filter(({ text }) => text !== '')
}

/** Comments and the replies to them: with names and places of their own in old and in new programs. */
function commentBlocks(part: XmlElement, authors: ReadonlyMap<string, string>): ReadBlock[] {
  const comments = [...allNamed(part, 'cm'), ...allNamed(part, 'reply')]
  return comments.map((comment): ReadBlock => {
    const own = elementsOf(comment)
    const texts = own.filter(({ name }) => name === 'text').map(textOf)
    const bodies = own.filter(({ name }) => name === 'txBody').flatMap(paragraphsOf)
    const author = authors.get(comment.attributes['authorId'] ?? '')
    const text = oneLine([...texts, ...bodies].join(' '))
    const label = author === undefined ? 'Comment' : `Comment by ${author}`
    return { kind: 'paragraph', text: text === '' ? '' : `${label}: ${text}` }
  })
}

function authorsIn(parts: Parts): ReadonlyMap<string, string> {
  const lists = ['ppt/commentAuthors.xml', 'ppt/authors.xml'].map((path) => partTree(parts, path))
  const authors = lists.flatMap((list) => [
    ...allNamed(list, 'cmAuthor'),
    ...allNamed(list, 'author'),
  ])
  return new Map(
    authors.map(({ attributes }) => [attributes['id'] ?? '', oneLine(attributes['name'] ?? '')]),
  )
}

function shapeBlocks(element: XmlElement): ReadBlock[] {
  return elementsOf(element).flatMap((child): ReadBlock[] => {
    if (child.name === 'sp') return textShape(child)
    if (child.name === 'tbl') return tableBlocks(child)
    // The same shape twice, for new and for old programs.
    if (child.name === 'AlternateContent') return shapeBlocks(elementsOf(child)[0] ?? child)
    return shapeBlocks(child)
  })
}

function textShape(shape: XmlElement): ReadBlock[] {
  const holder = firstNamed(shape, 'ph')
  const type = holder?.attributes['type']
  const body = firstNamed(shape, 'txBody')
  if (!body || REPEATED.has(type ?? '')) return []
  if (type === 'title' || type === 'ctrTitle')
    return [{ kind: 'heading', level: 1, text: oneLine(paragraphsOf(body).join(' ')) }]
  const texts = paragraphsOf(body)
  const isList = holder !== undefined && type !== 'subTitle' && texts.length > 1
  return texts.map((text) => ({ kind: isList ? 'list-item' : 'paragraph', text }))
}

function paragraphsOf(body: XmlElement): string[] {
  const numberOf = createParagraphNumbers()
  return allNamed(body, 'p').flatMap((paragraph) => {
    const text = keepLines(inlineText(paragraph))
    return text === '' ? [] : [`${numberOf(paragraph)}${text}`]
  })
}

function inlineText(element: XmlElement): string {
  return elementsOf(element)
    .map((child) => {
      if (child.name === 't') return textOf(child)
      if (child.name === 'br') return '\n'
      return child.name === 'tab' ? '\t' : inlineText(child)
    })
    .join('')
}

function tableBlocks(table: XmlElement): ReadBlock[] {
  const rows = allNamed(table, 'tr').map((row) =>
    allNamed(row, 'tc').map((cell) => paragraphsOf(cell).join(' ')),
  )
  const isHeaded = firstNamed(table, 'tblPr')?.attributes['firstRow'] === '1' && rows.length > 1
  return rowBlocks(rows, isHeaded)
}

/** A node of a diagram (SmartArt) is a paragraph of its own. */
function diagramText(body: XmlElement): ReadBlock[] {
  return paragraphsOf(body).map((text) => ({ kind: 'list-item', text }))
}

/** A chart's titles, then its series, each with its name, categories and values. */
function chartBlocks(part: XmlElement): ReadBlock[] {
  const titles = allNamed(part, 'title').map((title) => oneLine(inlineText(title)))
  const series = allNamed(part, 'ser').map((each) =>
    ['tx', 'cat', 'val', 'xVal', 'yVal'].map((name) => cachedValues(each, name)),
  )
  return [
    ...titles.map((text): ReadBlock => ({ kind: 'paragraph', text })),
    ...series.map(([name = [], categories = [], values = [], x = [], y = []]): ReadBlock => {
      const points = [...values, ...y].map((value, index) =>
        [categories[index] ?? x[index], value].filter((part) => part !== undefined).join(': '),
      )
      return { kind: 'table-row', text: [...name, ...points].join('; ') }
    }),
  ]
}

function cachedValues(series: XmlElement, name: string): string[] {
  const holder = elementsOf(series).find((child) => child.name === name)
  return holder ? allNamed(holder, 'v').map((value) => oneLine(textOf(value))) : []
}
