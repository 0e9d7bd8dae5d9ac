import type { Dirent, Stats } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { toFailure, type Failure } from '../lib/failure.ts'
import { fileFailure, notAFile } from './file-failure.ts'

/** A file to be read, or why one cannot be. */
export type FoundFile =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'failed'; readonly path: string; readonly failure: Failure }

/**
 * The files of `paths`, each once, and of the folders among them, recursively and in order of their names. Inside folders hidden entries
 * are passed over; a folder that links lead to twice is walked once.
 */
export async function* findFiles(
  paths: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<FoundFile> {
  const seen = { paths: new Set<string>(), folders: new Set<string>() }
  for (const path of paths) yield* find(path, seen, signal)
}

interface Seen {
  readonly paths: Set<string>
  readonly folders: Set<string>
}

async function* find(path: string, seen: Seen, signal: AbortSignal): AsyncGenerator<FoundFile> {
  signal.throwIfAborted()
  if (seen.paths.has(path)) return
  seen.paths.add(path)
  try {
    const stats = await stat(path)
    if (stats.isFile()) yield { kind: 'file', path }
    else if (!stats.isDirectory()) throw notAFile(path)
    else if (isFirstVisit(stats, seen)) {
      for (const entry of await entriesOf(path)) yield* find(join(path, entry.name), seen, signal)
    }
  } catch (error) {
    signal.throwIfAborted()
    yield {
      kind: 'failed',
      path,
      failure: toFailure(
        error instanceof Error && 'syscall' in error ? fileFailure(path, error) : error,
      ),
    }
  }
}

function isFirstVisit({ dev, ino }: Stats, { folders }: Seen): boolean {
  const identity = `${dev}:${ino}`
  // Some file systems have no inode numbers: there every folder counts as new, and path length ends a loop.
  if (ino !== 0 && folders.has(identity)) return false
  folders.add(identity)
  return true
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter(({ name }) => !name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}
