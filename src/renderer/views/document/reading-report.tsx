import type { DocumentRow } from '../../engine/contract-types.ts'
import { count, day } from '../../ui/format.ts'

type Read = Pick<DocumentRow, 'metadata' | 'quality' | 'language'>

const languages = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' })

/** What a document says of itself and how well it was read, a short phrase each: "Ada Müller", "10 pages by text, 2 by recognition". */
export function factsOf({ metadata, quality, language }: Read): string[] {
  const { author, createdAt, modifiedAt } = metadata
  const facts = [
    author === null ? '' : `By ${author}`,
    createdAt === null ? '' : `written ${day(createdAt)}`,
    modifiedAt === null || modifiedAt === createdAt ? '' : `changed ${day(modifiedAt)}`,
    language === null ? '' : languageName(language),
    ...(quality === null ? [] : readingOf(quality)),
  ]
  return facts.filter((fact) => fact !== '')
}

function languageName(code: string): string {
  try {
    return languages.of(code) ?? code
  } catch {
    // What a file calls its language need not be one.
    return code
  }
}

function readingOf({ pages, ocrConfidence }: NonNullable<Read['quality']>): string[] {
  const { text, ocr, empty, failed } = pages
  return [
    text === 0 ? '' : `${count(text, 'page')} with text`,
    ocr === 0 ? '' : `${count(ocr, 'page')} by text recognition`,
    empty === 0 ? '' : `${count(empty, 'page')} without text`,
    failed === 0 ? '' : `${count(failed, 'page')} not readable`,
    ocrConfidence === null ? '' : `recognition ${Math.round(ocrConfidence * 100)} % sure`,
  ]
}

/** The report on one document: the facts in a line, and each warning on its own. */
export function ReadingReport({ document }: { readonly document: Read }) {
  const facts = factsOf(document)
  const warnings = document.quality?.warnings ?? []
  if (facts.length === 0 && warnings.length === 0)
    return <p className="report-facts">Nothing more is known of this document.</p>
  return (
    <>
      {facts.length > 0 && <p className="report-facts">{facts.join(' · ')}</p>}
      {warnings.map((warning) => (
        <p key={warning} className="report-warning">
          {warning}
        </p>
      ))}
    </>
  )
}
