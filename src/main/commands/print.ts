import { homedir } from 'node:os'
import { relative } from 'node:path'
import { styleText } from 'node:util'

/** Styles for stdout, plain when it is no terminal or `NO_COLOR` is set. */
export function style(format: Parameters<typeof styleText>[0], text: string): string {
  return styleText(format, text, { stream: process.stdout })
}

/** A path as a person knows it: below the current folder, else below home (`~`), else whole. */
export function shortPath(path: string): string {
  const below = relative(process.cwd(), path)
  if (below !== '' && !below.startsWith('..')) return below
  const home = homedir()
  return path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path
}

/** Where something stands, for a person: `lease.pdf, page 2`, `mail.eml!/lease.pdf` inside of a file, or `docs.jsonl #7` for a record of a collection. */
export function placeOf(source: {
  readonly path: string
  readonly externalId?: string | undefined
  readonly page?: number | null
}): string {
  const separator = /\.(?:jsonl|ndjson)$/i.test(source.path) ? ' #' : '!/'
  const record = source.externalId === undefined ? '' : `${separator}${source.externalId}`
  const page = typeof source.page === 'number' ? `, page ${source.page}` : ''
  return `${shortPath(source.path)}${record}${page}`
}

/** One line of text: runs of white space become a space. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** `text` in lines of at most `width` columns, broken at spaces, each with `indent` before it. */
export function wrap(text: string, width: number, indent = ''): string {
  const lines: string[] = []
  let line = ''
  for (const word of oneLine(text).split(' ')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > width) {
      lines.push(indent + line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, indent + line].join('\n')
}

/** Columns to fill: the terminal's, within what reads well. */
export function textWidth(): number {
  return Math.min(100, Math.max(40, process.stdout.columns ?? 88))
}

/** `1 file`, `3 files`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`
}

/** `340 ms`, `4.1 s`, `3 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`
}

/** `about 40 s left`, `about 4 min left`, `about 2 h 10 min left`; nothing for the last seconds. */
export function timeLeft(ms: number): string {
  const seconds = Math.ceil(ms / 5000) * 5
  if (ms < 3000) return ''
  if (seconds < 60) return `about ${seconds} s left`
  const minutes = Math.ceil(ms / 60_000)
  if (minutes < 60) return `about ${minutes} min left`
  return `about ${Math.floor(minutes / 60)} h ${minutes % 60} min left`
}

/** `812 B`, `3.4 MB`. */
export function size(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`
}
