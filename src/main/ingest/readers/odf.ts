import { oneLine } from '../clean-text.ts'
import type { ReadDocument } from '../document.ts'
import { metadataFrom } from './metadata.ts'
import { OdfBlocks } from './odf-blocks.ts'
import { withoutHiddenOdf, type VisibleOdf } from './odf-hidden.ts'
import { marginBlocks } from './odf-margins.ts'
import { createOdfNumbers, type OdfNumbers } from './odf-numbering.ts'
import { sheetOf } from './odf-sheet.ts'
import { NO_PASSWORDS, type Passwords } from './locked.ts'
import type { Parts } from './office-parts.ts'
import type { Reader, Source } from './reader.ts'
import { countOf, documentOfSheets } from './sheet-blocks.ts'
import { damagedArchive, unpack } from './unpack.ts'
import { allNamed, firstNamed, parseXmlBytes, textOf, type XmlElement } from './xml-tree.ts'

const WANTED = new Set(['content.xml', 'styles.xml', 'meta.xml', 'META-INF/manifest.xml'])

/** What a file holds that is locked as one. */
const WHOLE = 'encrypted-package'

/** OpenDocument: texts with headings and lists under the numbers they show, tables and notes; each sheet or slide a page. Headers and footers come once; deleted text of tracked changes is left out. */
export const readOdf: Reader = async (source, { passwords = NO_PASSWORDS }) => {
  const parts = await unlockedParts(source, passwords)
  const tree = (path: string): XmlElement => parseXmlBytes(path, parts.get(path))
  const styles = tree('styles.xml')
  const whole = tree('content.xml')
  const { content, ...hidden } = withoutHiddenOdf(whole, [styles, whole])
  const body = firstNamed(content, 'body')
  if (!body) throw damagedArchive(source.name)
  const meta = tree('meta.xml')
  const stated = (name: string): string => {
    const element = firstNamed(meta, name)
    return element ? oneLine(textOf(element)) : ''
  }
  const numbers = createOdfNumbers([styles, content])
  return {
    ...documentOf(stated('title'), body, { styles, numbers }),
    ...(hidden.passages > 0 ? { hidden: [{ passages: hidden.passages }] } : {}),
    notes: leftOut(hidden),
    ...metadataFrom({
      author: stated('initial-creator') || stated('creator'),
      created: stated('creation-date'),
      modified: stated('date'),
    }),
  }
}

/** A file may be locked part by part, or as one. */
async function unlockedParts(source: Source, passwords: Passwords): Promise<Parts> {
  const parts = unpack(source, (path) => WANTED.has(path) || path === WHOLE)
  const manifest = parseXmlBytes('manifest.xml', parts.get('META-INF/manifest.xml'))
  if (!firstNamed(manifest, 'encryption-data')) return parts
  // Loaded by the first locked file only.
  const { unlockOdf } = await import('./unlock-odf.ts')
  const opened = await unlockOdf(source, parts, { manifest, passwords })
  const whole = opened.get(WHOLE)
  return whole === undefined
    ? new Map([...parts, ...opened])
    : unpack({ name: source.name, bytes: whole }, (path) => WANTED.has(path))
}

function leftOut({ sheets, slides }: Pick<VisibleOdf, 'sheets' | 'slides'>): string[] {
  return [
    ...(sheets > 0 ? [`${countOf(sheets, 'hidden sheet')} left out.`] : []),
    ...(slides > 0 ? [`${countOf(slides, 'hidden slide')} left out.`] : []),
  ]
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
