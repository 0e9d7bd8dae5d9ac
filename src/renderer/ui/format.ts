const number = new Intl.NumberFormat()
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' })
const date = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' })
const dateAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** "1 document", "2,310 documents". */
export function count(amount: number, noun: string, nouns = `${noun}s`): string {
  return `${number.format(amount)} ${amount === 1 ? noun : nouns}`
}

export function bytes(size: number): string {
  if (size < 1000) return `${size} B`
  const units = ['kB', 'MB', 'GB', 'TB']
  const power = Math.min(units.length, Math.floor(Math.log10(size) / 3))
  const amount = size / 1000 ** power
  return `${amount < 10 ? amount.toFixed(1) : Math.round(amount)} ${units[power - 1]}`
}

export function seconds(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`
}

/** "about 40 s left", "about 4 min left", "about 2 h 10 min left"; nothing for the last seconds and while it is not known. */
export function timeLeft(ms: number | null): string {
  if (ms === null || ms < 3000) return ''
  const left = Math.ceil(ms / 5000) * 5
  if (left < 60) return `about ${left} s left`
  const minutes = Math.ceil(ms / MINUTE_MS)
  if (minutes < 60) return `about ${minutes} min left`
  return `about ${Math.floor(minutes / 60)} h ${minutes % 60} min left`
}

/** "just now", "5 minutes ago", "yesterday"; a date when it is more than a week ago. */
export function ago(iso: string, nowMs = Date.now()): string {
  const at = new Date(iso)
  const passedMs = nowMs - at.getTime()
  if (passedMs < MINUTE_MS) return 'just now'
  if (passedMs < HOUR_MS) return relative.format(-Math.floor(passedMs / MINUTE_MS), 'minute')
  if (passedMs < DAY_MS) return relative.format(-Math.floor(passedMs / HOUR_MS), 'hour')
  if (passedMs < 7 * DAY_MS) return relative.format(-Math.floor(passedMs / DAY_MS), 'day')
  return date.format(at)
}

export function when(iso: string): string {
  return dateAndTime.format(new Date(iso))
}

/** A date alone: "31 Jan 2024". */
export function day(iso: string): string {
  return date.format(new Date(iso))
}

/** A file's name without its folders. */
export function nameOf(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== '') ?? path
}

/** The folders a file stands in, shortened at the front. */
export function folderOf(path: string, length = 60): string {
  const folder = path.slice(0, Math.max(0, path.length - nameOf(path).length - 1))
  return folder.length > length ? `…${folder.slice(folder.length - length)}` : folder
}

/** Where a document stands, in words: a file that was sent through the browser has no folder. */
export function placeOf(path: string): string {
  return path.startsWith('upload:') ? `${nameOf(path)}, kept in the library` : path
}

interface Placed {
  readonly path: string
  readonly externalId?: string | undefined
}

/** The file that a document comes from, with its place inside where it is one of several. */
export function sourceOf({ path, externalId }: Placed): string {
  if (externalId === undefined) return nameOf(path)
  const separator = /\.(?:jsonl|ndjson)$/i.test(path) ? ' #' : '!/'
  return `${nameOf(path)}${separator}${externalId}`
}

/** What a document is called: its own title, else its file's name. */
export function titleOf(document: { readonly title: string; readonly path: string }): string {
  return document.title.trim() === '' ? nameOf(document.path) : document.title
}
