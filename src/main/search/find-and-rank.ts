import type { Embedder } from '../inference/embedder.ts'
import { EMBEDDING_MODEL } from '../inference/tokenizer.ts'
import type { ReadDb } from '../store/open.ts'
import type { Scope } from '../store/scope.ts'
import {
  embedQuery,
  findByKeyword,
  findByMeaning,
  isFoundBeside,
  noMeaning,
  noScores,
  prepareMeaning,
} from './find-candidates.ts'
import type { RankedChunk } from './join-neighbours.ts'
import { rankChunks, type Found } from './rank.ts'
import { shareHeld } from './share-held.ts'
import type { SearchMemory } from './search-memory.ts'
import type { Understanding } from './understand-query.ts'
import type { VectorScan } from './vector-scan.ts'
import { withinTime } from './within-time.ts'
import type { CountWord } from './word-counts.ts'

export interface FindDeps {
  readonly reader: ReadDb
  readonly embedder: Embedder
  readonly vectorScan?: VectorScan | undefined
  readonly memory: Pick<SearchMemory<object>, 'embedding' | 'librarySize'>
  readonly countWord: CountWord
}

export interface FindOptions {
  readonly mode: 'hybrid' | 'semantic' | 'keyword'
  /** Candidates of each part. */
  readonly limit: number
  readonly scope: Scope
  /** How many chunks the scope has. */
  readonly chunks: number
  /** Of the query, where that was begun before. */
  readonly begun?: BegunEmbedding | undefined
  readonly signal?: AbortSignal | undefined
}

/** An embedding that is being made, and by which embedder. */
export interface BegunEmbedding {
  readonly name: string
  readonly embedding: Promise<Float32Array>
}

/** Has a query embedded by another thread, while this one finds out what else is asked. */
export function beginEmbedding(
  { embedder, memory }: Pick<FindDeps, 'embedder' | 'memory'>,
  text: string,
  signal: AbortSignal | undefined,
): BegunEmbedding {
  const { name } = embedder
  const embedding = memory.embedding(`${name} ${text}`, () => embedQuery(embedder, text, signal))
  // Whoever waits for it learns of a failure; perhaps nobody does.
  embedding.catch(() => undefined)
  return { name, embedding }
}

/** Finds chunks by keyword and by meaning, and ranks them together; once more where the library changes its embedder in the middle of it. */
export async function findAndRank(
  deps: FindDeps,
  query: Understanding,
  options: FindOptions,
): ReturnType<typeof findOnce> {
  const { name } = deps.embedder
  const found = await findOnce(deps, query, options).catch((error: unknown) => {
    options.signal?.throwIfAborted()
    if (deps.embedder.name === name) throw error
    return null
  })
  // Vectors of the same length can be compared, but those of two embedders have nothing to do with each other.
  return found !== null && deps.embedder.name === name ? found : findOnce(deps, query, options)
}

async function findOnce(
  deps: FindDeps,
  query: Understanding,
  { mode, chunks, begun, signal, ...bounds }: FindOptions,
): Promise<{ readonly found: Found; readonly ranked: Iterable<RankedChunk> }> {
  const { reader, embedder, countWord } = deps
  const { scope } = bounds
  const isSemantic = mode !== 'keyword' && chunks > 0
  if (isSemantic) prepareMeaning(deps, chunks)
  const isBegun = begun !== undefined && begun.name === embedder.name
  const made = isBegun || !isSemantic ? begun : beginEmbedding(deps, query.text, signal)
  const expression = scope === null ? withinTime(query, { countWord, chunks }) : query.expression
  const byWords = () => (mode === 'semantic' ? noScores : findByKeyword(reader, expression, bounds))
  // This thread has nothing else to do while another embeds the query; where that is waited for by a third, it comes first.
  const early = isFoundBeside(deps, chunks) ? null : byWords()
  const embedding = isSemantic && made !== undefined ? await made.embedding : null
  signal?.throwIfAborted()
  const byMeaning =
    embedding === null ? noMeaning : findByMeaning(deps, embedding, { ...bounds, chunks })
  const keyword = early ?? byWords()
  const { scores: semantic, ...known } = await byMeaning
  const found: Found = { keyword, semantic, embedding, ...known }
  // An embedder of many languages is as good in each as the bundled one in English.
  const language = embedder.isMultilingual ? 'en' : query.language
  const isMeasured = embedder.name.startsWith(EMBEDDING_MODEL) && query.language === 'en'
  const library = { countWord, chunks: deps.memory.librarySize().chunks }
  const held = isMeasured ? shareHeld(query.words, library) : undefined
  const asked = { ...query, language, scope, countWord, shareHeld: held }
  return { found, ranked: rankChunks(reader, found, asked) }
}
