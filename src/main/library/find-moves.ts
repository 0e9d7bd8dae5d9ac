import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { KnownFile } from '../store/watched-folders.ts'
import type { PresentFile } from './compare-files.ts'

/** A file that stood elsewhere before. */
export interface Move {
  readonly from: string
  readonly to: string
}

interface Candidates {
  /** Files the library does not know. */
  readonly added: readonly PresentFile[]
  /** Documents whose files are gone, by path. */
  readonly gone: ReadonlyMap<string, readonly KnownFile[]>
  /** How a path would be imported, with what the owner chose for a file that stood elsewhere. */
  readonly recipeOf: (path: string, chosenFor: string) => string
}

/**
 * Which of the new files are those that are gone: same size and time, same content by its SHA-256, and read in the same manner. Only a
 * pair that agrees in size and time is read at all.
 */
export async function findMoves({ added, gone, recipeOf }: Candidates): Promise<Move[]> {
  const moves: Move[] = []
  const left = Map.groupBy(
    [...gone].filter(([, [document]]) => document !== undefined),
    ([, [document]]) => `${document?.sizeBytes} ${document?.modifiedMs}`,
  )
  for (const file of added) {
    const candidates = left.get(`${file.sizeBytes} ${file.modifiedMs}`) ?? []
    for (const [index, [from, documents]] of candidates.entries()) {
      if (!(await isSame(file, documents, recipeOf))) continue
      moves.push({ from, to: file.path })
      candidates.splice(index, 1)
      break
    }
  }
  return moves
}

/** The hashes of a collection's records say nothing of the file: there its name has to agree as well. */
async function isSame(
  { path }: PresentFile,
  documents: readonly KnownFile[],
  recipeOf: Candidates['recipeOf'],
): Promise<boolean> {
  const [first] = documents
  // What could not be read was read in no manner.
  const isOther = documents.some(
    ({ status, recipe, path: from }) => status !== 'failed' && recipe !== recipeOf(path, from),
  )
  if (first === undefined || isOther) return false
  // A mail is a document itself, besides what is attached to it.
  const whole = documents.find(({ externalId }) => externalId === '')
  if (whole === undefined) return basename(first.path) === basename(path)
  return whole.sha256 === (await sha256Of(path).catch(() => null))
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
