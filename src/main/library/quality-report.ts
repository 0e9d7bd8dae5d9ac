import type { QualityRow, VersionFacts } from '../store/rows.ts'

/** How well a document was read: the contract's `Quality`. */
export interface QualityReport extends Omit<QualityRow, 'hidden' | 'notes' | 'unsurePages'> {
  readonly unsurePages: { page: number; confidence: number }[]
  readonly hidden: { passages: number; pages: number[] }
  /** In words; empty when there is nothing to worry about. */
  readonly warnings: string[]
}

/** What a document says of itself: the contract's `Metadata`. Times are ISO 8601. */
export interface Metadata {
  readonly author: string | null
  readonly createdAt: string | null
  readonly modifiedAt: string | null
}

/** Above this share a reader stumbles: one garbled character in twenty is about one in every third word. */
const GARBLED_SHARE = 0.05
/** Clean print is recognised with 0.85 and more; below this one word in four is doubtful. */
const LOW_CONFIDENCE = 0.75
/** Blank backs and dividers are usual; from here on pages seem to be missing. */
const EMPTY_SHARE = 0.2

/** The report as it is shown; null for a document that was read before reports were kept. */
export function reportOf(facts: VersionFacts | null): QualityReport | null {
  if (facts === null) return null
  const { hidden, notes: _, unsurePages = [], ...kept } = facts.quality
  return {
    ...kept,
    unsurePages: unsurePages.map((page) => ({ ...page })),
    hidden: { passages: hidden.passages, pages: [...hidden.pages] },
    warnings: warningsOf(facts.quality),
  }
}

export function metadataOf(facts: VersionFacts | null): Metadata {
  return {
    author: facts?.author ?? null,
    createdAt: toIso(facts?.createdMs ?? null),
    modifiedAt: toIso(facts?.modifiedMs ?? null),
  }
}

/** What a reader of the document should know before trusting answers from it. */
function warningsOf(quality: QualityRow): string[] {
  const { pages, garbledShare, hidden, notes } = quality
  const all = pages.text + pages.ocr + pages.empty + pages.failed
  const warnings: string[] = []
  if (pages.failed > 0) warnings.push(`${capital(of(pages.failed, all))} could not be read.`)
  if (pages.empty > 0 && pages.empty >= all * EMPTY_SHARE)
    warnings.push(`No text was found on ${of(pages.empty, all)}.`)
  if (garbledShare >= GARBLED_SHARE)
    warnings.push(
      `About ${percent(garbledShare)} of the text is garbled: the file does not say which letters it shows. Reading it as a picture may help: carrel add --ocr force.`,
    )
  if (isUnsure(quality)) warnings.push(unsureWords(quality))
  if (hidden.passages > 0) warnings.push(hiddenWords(hidden))
  return [...warnings, ...notes]
}

function isUnsure({ ocrConfidence, unsurePages = [] }: QualityRow): boolean {
  return unsurePages.length > 0 || (ocrConfidence !== null && ocrConfidence < LOW_CONFIDENCE)
}

/** Which pages, and what can be done. */
function unsureWords({ pages, ocrConfidence, unsurePages = [] }: QualityRow): string {
  const named = unsurePages.map(({ page, confidence }) => `${page} (${percent(confidence)})`)
  const where =
    pages.text + pages.ocr <= 1 || named.length === 0
      ? ` (${percent(ocrConfidence ?? 0)})`
      : ` on ${named.length === 1 ? 'page' : 'pages'} ${listed(named)}`
  return `Text recognition was unsure${where}: check quotes against the picture. Scan it more sharply, or read it again in its language.`
}

function hiddenWords({ passages, pages }: QualityRow['hidden']): string {
  const one = passages === 1
  const where =
    pages.length === 0 ? '' : ` (${pages.length === 1 ? 'page' : 'pages'} ${listed(pages)})`
  return `${passages} ${one ? 'passage' : 'passages'} hidden from readers ${one ? 'was' : 'were'} left out${where}.`
}

function listed(pages: readonly (number | string)[]): string {
  const shown = pages.slice(0, 5).join(', ')
  return pages.length > 5 ? `${shown} and ${pages.length - 5} more` : shown
}

function of(some: number, all: number): string {
  return all === 1 ? 'its one page' : `${some} of ${all} pages`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}

function toIso(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString()
}
