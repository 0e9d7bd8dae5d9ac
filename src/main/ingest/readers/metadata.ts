import { oneLine } from '../clean-text.ts'
import type { Metadata } from '../document.ts'

/** Before the first computers and a day ahead of now, a date is a default or a mistake. */
const EARLIEST_MS = Date.UTC(1950, 0, 1)
const DAY_MS = 24 * 60 * 60_000
const MAX_AUTHOR_LENGTH = 300

/** What programs write where nobody wrote a title. */
const USELESS_TITLE =
  /^(?:untitled|microsoft |document\d*$|slide \d|powerpoint)|\.(?:docx?|pdf|indd|tex|dvi|rtf|ps|qxd|xlsx?|pptx?|odt)$/i

/** The title, '' when it is only a program's. */
export function usefulTitle(title: string): string {
  return USELESS_TITLE.test(title) ? '' : title
}

/** As the file has it, dates in any form that `timeOf` reads. */
export interface StatedMetadata {
  readonly author?: unknown
  readonly created?: unknown
  readonly modified?: unknown
}

/** What of it can be made use of, to be spread into a document; nothing when that is nothing. */
export function metadataFrom({ author, created, modified }: StatedMetadata): {
  readonly metadata?: Metadata
} {
  const name = typeof author === 'string' ? oneLine(author).slice(0, MAX_AUTHOR_LENGTH) : ''
  const createdMs = timeOf(created)
  const modifiedMs = timeOf(modified)
  if (name === '' && createdMs === null && modifiedMs === null) return {}
  return {
    metadata: {
      ...(name === '' ? {} : { author: name }),
      ...(createdMs === null ? {} : { createdMs }),
      ...(modifiedMs === null ? {} : { modifiedMs }),
    },
  }
}

/**
 * When that was, in ms since 1970: a Date, ISO 8601, a mail's date, a year, or PDF's own form (`D:20240131120000+01'00'`, ISO 32000-1, 7.9.4).
 * A time without a zone is taken as UTC. Null for anything else.
 */
export function timeOf(value: unknown): number | null {
  const ms = value instanceof Date ? value.getTime() : parseTime(value)
  return Number.isFinite(ms) && ms >= EARLIEST_MS && ms <= Date.now() + DAY_MS ? ms : null
}

const PDF_DATE =
  /^D?:?(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?(?:([-+Z])(?:(\d{2})'?(\d{2})?)?)?/
const ISO_DATE = /^\d{4}-\d{2}-\d{2}/
const HAS_ZONE = /(?:z|[-+]\d{2}:?\d{2})$/i

function parseTime(value: unknown): number {
  if (typeof value !== 'string') return NaN
  const text = value.trim()
  if (ISO_DATE.test(text)) {
    const isZoned = text.length <= 10 || HAS_ZONE.test(text)
    return Date.parse(isZoned ? text : `${text}Z`)
  }
  const compact = /^D:|^\d{4}(?:\d{2}){0,5}$/.test(text) ? PDF_DATE.exec(text) : null
  if (compact === null) return Date.parse(text)
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00'] = compact
  const [sign, zoneHours = '00', zoneMinutes = '00'] = compact.slice(7)
  const zone = sign === '+' || sign === '-' ? `${sign}${zoneHours}:${zoneMinutes}` : 'Z'
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`)
}
