import type { DefaultTreeAdapterTypes as Tree } from 'parse5'
import { countedAs, wholeNumber } from './number-formats.ts'
import { attribute, isElement } from './html-tree.ts'

/** What `type` of a list names; digits are what most lists have. */
const FORMATS: Readonly<Record<string, string>> = {
  a: 'lowerLetter',
  A: 'upperLetter',
  i: 'lowerRoman',
  I: 'upperRoman',
}

/** Gives each item of a numbered list its number as browsers show it, "3. "; '' to items of other lists. To be asked in their order. */
export function createItemNumbers(): (item: Tree.Element) => string {
  const nextOf = new Map<Tree.Node, number>()
  return (item) => {
    const list = item.parentNode
    if (list === null || !isElement(list) || list.tagName !== 'ol') return ''
    const step = attribute(list, 'reversed') === undefined ? 1 : -1
    const next = nextOf.get(list) ?? firstOf(list, step)
    const number = wholeNumber(attribute(item, 'value'), next)
    nextOf.set(list, number + step)
    return `${countedAs(FORMATS[attribute(list, 'type') ?? ''] ?? 'decimal', number)}. `
  }
}

function firstOf(list: Tree.Element, step: number): number {
  const items = list.childNodes.filter(({ nodeName }) => nodeName === 'li').length
  return wholeNumber(attribute(list, 'start'), step === 1 ? 1 : items)
}
