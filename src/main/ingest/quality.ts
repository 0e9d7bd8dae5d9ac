import type { DocumentFacts, Quality, ReadBlock, ReadDocument } from './document.ts'
import { detectLanguage } from './detect-language.ts'

/** What fonts and files without a map to Unicode leave behind: replacement characters, private use, and UTF-8 read as Latin-1. */
const GARBLED = /[\ufffd\p{Co}]|[ÃÂ][\u00a1-\u00bf]|â€[™œž“”˜¦¢]/gu

/** Clean print is recognised with 0.85 and more; below this one word in four is doubtful. */
const LOW_CONFIDENCE = 0.75

/** What a reader found besides the text, with the report of how well it was read. `text` is all of the text as it is stored. */
export async function describe(document: ReadDocument, text: string): Promise<DocumentFacts> {
  const { author = '', createdMs = null, modifiedMs = null } = document.metadata ?? {}
  const language = await detectLanguage(text)
  return {
    author: author === '' ? null : author,
    createdMs,
    modifiedMs,
    quality: qualityOf(document, text, language),
  }
}

/** The language as ISO 639-1: what the text is in goes before what the file says, which is often only its program's setting. */
export function languageOf(
  document: Pick<ReadDocument, 'language'>,
  { quality }: DocumentFacts,
): string | null {
  const [stated = ''] = (document.language ?? '').trim().toLowerCase().split(/[-_]/)
  return quality.language ?? (/^[a-z]{2,3}$/.test(stated) ? stated : null)
}

export function qualityOf(document: ReadDocument, text: string, language: string | null): Quality {
  const hidden = document.hidden ?? []
  return {
    pages: countPages(document),
    garbledShare: garbledShareOf(text),
    ocrConfidence: meanConfidence(document.blocks),
    unsurePages: unsurePagesOf(document.blocks),
    language,
    hidden: {
      passages: hidden.reduce((sum, { passages }) => sum + passages, 0),
      pages: hidden.flatMap(({ page }) => (page === undefined ? [] : [page])),
    },
    notes: [...(document.notes ?? [])],
  }
}

function countPages({ pages, blocks }: ReadDocument): Quality['pages'] {
  const read = new Map<number, { text: number; ocr: number }>()
  for (const { page, kind, text } of blocks) {
    const letters = lettersIn(text)
    if (page === undefined || letters === 0) continue
    const sum = read.get(page) ?? { text: 0, ocr: 0 }
    sum[kind === 'image-text' ? 'ocr' : 'text'] += letters
    read.set(page, sum)
  }
  const counts = { text: 0, ocr: 0, empty: 0, failed: 0 }
  for (const { page, isFailed = false } of pages) {
    const { text, ocr } = read.get(page) ?? { text: 0, ocr: 0 }
    if (text + ocr > 0) counts[ocr > text ? 'ocr' : 'text']++
    else counts[isFailed ? 'failed' : 'empty']++
  }
  return counts
}

/** Garbled characters among those that are to be seen, 0 to 1. */
function garbledShareOf(text: string): number {
  const seen = text.match(/\S/g)?.length ?? 0
  const garbled = text.match(GARBLED)?.reduce((sum, found) => sum + found.length, 0) ?? 0
  return seen === 0 ? 0 : garbled / seen
}

/** Of recognised text, weighed by letters; null where there is none. */
function meanConfidence(blocks: readonly ReadBlock[]): number | null {
  let letters = 0
  let sum = 0
  for (const { text, confidence } of blocks) {
    if (confidence === undefined) continue
    letters += text.length
    sum += text.length * confidence
  }
  return letters === 0 ? null : sum / letters
}

function unsurePagesOf(blocks: readonly ReadBlock[]): Quality['unsurePages'] {
  const byPage = Map.groupBy(blocks, ({ page = 0 }) => page)
  return [...byPage].flatMap(([page, ofPage]) => {
    const confidence = meanConfidence(ofPage)
    return page > 0 && confidence !== null && confidence < LOW_CONFIDENCE
      ? [{ page, confidence }]
      : []
  })
}

function lettersIn(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0
}
