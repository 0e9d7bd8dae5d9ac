import { getChunks } from '../store/chunks.ts'
import type { ReadDb } from '../store/open.ts'
import { newestFirst, type Scope } from '../store/scope.ts'
import { firstChunks } from '../store/titles.ts'
import type { RankedChunk } from './join-neighbours.ts'

/**
 * What documents begin with, those last changed first: all that can be said of a query that has filters or exclusions and no word.
 * Nothing where it has not even those.
 */
export function* beginningsOf(reader: ReadDb, scope: Scope): Generator<RankedChunk> {
  for (const versionId of scope === null ? [] : newestFirst(reader, scope))
    for (const { chunkId } of firstChunks(reader, [versionId], 1))
      for (const chunk of getChunks(reader, [chunkId]))
        yield { chunk, score: 0, semanticScore: null, keywordScore: null }
}
