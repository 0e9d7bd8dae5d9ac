import { oneLine } from '../clean-text.ts'
import type { ReadBlock } from '../document.ts'
import { partTree, relationsOf, type Parts } from './office-parts.ts'
import { allNamed, elementsOf, textOf, type XmlElement } from './xml-tree.ts'

/** What stands beside the text of a Word document. */
export interface Margins {
  /** Each once, though most pages show them: a letterhead may be all that names the sender. */
  readonly headers: readonly ReadBlock[]
  readonly footers: readonly ReadBlock[]
  readonly comments: readonly ReadBlock[]
}

/** The headers, footers and comments of the document whose main part is at `path`. */
export function marginsOf(parts: Parts, path: string): Margins {
  const trees = (type: string): XmlElement[] =>
    relationsOf(parts, path)
      .filter((relation) => relation.type === type)
      .map(({ target }) => partTree(parts, target))
  const seen = new Set<string>()
  const lines = (tree: XmlElement): ReadBlock[] =>
    paragraphsIn(tree).flatMap((text): ReadBlock[] => {
      // Page numbers are fields, of which only the last result is stored.
      if (!/\p{L}/u.test(text) || seen.has(text)) return []
      seen.add(text)
      return [{ kind: 'paragraph', text }]
    })
  return {
    headers: trees('header').flatMap(lines),
    footers: trees('footer').flatMap(lines),
    comments: trees('comments').flatMap((tree) => allNamed(tree, 'comment').flatMap(commentBlock)),
  }
}

function commentBlock(comment: XmlElement): ReadBlock[] {
  const author = oneLine(comment.attributes['w:author'] ?? '')
  const text = paragraphsIn(comment).join(' ')
  const label = author === '' ? 'Comment' : `Comment by ${author}`
  return text === '' ? [] : [{ kind: 'paragraph', text: `${label}: ${text}` }]
}

function paragraphsIn(element: XmlElement): string[] {
  return elementsOf(element).flatMap((child) => {
    if (child.name === 'Fallback') return []
    if (child.name !== 'p') return paragraphsIn(child)
    const boxes = paragraphsIn(child)
    return [oneLine(lineOf(child)), ...boxes].filter((text) => text !== '')
  })
}

/** The text of a paragraph itself: without boxes that hang on it, and without what was deleted. */
function lineOf(element: XmlElement): string {
  return elementsOf(element)
    .map((child) => {
      if (child.name === 't') return textOf(child)
      if (child.name === 'tab' || child.name === 'br') return ' '
      return /^(?:p|del|moveFrom|Fallback|instrText)$/.test(child.name) ? '' : lineOf(child)
    })
    .join('')
}
