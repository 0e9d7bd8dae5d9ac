import { isSameColour, WHITE } from './colours.ts'

/** What decides whether letters are seen. */
export interface RtfLook {
  isHidden: boolean
  /** By a tracked change: it is text no more, hidden or not. */
  isDeleted: boolean
  /** In half points. */
  size: number
  /** Numbers of colours in the file's table; 0 is the program's own choice. */
  colour: number
  beneath: number
  /** Of the paragraph or cell. */
  beneathAll: number
}

/** 24 half points are what a file that says nothing means. */
export const PLAIN: RtfLook = {
  isHidden: false,
  isDeleted: false,
  size: 24,
  colour: 0,
  beneath: 0,
  beneathAll: 0,
}
/** Letters of a point or less are specks. */
const MAX_SPECK = 2

/** What a control word says of how letters look; false for any other word. */
export function takeLook(look: RtfLook, word: string, number: number | null): boolean {
  switch (word) {
    case 'v':
      look.isHidden = number !== 0
      return true
    case 'deleted':
      look.isDeleted = number !== 0
      return true
    case 'plain':
      Object.assign(look, PLAIN, { beneathAll: look.beneathAll })
      return true
    case 'fs':
      look.size = number ?? PLAIN.size
      return true
    case 'cf':
      look.colour = number ?? 0
      return true
    case 'cb':
    case 'highlight':
    case 'chcbpat':
      look.beneath = number ?? 0
      return true
    case 'cbpat':
    case 'clcbpat':
      look.beneathAll = number ?? 0
      return true
    default:
      return false
  }
}

/** `colours` is the file's table, each 0xrrggbb or null. */
export function isUnseen(look: RtfLook, colours: readonly (number | null)[]): boolean {
  const { isHidden, size, colour, beneath, beneathAll } = look
  const paper = beneath || beneathAll
  const under = paper === 0 ? WHITE : (colours[paper] ?? null)
  return isHidden || size <= MAX_SPECK || isSameColour(colours[colour] ?? null, under)
}

/** A table of colours as it is read. */
export interface ColourTable {
  readonly colours: (number | null)[]
  /** Of the entry that is being read; null while nothing was said of it. */
  open: number | null
}

const SHIFTS: Readonly<Record<string, number>> = { red: 16, green: 8, blue: 0 }

export function takeColour(table: ColourTable, word: string, number: number | null): void {
  const shift = SHIFTS[word]
  if (shift !== undefined) table.open = (table.open ?? 0) | (((number ?? 0) & 255) << shift)
}

/** Each semicolon ends an entry. */
export function endColours(table: ColourTable, text: string): void {
  for (const _ of text.matchAll(/;/g)) {
    table.colours.push(table.open)
    table.open = null
  }
}
