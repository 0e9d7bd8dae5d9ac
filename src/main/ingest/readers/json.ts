import { oneLine } from '../clean-text.ts'
import type { ReadBlock } from '../document.ts'
import { decodeText } from './decode-text.ts'
import { blocksOfText } from './plain-text.ts'
import type { Reader } from './reader.ts'

/** Deeper values are written as they stand. */
const MAX_DEPTH = 40
/** An object whose values are short is told in one block. */
const MAX_RECORD_LETTERS = 600

/** JSON and JSON lines: each object a row "key: value", longer texts as paragraphs, keys of nested values as headings. */
export const readJson: Reader = async ({ name, bytes }) => {
  const text = decodeText(name, bytes).replace(/^\ufeff/, '')
  const values = parseJson(text)
  const blocks =
    values === null ? blocksOfText(text) : values.flatMap((value) => blocksOf(value, 1))
  const [first] = values ?? []
  const title = isObject(first) && typeof first['title'] === 'string' ? first['title'] : ''
  return { title: oneLine(title), pages: [], blocks }
}

/** One value, or one a line; null for what is neither. */
function parseJson(text: string): unknown[] | null {
  try {
    return [JSON.parse(text)]
  } catch {
    // Not one value: it may be one a line.
  }
  try {
    return text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line): unknown => JSON.parse(line))
  } catch {
    // Not JSON at all, or with comments: its text is read as it stands.
    return null
  }
}

function blocksOf(value: unknown, level: number): ReadBlock[] {
  if (level > MAX_DEPTH) return [{ kind: 'code', text: oneLine(JSON.stringify(value)) }]
  if (Array.isArray(value)) return value.flatMap((each) => blocksOf(each, level))
  if (!isObject(value)) return show(value) === '' ? [] : [{ kind: 'paragraph', text: show(value) }]
  const entries = Object.entries(value)
  const flat = entries.filter(([, each]) => isFlat(each))
  const nested = entries.filter(([, each]) => !isFlat(each))
  const row = flat
    .map(([key, each]) => [key, show(each)] as const)
    .filter(([, shown]) => shown !== '')
    .map(([key, shown]) => `${oneLine(key)}: ${shown}`)
  return [
    ...rowsOf(row),
    ...nested.flatMap(([key, each]): ReadBlock[] => {
      const inner = blocksOf(each, level + 1)
      if (inner.length === 0) return []
      return [{ kind: 'heading', level: Math.min(6, level), text: oneLine(key) }, ...inner]
    }),
  ]
}

function rowsOf(pairs: readonly string[]): ReadBlock[] {
  const whole = pairs.join('; ')
  if (whole === '') return []
  if (whole.length <= MAX_RECORD_LETTERS) return [{ kind: 'table-row', text: whole }]
  return pairs.map((text) => ({ kind: 'paragraph', text }))
}

function isFlat(value: unknown): boolean {
  if (Array.isArray(value)) return value.every((each) => each === null || typeof each !== 'object')
  return !isObject(value)
}

function show(value: unknown): string {
  if (Array.isArray(value)) return value.map(show).join(', ')
  return value === null || value === undefined ? '' : oneLine(String(value))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
