import type { Upload } from '../ingest/queue-files.ts'
import { failedFiles } from '../store/documents.ts'
import type { ReadDb } from '../store/open.ts'
import { uploadedSha256 } from './upload-path.ts'

/** Files to read again: those that stand somewhere, and those whose bytes the library keeps. */
export interface ToRetry {
  readonly paths: readonly string[]
  readonly uploads: readonly Upload[]
}

/** What failed, of these documents or of all. */
export function toRetry(reader: ReadDb, documentIds?: readonly number[]): ToRetry {
  return toRead(failedFiles(reader, documentIds))
}

/** Files as an import takes them. */
export function toRead(
  files: readonly { readonly path: string; readonly sizeBytes: number | null }[],
): ToRetry {
  return {
    paths: files.map(({ path }) => path).filter((path) => uploadedSha256(path) === null),
    uploads: files.flatMap(({ path, sizeBytes }) => {
      const originalSha256 = uploadedSha256(path)
      return originalSha256 === null ? [] : [{ path, originalSha256, sizeBytes: sizeBytes ?? 0 }]
    }),
  }
}
