import { oneLine } from '../clean-text.ts'
import {
  endColours,
  isUnseen,
  PLAIN,
  takeColour,
  takeLook,
  type ColourTable,
  type RtfLook,
} from './rtf-looks.ts'
import { KEPT, SKIPPED, SYMBOLS } from './rtf-words.ts'
import { charsetOfCodePage, charsetOfFont, decoderOf } from './rtf-charsets.ts'

export interface RtfParagraph {
  readonly text: string
  /** 1 to 6 of a heading, else null. */
  readonly level: number | null
  readonly isList: boolean
  /** Of a table's row; then `text` is empty. */
  readonly cells: readonly string[]
}

const TOKEN =
  /\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)|[\r\n]+/g
/** No writer nests deeper; each open group costs memory only. */
const MAX_NESTING = 10_000

interface Group {
  skips: boolean
  look: RtfLook
  font: number
  /** Characters that stand in for a Unicode one in old programs, and are passed over after it. */
  fallback: number
  collects: 'text' | 'fonts' | 'styles' | 'title' | 'colours'
}

interface State {
  /** The open groups, innermost last. */
  readonly groups: Group[]
  /** Whether a destination follows that old programs pass over. */
  isIgnorable: boolean
  readonly paragraphs: RtfParagraph[]
  readonly fonts: Map<number, string>
  readonly headingStyles: Map<number, number>
  charset: string
  defaultFont: number
  /** Bytes in the file's own encoding, not decoded yet: characters may take two. */
  pending: number[]
  text: string
  cells: string[]
  level: number | null
  isList: boolean
  isInTable: boolean
  title: string
  styleNumber: number
  styleName: string
  fontNumber: number
  toSkip: number
  readonly colourTable: ColourTable
  /** Pieces of text that no reader sees, one after the other as one, and whether the last text was one. */
  passages: number
  wasHidden: boolean
}

export interface RtfText {
  readonly title: string
  readonly paragraphs: readonly RtfParagraph[]
  /** Pieces of text that no reader sees; they are in none of the paragraphs. */
  readonly passages: number
}

/** The text in RTF source (bytes as Latin-1). Damaged files give what there is. Nothing embedded is opened. */
export function readRtfText(source: string): RtfText {
  const state = emptyState()
  for (const [, word, number, hex, symbol, brace, text] of source.matchAll(TOKEN)) {
    const group = state.groups.at(-1)
    if (!group) break
    if (brace !== undefined) turnGroup(state, group, brace)
    else if (symbol === '*') state.isIgnorable = true
    else {
      if (state.isIgnorable && word !== undefined && !KEPT.has(word)) group.skips = true
      state.isIgnorable = false
      if (word !== undefined)
        control(state, group, { word, number: number === undefined ? null : Number(number) })
      else if (hex !== undefined) byte(state, Number.parseInt(hex, 16))
      else if (symbol !== undefined) special(state, group, symbol)
      else bytes(state, text ?? '')
    }
  }
  endParagraph(state, state.groups.at(-1))
  const { paragraphs, passages } = state
  return { title: oneLine(state.title), paragraphs, passages }
}

function emptyState(): State {
  return {
    paragraphs: [],
    groups: [{ skips: false, look: { ...PLAIN }, font: -1, fallback: 1, collects: 'text' }],
    isIgnorable: false,
    fonts: new Map(),
    headingStyles: new Map(),
    charset: 'windows-1252',
    defaultFont: 0,
    pending: [],
    text: '',
    cells: [],
    level: null,
    isList: false,
    isInTable: false,
    title: '',
    styleNumber: 0,
    styleName: '',
    fontNumber: 0,
    toSkip: 0,
    colourTable: { colours: [], open: null },
    passages: 0,
    wasHidden: false,
  }
}

function turnGroup(state: State, group: Group, brace: string): void {
  flush(state, group)
  if (brace === '{') {
    if (state.groups.length < MAX_NESTING) state.groups.push({ ...group, look: { ...group.look } })
    return
  }
  endGroup(state, group)
  if (state.groups.length > 1) state.groups.pop()
}

function control(
  state: State,
  group: Group,
  { word, number }: { readonly word: string; readonly number: number | null },
): void {
  if (word === 'fonttbl') group.collects = 'fonts'
  else if (word === 'stylesheet') group.collects = 'styles'
  else if (word === 'title') group.collects = 'title'
  else if (word === 'colortbl') group.collects = 'colours'
  else if (group.collects === 'colours') {
    flush(state, group)
    takeColour(state.colourTable, word, number)
  } else if (SKIPPED.has(word)) group.skips = true
  else if (word === 'u' && number !== null) unicode(state, group, number)
  else if (word === 'uc') group.fallback = Math.min(9, Math.max(0, number ?? 1))
  else if (word === 'f') font(state, group, number ?? 0)
  else if (word === 'fcharset') state.fonts.set(state.fontNumber, charsetOfFont(number ?? 0))
  else if (word === 'deff') state.defaultFont = number ?? 0
  else if (word === 'ansicpg') state.charset = charsetOfCodePage(number ?? 0)
  else if (word === 'mac') state.charset = 'macintosh'
  else if (isLook(state, group, { word, number })) return
  else if (word === 's' || word === 'outlinelevel') style(state, group, word, number ?? 0)
  else layout(state, group, word)
}

/** What came before a change of the look has the look of before. */
function isLook(
  state: State,
  group: Group,
  { word, number }: { readonly word: string; readonly number: number | null },
): boolean {
  if (group.collects !== 'text') return false
  const before = { ...group.look }
  if (!takeLook(group.look, word, number)) return false
  const after = group.look
  group.look = before
  flush(state, group)
  group.look = after
  return true
}

function layout(state: State, group: Group, word: string): void {
  if (group.skips || group.collects !== 'text') return
  const symbol = SYMBOLS[word]
  if (symbol !== undefined) write(state, group, symbol)
  else if (word === 'par' || word === 'sect' || word === 'page') {
    if (state.isInTable) write(state, group, ' ')
    else endParagraph(state, group)
  } else if (word === 'pard') {
    state.level = null
    state.isList = false
    state.isInTable = false
    group.look.beneathAll = 0
  } else if (word === 'ls' || word === 'pnlvlblt') state.isList = true
  else if (word === 'intbl') state.isInTable = true
  else if (word === 'cell' || word === 'nestcell') {
    flush(state, group)
    state.cells.push(state.text)
    state.text = ''
  } else if (word === 'row' || word === 'nestrow') {
    endRow(state)
  } else if (word === 'footnote' || word === 'annotation') write(state, group, ' ')
}

function style(state: State, group: Group, word: string, number: number): void {
  if (group.collects === 'styles') state.styleNumber = word === 's' ? number : state.styleNumber
  else if (word === 's') state.level = state.headingStyles.get(number) ?? null
  else if (number < 6) state.level = number + 1
}

function font(state: State, group: Group, number: number): void {
  flush(state, group)
  if (group.collects === 'fonts') state.fontNumber = number
  group.font = number
}

function unicode(state: State, group: Group, number: number): void {
  write(state, group, String.fromCharCode(number & 0xffff))
  state.toSkip = group.fallback
}

function byte(state: State, code: number): void {
  if (state.toSkip > 0) state.toSkip--
  else state.pending.push(code)
}

function bytes(state: State, text: string): void {
  for (const each of text) byte(state, each.charCodeAt(0))
}

function special(state: State, group: Group, symbol: string): void {
  if (symbol === '~') write(state, group, ' ')
  else if (symbol === '_') write(state, group, '-')
  else if (symbol === '\n' || symbol === '\r') layout(state, group, 'par')
  else if (/[\\{}]/.test(symbol)) byte(state, symbol.charCodeAt(0))
}

function write(state: State, group: Group, text: string): void {
  flush(state, group)
  put(state, group, text)
}

/** Decodes the bytes that came since, by the font's encoding or else the file's. */
function flush(state: State, group: Group): void {
  state.toSkip = 0
  if (state.pending.length === 0) return
  const charset = state.fonts.get(group.font === -1 ? state.defaultFont : group.font)
  const bytes = Uint8Array.from(state.pending)
  state.pending = []
  put(state, group, decoderOf(charset ?? state.charset, state.charset).decode(bytes))
}

function put(state: State, group: Group, text: string): void {
  if (group.skips) return
  if (group.collects === 'title') state.title += text
  else if (group.collects === 'styles') state.styleName += text
  else if (group.collects === 'colours') endColours(state.colourTable, text)
  else if (group.collects !== 'text' || group.look.isDeleted) return
  else if (!isUnseen(group.look, state.colourTable.colours)) {
    state.text += text
    state.wasHidden &&= text.trim() === ''
  } else if (/[\p{L}\p{N}]/u.test(text)) {
    if (!state.wasHidden) state.passages++
    state.wasHidden = true
  }
}

function endGroup(state: State, group: Group): void {
  if (group.collects !== 'styles') return
  const [, level] = /^\s*heading (\d)/i.exec(state.styleName) ?? []
  if (level !== undefined) state.headingStyles.set(state.styleNumber, Math.min(6, Number(level)))
  state.styleName = ''
  state.styleNumber = 0
}

function endParagraph(state: State, group: Group | undefined): void {
  if (group) flush(state, group)
  state.wasHidden = false
  const { text, level, isList } = state
  if (text.trim() !== '') state.paragraphs.push({ text, level, isList, cells: [] })
  state.text = ''
}

function endRow(state: State): void {
  const { cells } = state
  if (cells.length > 0) state.paragraphs.push({ text: '', level: null, isList: false, cells })
  state.cells = []
}
