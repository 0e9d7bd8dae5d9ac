import { stat } from 'node:fs/promises'
import type { AddEvent } from '../ingest/add-event.ts'
import type { Ingest } from '../ingest/ingest.ts'
import { requireLanguages } from '../ingest/readers/languages.ts'
import { RECIPE_VERSION } from '../ingest/recipe.ts'
import { filesOfDocuments } from '../store/documents.ts'
import { libraryState } from '../store/library-state.ts'
import { inTransaction, type Database, type ReadDb } from '../store/open.ts'
import { saveReadingChoice, type ReadingChoice } from '../store/reading-choices.ts'
import { documentsOfOtherRecipes } from '../store/versions.ts'
import { documentsMeant } from './documents-meant.ts'
import { toRead } from './to-retry.ts'
import { uploadedSha256 } from './upload-path.ts'

/** Which documents are to be read again, and in which manner from then on: what is absent stays as it was. */
export interface ReadAgain extends ReadingChoice {
  readonly documentIds: readonly number[]
  /** A file or folder with all below it, or a pattern with wildcards. */
  readonly scope?: string | undefined
  /** All that an older Carrel read, besides. */
  readonly outdated: boolean
}

export interface ReadAgainDeps {
  readonly reader: ReadDb
  readonly database: Database
  readonly ingest: Ingest
  /** Of the owner's own language data. */
  readonly languageFolder: string | null
}

/**
 * Reads files again though nothing of them changed, as for another language of a scan or a better speech model. What was read before
 * answers until then. Throws `model-missing` for a language that is not installed.
 */
export function readAgain(
  { documentIds, scope, outdated, ocr, languages }: ReadAgain,
  { reader, database, ingest, languageFolder }: ReadAgainDeps,
  signal: AbortSignal,
): AsyncGenerator<AddEvent> {
  requireLanguages(languages ?? [], languageFolder)
  const named = documentsMeant(reader, {
    documentIds: [...documentIds, ...(outdated ? outdatedDocuments(reader) : [])],
    paths: scope === undefined ? [] : [scope],
  })
  const files = filesOfDocuments(reader, named)
  if (ocr !== undefined || languages !== undefined)
    inTransaction(database.writer, () => {
      for (const { path } of files) saveReadingChoice(database.writer, path, { ocr, languages })
    })
  return ingest.addAll(toRead(files), { ocr: 'as-before', isAgain: true }, signal)
}

/**
 * Reads again what an older Carrel read, as far as it is there, once in an engine's life. What was read before answers until then, and is
 * kept where its file is gone.
 */
export function createCatchUp({ reader, ingest }: Pick<ReadAgainDeps, 'reader' | 'ingest'>) {
  let isBegun = false
  return async function* (signal: AbortSignal): AsyncGenerator<AddEvent> {
    if (isBegun) return
    isBegun = true
    try {
      const files = filesOfDocuments(reader, outdatedDocuments(reader))
      const areThere = await Promise.all(files.map(({ path }) => isThere(path)))
      const there = files.filter((_, i) => areThere[i])
      if (there.length > 0) yield* ingest.addAll(toRead(there), { ocr: 'as-before' }, signal)
    } finally {
      if (signal.aborted) isBegun = false
    }
  }
}

async function isThere(path: string): Promise<boolean> {
  return (
    uploadedSha256(path) !== null ||
    stat(path).then(
      () => true,
      () => false,
    )
  )
}

/** The documents that an older Carrel read and that stay so by themselves: those outside of folders that are kept in step. */
function outdatedDocuments(reader: ReadDb): number[] {
  return documentsOfOtherRecipes(reader, `${RECIPE_VERSION} `)
}

/** How many documents an older Carrel read; counted anew when the library has changed and no import is changing it further. */
export function createOutdatedCount(reader: ReadDb, isBusy: () => boolean): () => number {
  let known = { state: '', count: 0 }
  return () => {
    const state = isBusy() ? known.state : libraryState(reader)
    if (state !== known.state) known = { state, count: outdatedDocuments(reader).length }
    return known.count
  }
}
