/** A thing that was looked for or set aside, and what is to be said of it. */
export interface ExplainedItem {
  readonly text: string
  readonly note: string
}

/** One line of an explanation: its name, and what stands there. */
export interface ExplainedEntry {
  readonly name: string
  readonly items: readonly ExplainedItem[]
}

const names: ReadonlyMap<string, string> = new Map(
  Object.entries({
    text: 'By meaning',
    language: 'Language',
    words: 'By words',
    leftOut: 'Left out',
    keyTerms: 'Turns on',
    entities: 'Names',
    excluded: 'Without',
    filters: 'Only in',
    misread: 'No filter',
    // Its parts speak for themselves.
    help: '',
  }),
)

const reasons: ReadonlyMap<string, string> = new Map(
  Object.entries({
    asked: '',
    phrase: 'side by side',
    code: 'as a whole',
    mended: 'spelling mended',
    related: 'related word',
    alike: 'shares a part',
  }),
)

/**
 * An explanation as lines to be shown, whatever it consists of: texts and numbers stand as they are, lists become items, of a record one
 * text is its name and the rest its note, and a record of records is lines of its own. What is empty is left out.
 */
export function explanationEntries(
  explanation: Readonly<Record<string, unknown>>,
): readonly ExplainedEntry[] {
  return Object.entries(explanation).flatMap(([key, value]) => entriesOf(nameOf(key), value))
}

function entriesOf(name: string, value: unknown): readonly ExplainedEntry[] {
  if (isRecord(value) && Object.values(value).some(isStructured))
    return Object.entries(value).flatMap(([key, part]) =>
      entriesOf(name === '' ? nameOf(key) : `${name}: ${nameOf(key).toLowerCase()}`, part),
    )
  const items = itemsOf(value)
  return items.length === 0 ? [] : [{ name, items }]
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isStructured(value: unknown): boolean {
  return isRecord(value) || (Array.isArray(value) && value.some(isRecord))
}

function itemsOf(value: unknown): readonly ExplainedItem[] {
  if (Array.isArray(value)) return value.flatMap(itemsOf)
  if (isRecord(value)) return [recordItem(value)]
  const text = plain(value)
  return text === '' ? [] : [{ text, note: '' }]
}

/** Fields that say what a record is about, before any other text of it. */
const TELLING = ['word', 'text', 'query', 'name', 'title']

function recordItem(record: object): ExplainedItem {
  const fields = Object.entries(record)
  const texts = fields.flatMap(([key, value]) => (typeof value === 'string' ? [key] : []))
  const telling = TELLING.find((key) => texts.includes(key)) ?? texts[0]
  const text = fields.find(([key]) => key === telling)?.[1]
  const notes = fields.flatMap(([key, value]) => (key === telling ? [] : [noteOf(key, value)]))
  return { text: plain(text), note: notes.filter(Boolean).join(', ') }
}

function noteOf(key: string, value: unknown): string {
  const text = plain(value)
  if (key === 'why' || key === 'kind') return reasons.get(text) ?? text.replaceAll('-', ' ')
  return text === '' ? '' : `${nameOf(key).toLowerCase()} ${text}`
}

/** `spellingMended` → `Spelling mended`. */
export function nameOf(key: string): string {
  const words = key.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  return names.get(key) ?? words.charAt(0).toUpperCase() + words.slice(1)
}

function plain(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(Math.round(value * 1000) / 1000)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.map(plain).filter(Boolean).join(' ')
  return ''
}
