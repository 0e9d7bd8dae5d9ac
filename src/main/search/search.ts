import { performance } from 'node:perf_hooks'
import type { Embedder } from '../inference/embedder.ts'
import type { ReadDb } from '../store/open.ts'
import { resolveScope, sizeOfScope } from '../store/scope.ts'
import { textsWith } from '../store/vocabulary.ts'
import { hasMatch, hasMatchIn } from '../store/word-frequency.ts'
import { beginningsOf } from './beginnings.ts'
import { chooseScan } from './choose-scan.ts'
import { compoundsOf, type CompoundsEnding } from './compound-ends.ts'
import { extend, type HelpReport, type SearchHelp } from './extend.ts'
import {
  beginEmbedding,
  findAndRank,
  type BegunEmbedding,
  type FindOptions,
} from './find-and-rank.ts'
import { bestOfEachVersion, joinNeighbours, type RankedChunk } from './join-neighbours.ts'
import { quoteTerm } from './keyword-query.ts'
import { mendFrom } from './mend-word.ts'
import { parseQuery } from './parse-query.ts'
import type { Passage } from './passage.ts'
import { withParts } from './parts-of-words.ts'
import { withRelated } from './related-words.ts'
import { filterOf, NO_SCOPE, writtenScope, type RequestScope } from './request-scope.ts'
import { SearchMemory, type SearchMemoryFigures } from './search-memory.ts'
import { toPassages } from './to-passages.ts'
import {
  explain,
  understandQuery,
  type Explanation,
  type Mend,
  type Understanding,
} from './understand-query.ts'
import type { VectorScan } from './vector-scan.ts'
import { createWordCounts, type CountWord } from './word-counts.ts'

export type SearchMode = 'hybrid' | 'semantic' | 'keyword'

export interface SearchRequest {
  readonly query: string
  /** How many passages (or documents) at most. */
  readonly limit: number
  readonly mode: SearchMode
  /** `passage` (the default) joins neighbouring chunks; `document` gives each document once, by its best chunk. */
  readonly by?: 'passage' | 'document' | undefined
  /** A glob over document paths. */
  readonly scope?: string | undefined
  readonly within?: RequestScope | undefined
  readonly signal?: AbortSignal | undefined
}

export interface SearchResult {
  readonly passages: readonly Passage[]
  /** What was searched, after the scope. */
  readonly searchedChunks: number
  readonly searchedDocuments: number
  readonly ms: number
  /** What was made of the query. */
  readonly explanation?: Explanation
}

export interface Search {
  search(request: SearchRequest): Promise<SearchResult>
  /** What is kept of earlier searches, and how often it helped. */
  readonly memory: SearchMemoryFigures
}

interface SearchDeps {
  /** A connection of its own, so that a running import does not hold searches up. */
  readonly reader: ReadDb
  readonly embedder: Embedder
  /** Searches large libraries by meaning in another thread; without it that takes 0.5 ms for each 1,000 chunks. */
  readonly vectorScan?: VectorScan | undefined
  /** Optional models; without them nothing else changes. */
  readonly help?: SearchHelp | undefined
}

/**
 * Candidates each part contributes, at least. Fusion needs the tail: a passage that both parts rank 80th beats one that
 * a single part ranks 40th.
 */
const MIN_DEPTH = 200
/** Of a run for evaluation, which asks for a thousand documents. */
const MAX_DEPTH = 4096

/** For the words that begin as one asked for does. */
const TEXTS_READ = 3

/** Hybrid search over one workspace. */
export function createSearch(deps: SearchDeps): Search {
  const countWord = createWordCounts(deps.reader)
  const mend = mendFrom(deps.reader, countWord)
  const memory = new SearchMemory(deps.reader, charactersOf)
  const compoundsEnding = compoundsOf(deps.reader, () => memory.librarySize().chunks)
  const scanFor = chooseScan(deps.reader, deps.embedder, deps.vectorScan)
  return {
    async search({ signal, ...request }) {
      const startedMs = performance.now()
      signal?.throwIfAborted()
      const find = (): Promise<Findings> =>
        search(
          {
            ...{ ...deps, memory, countWord, mend, compoundsEnding },
            vectorScan: scanFor(memory.librarySize().chunks),
          },
          { ...request, signal },
        )
      // What models do depends on how long they take: it may be more the next time.
      const found = await (deps.help?.isOn() ? find() : memory.result(request, find))
      return { ...found, ms: performance.now() - startedMs }
    },
    get memory() {
      return memory.figures
    },
  }
}

/** What one search leaves for the next. */
interface Kept {
  readonly memory: SearchMemory<Findings>
  readonly countWord: CountWord
  readonly mend: Mend
  readonly compoundsEnding: CompoundsEnding
}

/** What stays the same when a search is asked again. */
type Findings = Omit<SearchResult, 'ms'>

const charactersOf = ({ passages }: Findings): number =>
  passages.reduce(
    (sum, { text, headings, path }) => sum + text.length + headings.length + path.length,
    0,
  )

/**
 * 1. Understand the query while another thread embeds it. Resolve its scope to versions, so that both parts filter inside their own
 *    index and a small scope is never starved. Words that no searched text has get related words, or words that share a part with them.
 * 2. Find chunks by keyword and by meaning, and rank them together; where only documents are meant, take what those begin with.
 * 3. Let optional models improve the ranking.
 * 4. Join neighbours (or keep one a document), and name their documents.
 */
async function search(deps: SearchDeps & Kept, request: SearchRequest): Promise<Findings> {
  const { reader, memory, countWord } = deps
  const { mode, limit, within = NO_SCOPE, signal } = request
  const { text } = parseQuery(request.query)
  const isEmbedded = mode !== 'keyword' && hasWord(text) && memory.librarySize().chunks > 0
  const begun = isEmbedded ? beginEmbedding(deps, text, signal) : undefined
  const library = askedLibrary(deps)
  const { query, scope, documentIds, searched } = understandWithin(deps, library, request)
  const { ranked, report } = hasWord(text)
    ? await rank(deps, { ...request, query, library, scope, chunks: searched.chunks, begun })
    : { ranked: beginningsOf(reader, scope), report: undefined }
  const groups =
    request.by === 'document' ? bestOfEachVersion(ranked, limit) : joinNeighbours(ranked, limit)
  return {
    passages: toPassages(reader, groups, { ...request, documentIds }),
    searchedChunks: searched.chunks,
    searchedDocuments: searched.documents,
    explanation: {
      ...explain(query, { scope: writtenScope(within), countWord }),
      ...(report === undefined ? {} : { help: report }),
    },
  }
}

const hasWord = (text: string): boolean => /[\p{L}\p{N}]/u.test(text)

interface Ranking extends Pick<FindOptions, 'mode' | 'limit' | 'scope' | 'chunks' | 'signal'> {
  readonly query: Understanding
  readonly library: ReturnType<typeof askedLibrary>
  readonly begun: BegunEmbedding | undefined
}

/** Steps 2 and 3. */
async function rank(
  deps: SearchDeps & Kept,
  { query, library, limit, begun, ...bounds }: Ranking,
): Promise<{ readonly ranked: Iterable<RankedChunk>; readonly report: HelpReport | undefined }> {
  const { reader, help } = deps
  const { mode, scope, chunks, signal } = bounds
  const depth = Math.min(MAX_DEPTH, Math.max(MIN_DEPTH, limit * 4))
  const find = (asked: Understanding): ReturnType<typeof findAndRank> =>
    findAndRank(deps, asked, {
      ...{ mode, limit: depth, scope, chunks, signal },
      begun: asked === query ? begun : undefined,
    })
  const { found, ranked } = await find(query)
  if (mode !== 'hybrid' || help === undefined || !help.isOn()) return { ranked, report: undefined }
  return extend(ranked, help, {
    ...{ reader, query, found, signal: signal ?? new AbortController().signal },
    find: (text) => find(understandQuery(text, library)),
  })
}

/** What is asked, and of what. */
function understandWithin(
  { reader, memory, mend, countWord, compoundsEnding }: SearchDeps & Kept,
  library: ReturnType<typeof askedLibrary>,
  request: SearchRequest,
) {
  const understood = understandQuery(request.query, { ...library, mend })
  const { versions: scope, documentIds } = resolveScope(reader, [
    understood.documents,
    { ...filterOf(request.within ?? NO_SCOPE), glob: request.scope },
  ])
  const searched = scope === null ? memory.librarySize() : sizeOfScope(reader, scope)
  const has = hasMatchIn(reader, scope)
  const related = withRelated(understood, { chunks: searched.chunks, countWord, has })
  const query = withParts(related, {
    has,
    textsWith: (ftsQuery) => textsWith(reader, ftsQuery, { limit: TEXTS_READ, scope }),
    compoundsEnding,
    languages: library.languages,
  })
  return { query, scope, documentIds, searched }
}

/** What stems a query's words may have. */
function askedLibrary({ reader, memory }: Pick<SearchDeps & Kept, 'reader' | 'memory'>) {
  return {
    languages: memory.languages(),
    has: (term: string) => hasMatch(reader, quoteTerm(term)),
  }
}
