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
    excluded: 'Without',
    filters: 'Only in',
  }),
)

const reasons: ReadonlyMap<string, string> = new Map(
  Object.entries({
    asked: '',
    phrase: 'side by side',
    code: 'as a whole',
    mended: 'spelling mended',
  }),
)

/**
 * An explanation as lines to be shown, whatever it consists of: texts and numbers stand as they are, lists become items, and of a record
 * the first text is its name and the rest its note. What is empty is left out.
 */
export function explanationEntries(
  explanation: Readonly<Record<string, unknown>>,
): readonly ExplainedEntry[] {
  return Object.entries(explanation).flatMap(([key, value]) => {
    const items = itemsOf(value)
    return items.length === 0 ? [] : [{ name: nameOf(key), items }]
  })
}

function itemsOf(value: unknown): readonly ExplainedItem[] {
  if (Array.isArray(value)) return value.flatMap(itemsOf)
  if (typeof value === 'object' && value !== null) return [recordItem(value)]
  const text = plain(value)
  return text === '' ? [] : [{ text, note: '' }]
}

function recordItem(record: object): ExplainedItem {
  const fields = Object.entries(record)
  const first = fields.findIndex(([, value]) => typeof value === 'string')
  const notes = fields.flatMap(([key, value], index) =>
    index === first ? [] : [noteOf(key, value)],
  )
  return { text: plain(fields[first]?.[1]), note: notes.filter(Boolean).join(', ') }
}

function noteOf(key: string, value: unknown): string {
  const text = plain(value)
  if (key === 'why') return reasons.get(text) ?? text.replaceAll('-', ' ')
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
