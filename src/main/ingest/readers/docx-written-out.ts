import { Parser } from 'htmlparser2'
import type { Numbered } from './docx-numbering.ts'
import { localName } from './xml-tree.ts'

/** A paragraph that is being walked through. */
interface Open {
  styleId?: string
  numId?: string
  level?: number
  /** Its number, once its properties are known. */
  number: string
  /** Where its text begins in the source. */
  begin: number
  hasText: boolean
}

/**
 * A part of a Word document (WordprocessingML) with what Word only shows written out as text: the number at the head of each numbered
 * paragraph that has a text.
 */
export function writeOutNumbers(source: string, numberOf: (paragraph: Numbered) => string): string {
  const inserts: { readonly at: number; readonly text: string }[] = []
  const open: Open[] = []
  const path: string[] = []
  const parser = new Parser(
    {
      onopentag(qualified, attributes) {
        const name = localName(qualified)
        if (name === 'p') open.push({ number: '', begin: parser.endIndex + 1, hasText: false })
        else takeProperty(open.at(-1), path, { name, value: attributes['w:val'] })
        path.push(name)
      },
      ontext(text) {
        const paragraph = open.at(-1)
        if (paragraph && path.at(-1) === 't' && text.trim() !== '') paragraph.hasText = true
      },
      onclosetag(qualified) {
        const name = localName(qualified)
        path.pop()
        const paragraph = open.at(-1)
        if (name === 'pPr' && paragraph && path.at(-1) === 'p') {
          paragraph.number = numberOf(paragraph)
          paragraph.begin = parser.endIndex + 1
        }
        if (name !== 'p' || !paragraph) return
        open.pop()
        if (paragraph.number !== '' && paragraph.hasText)
          inserts.push({ at: paragraph.begin, text: paragraph.number })
      },
    },
    { xmlMode: true },
  )
  parser.end(source)
  return insertAll(source, inserts)
}

/** What stands directly in the properties counts, not what a tracked change replaced. */
function takeProperty(
  paragraph: Open | undefined,
  path: readonly string[],
  { name, value }: { readonly name: string; readonly value: string | undefined },
): void {
  if (paragraph === undefined || value === undefined) return
  if (name === 'pStyle' && path.at(-1) === 'pPr') paragraph.styleId = value
  const isNumber = path.at(-1) === 'numPr' && path.at(-2) === 'pPr' && path.at(-3) === 'p'
  if (isNumber && name === 'numId') paragraph.numId = value
  if (isNumber && name === 'ilvl') paragraph.level = Number(value)
}

function insertAll(
  source: string,
  inserts: { readonly at: number; readonly text: string }[],
): string {
  const parts: string[] = []
  let from = 0
  for (const { at, text } of inserts.sort((a, b) => a.at - b.at)) {
    const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
    parts.push(source.slice(from, at), `<w:r><w:t xml:space="preserve">${escaped} </w:t></w:r>`)
    from = at
  }
  return parts.join('') + source.slice(from)
}
