import type { Embedder } from '../../src/main/inference/embedder.ts'
import { must } from '../../src/main/lib/must.ts'
import {
  embedQuery,
  findByKeyword,
  findByMeaning,
  type Scores,
} from '../../src/main/search/find-candidates.ts'
import { fuse } from '../../src/main/search/fuse.ts'
import { queryWords } from '../../src/main/search/keyword-query.ts'
import { isCut } from '../../src/main/search/rank.ts'
import { missingScore, rescore, type Candidate } from '../../src/main/search/rescore.ts'
import { shareOfWords } from '../../src/main/search/share-of-words.ts'
import { withRelated } from '../../src/main/search/related-words.ts'
import { understandQuery, type Understanding } from '../../src/main/search/understand-query.ts'
import { WEIGHTS, type Weights } from '../../src/main/search/weights.ts'
import { createWordCounts } from '../../src/main/search/word-counts.ts'
import { countChunks, getChunks } from '../../src/main/store/chunks.ts'
import { getVectors } from '../../src/main/store/vector-index.ts'
import { hasMatch } from '../../src/main/store/word-frequency.ts'
import type { JudgedLibrary } from './judged-library.ts'

/** As a search for 100 documents does. */
const DEPTH = 400
const RESCORED = 300

interface Candidates {
  readonly keyword: Scores
  readonly semantic: Scores
  readonly embedding: Float32Array
  readonly chunks: readonly Candidate[]
  readonly shareOfWords: (chunkId: number) => number | null
}

interface Found extends Candidates {
  /** Without words that are said twice. */
  readonly once: Candidates
  /** With relatives of words that the library does not have. */
  readonly related: Candidates
}

const withCommon: Weights = { ...WEIGHTS, common: 0 }
const raw: Weights = { ...withCommon, bySpread: false }
const plain: Weights = { ...raw, document: 0, feedback: 0, neighbours: 0 }

/** Each row but the last adds to the one before it, from the plain hybrid on. Ranks chunks. */
export const STEPS: readonly (readonly [string, (found: Found) => readonly number[]])[] = [
  ['words alone', ({ keyword }) => [...keyword.keys()]],
  ['meaning alone', ({ semantic }) => [...semantic.keys()]],
  ['reciprocal ranks', (found) => fused(found)],
  ['+ scores', (found) => reordered(alike(found), plain)],
  ['+ documents', (found) => reordered(alike(found), { ...plain, document: WEIGHTS.document })],
  ['+ feedback', (found) => reordered(alike(found), { ...raw, neighbours: 0 })],
  ['+ neighbours', (found) => reordered(alike(found), raw)],
  ['+ shares by the words found', (found) => reordered(found, raw)],
  ['+ alike spread', (found) => reordered(found, withCommon)],
  ['+ less what is common', (found) => reordered(found, WEIGHTS)],
  ['+ related words', ({ related }) => reordered(related, WEIGHTS)],
  ['without repetition in long queries', ({ once }) => reordered(once, WEIGHTS)],
]

/** Words and meaning have the same shares for each query. */
const alike = (found: Candidates): Candidates => ({ ...found, shareOfWords: () => null })

export async function findCandidates(
  library: JudgedLibrary,
  query: string,
  embedder: Embedder,
): Promise<Found> {
  const embedding = await embedQuery(embedder, query, undefined)
  const find = (asked: Understanding): Promise<Candidates> => findWith(library, asked, embedding)
  const once = [...new Set(queryWords(query))].join(' ')
  const plain = understandQuery(query)
  const related = withRelatives(library, plain)
  return {
    ...(await find(plain)),
    once: await find(understandQuery(once)),
    related: await find(related),
  }
}

function withRelatives({ reader }: JudgedLibrary, query: Understanding): Understanding {
  return withRelated(query, {
    chunks: countChunks(reader),
    countWord: createWordCounts(reader),
    has: (ftsQuery) => hasMatch(reader, ftsQuery),
  })
}

async function findWith(
  { reader }: JudgedLibrary,
  { expression, words }: Understanding,
  embedding: Float32Array,
): Promise<Candidates> {
  const bounds = { limit: DEPTH, scope: null }
  const keyword = findByKeyword(reader, expression, bounds)
  const { scores: semantic } = await findByMeaning({ reader }, embedding, { ...bounds, chunks: 0 })
  const ids = fused({ keyword, semantic }).slice(0, RESCORED)
  const vectors = getVectors(reader, ids)
  const missing = missingScore([...keyword.values()], isCut({ keyword, semantic }))
  const chunks = getChunks(reader, ids).map(({ chunkId, versionId }) => ({
    id: chunkId,
    versionId,
    embedding: must(vectors.get(chunkId), 'each chunk has a vector'),
    keywordScore: keyword.get(chunkId) ?? missing,
  }))
  const countWord = createWordCounts(reader)
  const share = (chunkId: number): number | null =>
    shareOfWords(reader, chunkId, { words, countWord })
  return { keyword, semantic, embedding, chunks, shareOfWords: share }
}

function fused({ keyword, semantic }: Pick<Candidates, 'keyword' | 'semantic'>): number[] {
  return fuse([
    { source: 'keyword', weight: 1, ids: [...keyword.keys()] },
    { source: 'semantic', weight: 1, ids: [...semantic.keys()] },
  ]).map(({ id }) => id)
}

function reordered(found: Candidates, weights: Weights): number[] {
  const { embedding, chunks, shareOfWords } = found
  return rescore(embedding, chunks, { weights, shareOfWords }).scored.map(({ id }) => id)
}
