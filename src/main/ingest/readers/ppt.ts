import { CFB } from '@e965/xlsx'
import { keepLines } from '../clean-text.ts'
import type { ReadBlock } from '../document.ts'
import type { Reader } from './reader.ts'
import { damagedArchive } from './unpack.ts'

/** Record types of [MS-PPT] 2.13.24. */
const SLIDE_LIST_WITH_TEXT = 0x0ff0
const SLIDE = 0x03ee
const NOTES = 0x03f0
const NOTES_ATOM = 0x03f1
const TEXT_HEADER = 0x0f9f
const TEXT_CHARS = 0x0fa0
const TEXT_BYTES = 0x0fa8
const DOCUMENT = 0x03e8
const TITLES = new Set([0, 6])
/** Containers nest a few deep; deeper is an attack on the stack. */
const MAX_NESTING = 30

interface Found {
  readonly blocks: ReadBlock[]
  textType: number
}

/** PowerPoint before 2007: the texts of slides, titles as headings, then what stands in text boxes and notes. */
export const readPpt: Reader = async ({ name, bytes }) => {
  const found: Found = { blocks: [], textType: -1 }
  try {
    const file = CFB.read(Buffer.from(bytes), { type: 'buffer' })
    const stream = CFB.find(file, 'PowerPoint Document')
    if (!stream) throw damagedArchive(name)
    walk(Buffer.from(stream.content as Uint8Array), found)
  } catch (error) {
    throw damagedArchive(name, error)
  }
  return { title: '', pages: [], blocks: found.blocks }
}

/** Reads what is a slide, its notes or the list of texts; masters hold prompts such as "Click to edit". A record: 4 bits version (15 for a container), 12 bits instance, 16 bits type, 32 bits length. */
function walk(records: Buffer, found: Found, nesting = 0): void {
  for (let at = 0; at + 8 <= records.length;) {
    const isContainer = (records.readUInt8(at) & 0x0f) === 0x0f
    const type = records.readUInt16LE(at + 2)
    const end = Math.min(records.length, at + 8 + records.readUInt32LE(at + 4))
    const content = records.subarray(at + 8, end)
    if (type === TEXT_HEADER && content.length >= 4) found.textType = content.readUInt32LE(0)
    if (type === TEXT_CHARS) add(content.toString('utf16le'), found)
    if (type === TEXT_BYTES) add(content.toString('latin1'), found)
    if (isContainer && isWanted(records, at, type, nesting)) walk(content, found, nesting + 1)
    at = end
  }
}

function isWanted(records: Buffer, at: number, type: number, nesting: number): boolean {
  if (nesting >= MAX_NESTING) return false
  if (type === SLIDE_LIST_WITH_TEXT) return records.readUInt16LE(at) >> 4 !== 1
  if (nesting > 0) return true
  if (type === NOTES) return isNotesOfSlide(records.subarray(at + 8))
  return type === DOCUMENT || type === SLIDE
}

/** The pattern of all notes is stored like notes, of no slide. */
function isNotesOfSlide(content: Buffer): boolean {
  const isNotesAtom = content.length >= 12 && content.readUInt16LE(2) === NOTES_ATOM
  return !isNotesAtom || (content.readUInt32LE(8) & 0x7fffffff) !== 0
}

function add(text: string, { blocks, textType }: Found): void {
  const isTitle = TITLES.has(textType)
  for (const line of text.split(/[\r\u000b]/)) {
    const shown = keepLines(line)
    if (shown === '' || shown === '*') continue
    blocks.push(
      isTitle ? { kind: 'heading', level: 1, text: shown } : { kind: 'paragraph', text: shown },
    )
  }
}
