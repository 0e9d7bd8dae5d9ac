import type { Failure } from '../lib/failure.ts'
import type { AlsoIn, Passage } from '../search/passage.ts'
import type { SearchResult } from '../search/search.ts'
import type { Citation } from './cite.ts'
import type { Assessment } from './extract.ts'
import { PROMPT_VERSION } from './prompt-layout.ts'

/** Who answers. */
export type EngineName = 'extractive' | 'local' | 'cloud'

export interface Timings {
  readonly search: number
  readonly answer: number
  readonly total: number
}

/** What happened for one answer, beside the answer itself. */
export interface Happened {
  readonly question: string
  /** The question as it was searched for: with what it leans on. */
  readonly query: string
  readonly requested: EngineName
  readonly engine: EngineName
  readonly model: string | null
  readonly fallback: Failure | undefined
  readonly found: SearchResult
  readonly assessment: Assessment
  readonly abstained: boolean
  readonly citations: readonly Citation[]
  readonly ms: Timings
}

/** Scored sentences kept: enough to see why the chosen ones won. */
const KEPT_UNITS = 10

/** The trace as it is stored. Spans instead of text: what a document said is not kept a second time. */
export function toTrace({ found, assessment, citations, ...rest }: Happened): object {
  return {
    ...rest,
    promptVersion: rest.engine === 'extractive' ? null : PROMPT_VERSION,
    explanation: found.explanation ?? null,
    searched: { chunks: found.searchedChunks, documents: found.searchedDocuments },
    passages: found.passages.map((passage) => toRanked(passage, found.passages)),
    confidence: {
      probability: assessment.probability,
      threshold: assessment.threshold,
      signals: assessment.signals,
    },
    sentences: assessment.ranked
      .slice(0, KEPT_UNITS)
      .map(({ passage, sentence, score, features }) => ({
        documentId: passage.documentId,
        start: passage.start + sentence.start,
        end: passage.start + sentence.end,
        score,
        features,
      })),
    citations: citations.map(({ n, documentId, start, end }) => ({ n, documentId, start, end })),
  }
}

/** A passage as it was ranked, without its words. */
export type RankedSpan = Pick<
  Passage,
  | 'rank'
  | 'documentId'
  | 'versionId'
  | 'page'
  | 'start'
  | 'end'
  | 'score'
  | 'semanticScore'
  | 'keywordScore'
  | 'because'
  | 'via'
> & {
  /** Its probability of relevance, where that was measured. */
  readonly relevance?: number
  /** Where it stands again. By version: its documents are told apart when the trace is read, and removing one leaves the trace. */
  readonly copies?: readonly CopySpan[]
}

/** Where a passage stands again. */
export interface CopySpan {
  readonly versionId: number
  readonly page: number | null
  readonly start: number
  readonly end: number
  /** Not word for word. */
  readonly differs: boolean
}

function toRanked(passage: Passage, all: readonly Passage[]): RankedSpan {
  const { rank, documentId, versionId, page, start, end } = passage
  const { score, semanticScore, keywordScore, because, relevance, via, alsoIn = [] } = passage
  return {
    ...{ rank, documentId, versionId, page, start, end },
    ...{ score, semanticScore, keywordScore },
    ...(because === undefined ? {} : { because }),
    ...(relevance === undefined ? {} : { relevance }),
    ...(alsoIn.length === 0 ? {} : { copies: alsoIn.map(toCopySpan) }),
    ...(via !== undefined && isOfThese(via, all) ? { via } : {}),
  }
}

function toCopySpan({ versionId, page, start, end, differs }: AlsoIn): CopySpan {
  return { versionId, page, start, end, differs: differs !== undefined }
}

/** Whether what a hop names is the title of a passage that the trace shows: it goes with that document, and another's may not be kept. */
function isOfThese(via: string, passages: readonly Passage[]): boolean {
  return !via.includes('“') || passages.some(({ title }) => via.includes(`“${title}”`))
}
