import type { Dirent, Stats } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { toFailure, type Failure } from '../lib/failure.ts'
import { fileFailure, notAFile } from './file-failure.ts'
import { noRules, type IgnoreRules } from './ignore-rules.ts'

/** A file to be read, or why one cannot be. */
export type FoundFile =
  | {
      readonly kind: 'file'
      readonly path: string
      readonly sizeBytes: number
      readonly modifiedMs: number
      /** Whether the search was given this very path, rather than a folder above it. */
      readonly isNamed: boolean
    }
  | { readonly kind: 'failed'; readonly path: string; readonly failure: Failure }

export interface FindOptions {
  readonly signal: AbortSignal
  /** Bigger files are passed over, unless they are named. */
  readonly maxBytes?: number | undefined
  /** Hears of each folder that is on another device than the one above it. */
  readonly onMount?: ((path: string, device: string) => void) | undefined
}

interface Search extends FindOptions {
  readonly paths: Set<string>
  readonly folders: Set<string>
}

/**
 * The files of `paths`, each once, and of the folders among them, recursively and in order of their names. Inside folders hidden entries
 * and what `.carrelignore` files name are passed over; a folder that links lead to twice is walked once.
 */
export async function* findFiles(
  paths: readonly string[],
  options: FindOptions,
): AsyncGenerator<FoundFile> {
  const search = { ...options, paths: new Set<string>(), folders: new Set<string>() }
  for (const path of paths) yield* find(path, search, null)
}

/** What `findFiles` would find below `root`, of these parts of it only. Parts that are not there are no failure. */
export async function* findFilesWithin(
  root: string,
  parts: readonly string[],
  options: FindOptions,
): AsyncGenerator<FoundFile> {
  const search = { ...options, paths: new Set<string>(), folders: new Set<string>() }
  for (const part of parts) {
    const rules = await rulesFor(root, part)
    if (rules === null) continue
    const device = part === root ? null : await deviceAt(dirname(part))
    for await (const file of find(part, search, { rules, device }))
      if (file.kind === 'file' || file.failure.code !== 'not-found') yield file
  }
}

/** Whether a `.carrelignore` from `root` down leaves a file out. */
export async function isIgnored(root: string, path: string): Promise<boolean> {
  const isHidden = relative(root, path)
    .split(sep)
    .some((name) => name.startsWith('.'))
  return !isHidden && (await rulesFor(root, path)) === null
}

/** The rules of every folder from `root` down to that of `part`; null when they, or a hidden folder, leave it out. */
async function rulesFor(root: string, part: string): Promise<IgnoreRules | null> {
  const names = relative(root, part).split(sep).filter(Boolean)
  let rules = noRules
  let path = root
  for (const [index, name] of names.entries()) {
    rules = await rules.within(path)
    path = join(path, name)
    const isFolder = index < names.length - 1 || (await isFolderAt(path))
    if (name.startsWith('.') || rules.ignores(path, isFolder)) return null
  }
  return rules
}

async function deviceAt(path: string): Promise<number | null> {
  return (await stat(path).catch(() => null))?.dev ?? null
}

async function isFolderAt(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false
}

/** What holds where a path is. */
interface Above {
  readonly rules: IgnoreRules
  /** The device of the folder it is in; null where that does not matter. */
  readonly device: number | null
}

/** `above` is null when the path was named. */
async function* find(path: string, search: Search, above: Above | null): AsyncGenerator<FoundFile> {
  search.signal.throwIfAborted()
  if (search.paths.has(path)) return
  search.paths.add(path)
  try {
    const stats = await stat(path)
    if (above?.rules.ignores(path, stats.isDirectory()) === true) return
    if (stats.isFile()) {
      if (above === null || stats.size <= (search.maxBytes ?? Infinity))
        yield fileOf(path, stats, above === null)
    } else if (!stats.isDirectory()) throw notAFile(path)
    else if (isFirstVisit(stats, search)) {
      const { dev: device } = stats
      if (above !== null && above.device !== null && above.device !== device)
        search.onMount?.(path, String(device))
      const rules = await (above?.rules ?? noRules).within(path)
      for (const entry of await entriesOf(path))
        yield* find(join(path, entry.name), search, { rules, device })
    }
  } catch (error) {
    search.signal.throwIfAborted()
    const isSystemError = error instanceof Error && 'syscall' in error
    const failure = toFailure(isSystemError ? fileFailure(path, error) : error)
    yield { kind: 'failed', path, failure }
  }
}

function fileOf(path: string, { size, mtimeMs }: Stats, isNamed: boolean): FoundFile {
  return { kind: 'file', path, sizeBytes: size, modifiedMs: mtimeMs, isNamed }
}

function isFirstVisit({ dev, ino }: Stats, { folders }: Search): boolean {
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
