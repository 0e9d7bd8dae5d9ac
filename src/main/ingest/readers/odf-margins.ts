import { oneLine } from '../clean-text.ts'
import type { ReadBlock } from '../document.ts'
import { allNamed, elementsOf, textOf, type XmlElement } from './xml-tree.ts'

const MARGIN = /^(?:header|footer)(?:-(?:left|first))?$/
/** What of a slide's pattern is text of its own; the rest only shows where slides have theirs. */
const ON_SLIDES = new Set(['header', 'footer'])

/** The headers and footers of a text or presentation, each once: those of its page patterns, and those that slides declare. */
export function marginBlocks(styles: XmlElement, body: XmlElement): ReadBlock[] {
  const holders = [
    ...allNamed(styles, 'master-page').flatMap(marginsIn),
    ...allNamed(body, 'header-decl'),
    ...allNamed(body, 'footer-decl'),
  ]
  const texts = holders.flatMap((holder) => {
    const paragraphs = allNamed(holder, 'p')
    return (paragraphs.length > 0 ? paragraphs : [holder]).map(shownText)
  })
  // Without a letter it is the number of a page.
  const shown = new Set(texts.filter((text) => /\p{L}/u.test(text)))
  return [...shown].map((text) => ({ kind: 'paragraph', text }))
}

function marginsIn(element: XmlElement): XmlElement[] {
  return elementsOf(element).flatMap((child) => {
    const isOfSlide = ON_SLIDES.has(child.attributes['presentation:class'] ?? '')
    return isOfSlide || MARGIN.test(child.name) ? [child] : marginsIn(child)
  })
}

/** Without the fields for numbers and dates. */
function shownText(element: XmlElement): string {
  const kept = elementsOf(element).some(({ name }) => FIELD.test(name))
    ? {
        ...element,
        children: element.children.filter(
          (child) => typeof child === 'string' || !FIELD.test(child.name),
        ),
      }
    : element
  return oneLine(textOf(kept))
}

const FIELD = /^(?:page-number|page-count|date|time|date-time)$/
