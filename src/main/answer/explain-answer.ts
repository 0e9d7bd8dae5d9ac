import { AppError } from '../lib/app-error.ts'
import { getDocument } from '../store/documents.ts'
import type { ReadDb } from '../store/open.ts'
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
export interface FoundPassage extends Omit<RankedSpan, 'because' | 'relevance' | 'via'> {
  readonly externalId?: string
  readonly path: string
  readonly title: string
  readonly text: string
  readonly because: Record<string, number> | null
  readonly relevance: number | null
  readonly via: string | null
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
  return {
    query,
    searched,
    explanation,
    passages: passages.flatMap((passage) => named(reader, passage)),
    confidence: confidence && {
      probability: confidence.probability,
      threshold: confidence.threshold,
    },
    ms,
  }
}

function named(
  reader: ReadDb,
  { because, relevance, via, ...passage }: RankedSpan,
): readonly FoundPassage[] {
  const document = getDocument(reader, passage.documentId)
  if (document === null) return []
  const { externalId, path, title } = document
  const text = getVersion(reader, passage.versionId)?.text.slice(passage.start, passage.end) ?? ''
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
    },
  ]
}
