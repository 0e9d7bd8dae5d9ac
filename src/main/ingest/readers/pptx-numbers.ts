import { countedAs, wholeNumber } from './number-formats.ts'
import { elementsOf, type XmlElement } from './xml-tree.ts'

/** The beginnings of the numbering schemes (ECMA-376, part 1, 20.1.10.61); what follows says which marks surround the number. */
const FORMATS: readonly (readonly [string, string])[] = [
  ['alphaLc', 'lowerLetter'],
  ['alphaUc', 'upperLetter'],
  ['romanLc', 'lowerRoman'],
  ['romanUc', 'upperRoman'],
]

/** Gives each paragraph of a text on a slide the number that it shows, "2. "; '' for others. To be asked in their order. */
export function createParagraphNumbers(): (paragraph: XmlElement) => string {
  let numbers: number[] = []
  return (paragraph) => {
    const properties = elementsOf(paragraph).find(({ name }) => name === 'pPr')
    const level = Math.min(8, Math.max(0, wholeNumber(properties?.attributes['lvl'], 0)))
    const scheme = properties && elementsOf(properties).find(({ name }) => name === 'buAutoNum')
    // Text at the same level ends a numbering, text further in does not.
    numbers = numbers.slice(0, level + 1)
    if (!scheme) {
      numbers = numbers.slice(0, level)
      return ''
    }
    const { type = 'arabicPeriod', startAt } = scheme.attributes
    const number = (numbers[level] ?? wholeNumber(startAt, 1) - 1) + 1
    numbers[level] = number
    return `${surrounded(type, number)} `
  }
}

function surrounded(type: string, number: number): string {
  const format = FORMATS.find(([name]) => type.startsWith(name))?.[1] ?? 'decimal'
  const shown = countedAs(format, number)
  if (type.endsWith('ParenBoth')) return `(${shown})`
  if (type.endsWith('ParenR')) return `${shown})`
  return type.endsWith('Period') ? `${shown}.` : shown
}
