import { posix } from 'node:path'
import { AppError } from '../../lib/app-error.ts'
import { oneLine } from '../clean-text.ts'
import type { HiddenText } from '../document.ts'
import { readCssRules, type CssRules } from './css-rules.ts'
import { documentOfHtml } from './html.ts'
import { decodeHtml } from './decode-html.ts'
import { metadataFrom } from './metadata.ts'
import type { Reader } from './reader.ts'
import { damagedArchive, unpack } from './unpack.ts'
import { allNamed, firstNamed, parseXmlBytes, textOf, type XmlElement } from './xml-tree.ts'
import { closeEmptyElements } from './xhtml.ts'

const PICTURES = /\.(?:jpe?g|png|gif|webp|svg|ttf|otf|woff2?|js|mp[34]|m4a)$/i

/** EPUB: its chapters in reading order, as HTML. Chapters have no pages: where one ends is up to the reader's screen. */
export const readEpub: Reader = async (source, { onProgress }) => {
  const parts = unpack(source, (path) => !PICTURES.test(path))
  const tree = (path: string): XmlElement => parseXmlBytes(path, parts.get(path))
  const rootFile = firstNamed(tree('META-INF/container.xml'), 'rootfile')
  const opf = rootFile?.attributes['full-path'] ?? ''
  if (!parts.has(opf)) throw damagedArchive(source.name)
  const packaged = tree(opf)
  const paths = chapterPaths(packaged, posix.dirname(opf)).filter((path) => parts.has(path))
  if (paths.some((path) => isEncrypted(tree('META-INF/encryption.xml'), path)))
    throw protectedBook(source.name)
  const hidden: HiddenText[] = []
  const rulesAt = createSheetReader(parts)
  const blocks = paths.flatMap((path, index) => {
    onProgress(index, paths.length)
    const html = decodeHtml(path, parts.get(path) ?? new Uint8Array())
    const sheets = sheetsOf(html, posix.dirname(path)).map(rulesAt)
    const chapter = documentOfHtml(closeEmptyElements(html), sheets)
    hidden.push(...(chapter.hidden ?? []))
    return chapter.blocks
  })
  const text = (name: string): string => {
    const element = firstNamed(packaged, name)
    return element ? oneLine(textOf(element)) : ''
  }
  const language = text('language')
  return {
    title: text('title'),
    ...(language ? { language } : {}),
    ...metadataFrom({ author: text('creator'), created: text('date') }),
    pages: [],
    blocks,
    hidden,
  }
}

function chapterPaths(packaged: XmlElement, folder: string): string[] {
  const manifest = new Map(
    allNamed(packaged, 'item').map(({ attributes }) => [attributes['id'], attributes]),
  )
  return allNamed(packaged, 'itemref').flatMap(({ attributes }) => {
    const item = manifest.get(attributes['idref'] ?? '')
    const isContents = (item?.['properties'] ?? '').split(' ').includes('nav')
    if (item === undefined || isContents) return []
    return [posix.join(folder, decodePath(item['href'] ?? ''))]
  })
}

function decodePath(href: string): string {
  try {
    return decodeURIComponent(href.replace(/#.*$/, ''))
  } catch {
    // A per cent sign that stands for itself.
    return href
  }
}

/** Chapters share their sheets: each is read once. */
function createSheetReader(parts: ReadonlyMap<string, Uint8Array>): (path: string) => CssRules {
  const known = new Map<string, CssRules>()
  return (path) => {
    const rules =
      known.get(path) ?? readCssRules(decodeHtml(path, parts.get(path) ?? new Uint8Array()))
    known.set(path, rules)
    return rules
  }
}

/** The paths of the style sheets that a chapter links to. */
function sheetsOf(html: string, folder: string): string[] {
  return [...html.matchAll(/<link\s([^<>]*)>/gi)].flatMap(([, attributes = '']) => {
    const [, href] = /href\s*=\s*["']([^"']+)/i.exec(attributes) ?? []
    const isSheet = /rel\s*=\s*["']?[^"'>]*stylesheet/i.test(attributes)
    return isSheet && href !== undefined ? [posix.join(folder, decodePath(href))] : []
  })
}

/** Its key lies with the shop's own program. */
function protectedBook(name: string): AppError {
  return new AppError(
    'password-protected',
    `"${name}" has a copy protection that no password opens.`,
    'Read it in the program of the shop it is from, or add a copy without protection.',
  )
}

/** Fonts may be scrambled in any book; a chapter only by copy protection. */
function isEncrypted(encryption: XmlElement, path: string): boolean {
  return allNamed(encryption, 'CipherReference').some(
    ({ attributes }) => decodePath(attributes['URI'] ?? '') === path,
  )
}
