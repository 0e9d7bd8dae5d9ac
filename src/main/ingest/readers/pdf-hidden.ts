import type { Background } from './pdf-background.ts'
import type { TextItem } from './pdf-items.ts'
import { paintPage, type OperatorList } from './pdf-paint.ts'
import type { PaintOptions } from './pdf-painter.ts'
import type { Rule } from './pdf-rules.ts'
import type { Doubt } from './pdf-text-pen.ts'

/** Letters smaller than this many points (or than this share of the page's height, where that is less) are specks. */
const MIN_SIZE = 1
const MIN_SIZE_SHARE = 1 / 800
/** Letters as narrow as this share of their least height are a bar. */
const MIN_WIDTH = 0.25
/** A page that is half covered by pictures is a scan, and what is invisible on it its recognised text. */
const SCAN_SHARE = 0.5

export interface VisibleText {
  readonly items: readonly TextItem[]
  readonly rules: readonly Rule[]
  /** How many pieces that stand together were left out. */
  readonly passages: number
  /** Something was left out that a picture beneath it would have shown. */
  readonly mayShowOnPictures: boolean
}

/**
 * The text of a page without what no reader sees: in the colour of what lies beneath it, painted with nothing (unless over a picture: that is
 * recognised text), in a layer that is switched off, tiny, or outside of the page. Where it is not sure, text stays.
 */
export function visibleText(operators: OperatorList, options: PaintOptions): VisibleText {
  const { pen, background, rules } = paintPage(operators, options)
  const isUnseen = createEye(background)
  let passages = pen.offPage
  let wasHidden = false
  let mayShowOnPictures = false
  const items = pen.texts.flatMap(({ item, doubt }) => {
    const isBlank = item.text.trim() === ''
    if (isBlank) return [item]
    const isInDoubt = doubt !== null && isUnseen(doubt)
    const isHidden = isInDoubt || isTiny(item, options.height)
    mayShowOnPictures ||= isInDoubt && doubt.kind !== 'switched-off'
    if (isHidden && !wasHidden && /[\p{L}\p{N}]/u.test(item.text)) passages++
    wasHidden = isHidden
    return isHidden ? [] : [item]
  })
  return { items, rules, passages, mayShowOnPictures }
}

/** Decides the doubts of a page when all of it is painted. */
function createEye(background: Background): (doubt: Doubt) => boolean {
  let isScan: boolean | null = null
  return ({ kind, points }) => {
    if (kind !== 'unpainted') return true
    isScan ??= background.artShare() >= SCAN_SHARE
    return !isScan && !points.some(([x, y]) => background.hasArtAt(x, y))
  }
}

/** Too small to be seen. */
function isTiny({ matrix: [a, b, c, d] }: TextItem, pageHeight: number): boolean {
  const least = Math.min(MIN_SIZE, pageHeight * MIN_SIZE_SHARE)
  return Math.hypot(c, d) < least || Math.hypot(a, b) < least * MIN_WIDTH
}
