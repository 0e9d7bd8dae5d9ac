import { allNamed, firstNamed, type XmlElement } from './xml-tree.ts'

export type NumberKind = 'number' | 'date' | 'time' | 'date-time' | 'percent'

/** The formats that every Excel has built in (ECMA-376, part 1, 18.8.30). */
const BUILT_IN: Readonly<Record<number, NumberKind>> = {
  9: 'percent',
  10: 'percent',
  14: 'date',
  15: 'date',
  16: 'date',
  17: 'date',
  18: 'time',
  19: 'time',
  20: 'time',
  21: 'time',
  22: 'date-time',
  45: 'time',
  46: 'time',
  47: 'time',
}
const MS_A_DAY = 86_400_000
/** Day 0 of the two calendars that workbooks count in. */
const EPOCH_1900 = Date.UTC(1899, 11, 30)
const EPOCH_1904 = Date.UTC(1904, 0, 1)

/** What kind of number each cell style shows, by the style's index. */
export function kindsOfFormats(styles: XmlElement): NumberKind[] {
  const own = new Map(
    allNamed(styles, 'numFmt').map(({ attributes }) => [
      Number(attributes['numFmtId']),
      kindOfCode(attributes['formatCode'] ?? ''),
    ]),
  )
  const cells = firstNamed(styles, 'cellXfs')
  return (cells ? allNamed(cells, 'xf') : []).map(({ attributes }) => {
    const id = Number(attributes['numFmtId'] ?? 0)
    return own.get(id) ?? BUILT_IN[id] ?? 'number'
  })
}

function kindOfCode(code: string): NumberKind {
  const bare = code.replace(/"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|_.|\*./gi, '')
  if (bare.includes('%')) return 'percent'
  const hasTime = /[hs]/i.test(bare)
  const hasDate = /[yd]/i.test(bare) || (!hasTime && /m/i.test(bare))
  if (hasDate) return hasTime ? 'date-time' : 'date'
  return hasTime ? 'time' : 'number'
}

/** A stored number in words: dates as in ISO 8601, without the noise of binary fractions. */
export function showNumber(raw: string, kind: NumberKind, startsIn1904: boolean): string {
  const value = Number(raw)
  if (raw.trim() === '' || !Number.isFinite(value)) return raw
  if (kind === 'percent') return `${trimNumber(value * 100)}%`
  if (kind === 'number') return trimNumber(value)
  const ms = Math.round((value * MS_A_DAY) / 1000) * 1000
  const date = new Date((startsIn1904 ? EPOCH_1904 : EPOCH_1900) + ms)
  if (Number.isNaN(date.getTime())) return trimNumber(value)
  const [day = '', time = ''] = date.toISOString().slice(0, 19).split('T')
  if (kind === 'time' && value < 1) return time
  return kind === 'date' && value % 1 === 0 ? day : `${day} ${time}`
}

function trimNumber(value: number): string {
  return String(Number(value.toPrecision(12)))
}
