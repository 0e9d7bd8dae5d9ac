import type { Embedder } from '../inference/embedder.ts'
import type { ReadDb } from '../store/open.ts'
import { KeptScan } from './kept-scan.ts'
import type { VectorScan } from './vector-scan.ts'

/**
 * Vectors of a library that are kept in memory by the thread that searches (30,000 of the bundled embedder's). There, comparing all of them takes
 * less than asking another thread, which has to wake up first.
 */
const KEPT_BYTES = 46_100_000

/** Tells how a library of so many chunks is searched by meaning: by this thread, or by another (`beside`). */
export function chooseScan(
  reader: ReadDb,
  embedder: Pick<Embedder, 'dimensions'>,
  beside: VectorScan | undefined,
): (chunks: number) => VectorScan | undefined {
  let here: ScanHere | null = null
  return (chunks) => {
    // They change with the library's embedder.
    const bytes = chunks * embedder.dimensions * Float32Array.BYTES_PER_ELEMENT
    if (bytes <= KEPT_BYTES) return (here ??= scanHere(reader))
    here?.stop()
    here = null
    return beside
  }
}

interface ScanHere extends VectorScan {
  /** Reads no more vectors meanwhile. */
  stop(): void
}

/** Scans on the calling thread, and reads the vectors of all chunks while nothing else is to be done, from the first search on. */
function scanHere(reader: ReadDb): ScanHere {
  const scan = new KeptScan(reader)
  let keeping: NodeJS.Immediate | null = null
  const stop = (): void => {
    if (keeping !== null) clearImmediate(keeping)
  }
  const keepMeanwhile = (): void => {
    // Holds up neither the end of the process nor of the library.
    keeping ??= setImmediate(() => {
      keeping = null
      if (reader.open && hasMore(scan)) keepMeanwhile()
    }).unref()
  }
  return {
    isBeside: false,
    load: () => scan.refresh(),
    nearest: async (query, bounds) => {
      const nearest = scan.nearest(query, bounds)
      keepMeanwhile()
      return nearest
    },
    stop,
  }
}

/** What cannot be read here is read by the next search, which tells why where it cannot either: nobody waits for this one. */
function hasMore(scan: KeptScan): boolean {
  try {
    return scan.keepMore()
  } catch {
    return false
  }
}
