import { watch } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'

/** A file is added when it has been quiet this long: saving and copying come in several bursts. */
const QUIET_MS = 800

/** What changed below these files and folders, gathered until it is quiet; ends with `signal`. Removals are left alone. */
export async function* watchPaths(
  paths: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<readonly string[], void, void> {
  const changed = new Set<string>()
  let wake = Promise.withResolvers<void>()
  let timer: NodeJS.Timeout | undefined
  const note = (path: string) => {
    changed.add(path)
    clearTimeout(timer)
    timer = setTimeout(() => wake.resolve(), QUIET_MS)
  }
  signal.addEventListener('abort', () => wake.resolve(), { once: true })
  for (const path of paths) await follow(resolve(path), signal, note)
  while (!signal.aborted) {
    await wake.promise
    wake = Promise.withResolvers<void>()
    const present = await existing([...changed])
    changed.clear()
    if (present.length > 0 && !signal.aborted) yield present
  }
  clearTimeout(timer)
}

async function follow(path: string, signal: AbortSignal, note: (path: string) => void) {
  const isFolder = (await stat(path)).isDirectory()
  watch(path, { recursive: isFolder, signal }, (_event, name) =>
    note(isFolder && name !== null ? join(path, name) : path),
  )
}

async function existing(paths: readonly string[]): Promise<string[]> {
  const files = await Promise.all(
    paths.map(async (path) => ((await stat(path).catch(() => null))?.isFile() ? [path] : [])),
  )
  return files.flat()
}
