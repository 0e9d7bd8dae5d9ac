import { zipSync } from 'fflate'
import mammoth from 'mammoth'
import { AppError } from '../../lib/app-error.ts'
import { decodeHtml } from './decode-html.ts'
import { stylesOfDocx, withoutHiddenRuns } from './docx-hidden.ts'
import { marginsOf } from './docx-margins.ts'
import { createNumbering } from './docx-numbering.ts'
import { writeOutNumbers } from './docx-written-out.ts'
import { documentOfHtml } from './html.ts'
import { usefulTitle } from './metadata.ts'
import { partTree, propertiesOf, relationsOf, type Parts } from './office-parts.ts'
import type { Reader } from './reader.ts'
import { unpack } from './unpack.ts'
import { allNamed, firstNamed } from './xml-tree.ts'

/** The style of a document's title, which is no heading to Word. */
const TITLE = "p[style-name='Title'] => h1:fresh"
/** The parts that hold text besides the main one. */
const TEXTS = new Set(['header', 'footer', 'footnotes', 'endnotes', 'comments'])
const WANTED = /\.(?:xml|rels)$/i

/**
 * Word documents: through HTML, so that headings, lists, tables and footnotes come out alike, with the numbers that Word shows before
 * headings and list items. Headers, footers and comments come once each; deleted text and pictures are left out.
 */
export const readDocx: Reader = async (source) => {
  const whole = unpack(source, (path) => WANTED.test(path))
  const path = mainPart(whole)
  const { parts, passages } = withoutHidden(whole, path)
  try {
    const { value } = await mammoth.convertToHtml(
      { buffer: withNumbers(parts, path) },
      { convertImage: dropPicture, externalFileAccess: false, styleMap: TITLE },
    )
    const document = documentOfHtml(withWordsNumbers(value))
    const hidden = passages > 0 ? { hidden: [{ passages }] } : {}
    const { headers, footers, comments } = marginsOf(parts, path)
    const properties = propertiesOf(parts)
    const title = usefulTitle(properties.title)
    return {
      ...document,
      ...properties,
      ...hidden,
      title,
      blocks: [...headers, ...document.blocks, ...comments, ...footers],
    }
  } catch (error) {
    throw new AppError(
      'damaged',
      `"${source.name}" is not a complete Word document.`,
      'Open it in a word processor, save it again as DOCX and add that.',
      { cause: error },
    )
  }
}

/** Only parts that hide something are written anew, as UTF-8. */
function withoutHidden(
  parts: Parts,
  path: string,
): { readonly parts: Parts; readonly passages: number } {
  const relations = relationsOf(parts, path)
  const styles = relations.find(({ type }) => type === 'styles')?.target ?? ''
  const looks = stylesOfDocx(partTree(parts, styles))
  const texts = relations.filter(({ type }) => TEXTS.has(type)).map(({ target }) => target)
  const shown = new Map(parts)
  let sum = 0
  for (const each of new Set([path, ...texts])) {
    const part = parts.get(each)
    if (part === undefined) continue
    const { xml, passages } = withoutHiddenRuns(decodeHtml(each, part), looks)
    sum += passages
    shown.set(each, Buffer.from(xml.replace(/^\s*<\?xml[^>]*\?>/, '')))
  }
  return sum === 0 ? { parts, passages: 0 } : { parts: shown, passages: sum }
}

/** Notes stand at the end, with the number by which the text refers to them in place of the arrow that leads back. */
function withWordsNumbers(html: string): string {
  let number = 0
  return (
    html
      .replace(/<li id="(?:foot|end)note-\d+">(?:<p>)?/g, (start) => `${start}[${++number}] `)
      // Word's own numbers are in the text already.
      .replace(/<(\/?)ol>/g, '<$1ul>')
      .replace(/ ?<a href="#(?:foot|end)note-ref-\d+">↑<\/a>/g, '')
  )
}

const dropPicture = mammoth.images.imgElement(async () => ({ src: '' }))

function mainPart(parts: Parts): string {
  const main = allNamed(partTree(parts, '_rels/.rels'), 'Relationship').find(({ attributes }) =>
    attributes['Type']?.endsWith('/officeDocument'),
  )
  return main?.attributes['Target']?.replace(/^\//, '') ?? 'word/document.xml'
}

/** The file as a ZIP file again, its numbers written out. */
function withNumbers(parts: Parts, path: string): Buffer {
  const related = (type: string): string =>
    relationsOf(parts, path).find((relation) => relation.type === type)?.target ?? ''
  const numbering = partTree(parts, related('numbering'))
  const main = parts.get(path)
  const files = Object.fromEntries(parts)
  if (main !== undefined && firstNamed(numbering, 'num')) {
    const numberOf = createNumbering(numbering, partTree(parts, related('styles')))
    // Written as UTF-8, whatever the part declares.
    const xml = decodeHtml(path, main).replace(/^\s*<\?xml[^>]*\?>/, '')
    files[path] = Buffer.from(writeOutNumbers(xml, numberOf))
  }
  return Buffer.from(zipSync(files, { level: 0 }))
}
