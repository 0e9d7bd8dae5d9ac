import { AppError } from '../lib/app-error.ts'
import { alsoIn } from '../search/also-in.ts'
import { differenceOf, shinglesOf } from '../search/near-copy.ts'
import type { AlsoIn } from '../search/passage.ts'
import { documentsOfVersion, getDocument } from '../store/documents.ts'
import type { ReadDb } from '../store/open.ts'
import type { DocumentRow } from '../store/rows.ts'
import { getTrace } from '../store/traces.ts'
import { getVersion } from '../store/versions.ts'
import type { RankedSpan } from './trace.ts'

/** The parts of a stored trace that are shown; older traces lack some. */
interface StoredTrace {
  readonly query: string
  readonly searched: { readonly chunks: number; readonly documents: number }
  readonly explanation?: Readonly<Record<string, unknown>> | null
  readonly passages: readonly RankedSpan[]
  readonly confidence?: { readonly probability: number; readonly threshold: number }
  readonly ms: Readonly<Record<string, number>>
}

/** A passage as it was ranked, named anew. Mirrors `FoundPassage` of the contract. */
export interface FoundPassage extends Omit<RankedSpan, 'because' | 'relevance' | 'via' | 'copies'> {
  readonly externalId?: string
  readonly path: string
  readonly title: string
  readonly text: string
  readonly because: Record<string, number> | null
  readonly relevance: number | null
  readonly via: string | null
  readonly alsoIn: AlsoIn[]
}

/** How an answer was found. Mirrors `AnswerTrace` of the contract. */
export interface AnswerTrace {
  readonly query: string
  readonly searched: { readonly chunks: number; readonly documents: number }
  readonly explanation: Record<string, unknown> | null
  readonly passages: FoundPassage[]
  readonly confidence: { readonly probability: number; readonly threshold: number } | null
  readonly ms: Record<string, number>
}

/** Of each passage: enough to recognise it. */
const SHOWN_LETTERS = 400

/** Reads a trace back, with the names and words that its documents have today. */
export function explainAnswer(reader: ReadDb, traceId: string): AnswerTrace {
  const trace = getTrace(reader, traceId) as StoredTrace | null
  if (trace === null)
    throw new AppError(
      'not-found',
      'How this was found is no longer known.',
      'It was erased with a document that was removed. Ask again to see it.',
    )
  const { query, searched, explanation = null, passages, confidence = null, ms } = trace
  const textOf = spansOf(reader)
  return {
    query,
    searched,
    explanation,
    passages: passages.flatMap((passage) => named(reader, passage, textOf)),
    confidence: confidence && {
      probability: confidence.probability,
      threshold: confidence.threshold,
    },
    ms,
  }
}

interface Span {
  readonly versionId: number
  readonly start: number
  readonly end: number
}

type TextOf = (span: Span) => string

/** Reads spans of versions, each version once; empty for one that is gone. */
function spansOf(reader: ReadDb): TextOf {
  const texts = new Map<number, string>()
  return ({ versionId, start, end }) => {
    const text = texts.get(versionId) ?? getVersion(reader, versionId)?.text ?? ''
    texts.set(versionId, text)
    return text.slice(start, end)
  }
}

function named(
  reader: ReadDb,
  { because, relevance, via, copies = [], ...passage }: RankedSpan,
  textOf: TextOf,
): readonly FoundPassage[] {
  const document = getDocument(reader, passage.documentId)
  if (document === null) return []
  const { externalId, path, title } = document
  const text = textOf(passage)
  const shingles = shinglesOf(text)
  const places = copies.map(({ differs, ...copy }) => ({
    ...copy,
    differs: differs ? differenceOf(shingles, shinglesOf(textOf(copy))) : null,
  }))
  const ownersOf = (versionId: number): DocumentRow[] => documentsOfVersion(reader, versionId)
  return [
    {
      ...passage,
      path,
      title,
      ...(externalId === undefined ? {} : { externalId }),
      page: passage.page ?? null,
      text: text.slice(0, SHOWN_LETTERS),
      because: because === undefined ? null : { ...because },
      relevance: relevance ?? null,
      via: via ?? null,
      alsoIn: alsoIn(places, ownersOf, passage.documentId),
    },
  ]
}
