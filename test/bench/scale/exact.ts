import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ReadDb } from '../../../src/main/store/open.ts'
import { matchVectors } from '../../../src/main/store/vector-index.ts'

interface Near {
  readonly chunkId: number
}

/**
 * For each vector, the ten nearest of a built library by an exact scan, which takes seconds at a million: found once, and kept beside the
 * library, which never changes. Always the first of the same vectors.
 */
export function exactNearest(
  { folder, size }: { readonly folder: string; readonly size: string },
  reader: ReadDb,
  vectors: readonly Float32Array[],
): (readonly Near[])[] {
  const file = join(folder, `${size}.exact.json`)
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Near[][]) : []
  const more = vectors
    .slice(known.length)
    .map((vector) =>
      matchVectors(reader, vector, { limit: 10 }).map(({ chunkId }) => ({ chunkId })),
    )
  if (more.length > 0) writeFileSync(file, JSON.stringify([...known, ...more]))
  return [...known, ...more].slice(0, vectors.length)
}
