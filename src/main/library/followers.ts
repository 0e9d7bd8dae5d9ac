import { mountsBelow } from '../store/mounts.ts'
import { listWatched } from '../store/watched-folders.ts'
import { watchChanges, type FolderChanges } from './folder-changes.ts'
import { syncFolder, type FolderEvent, type SyncDeps } from './sync-folder.ts'

/** Those who keep a folder in step, one a folder. */
export interface Followers {
  /** Begins to follow a folder and compares it as a whole; `signal` ends the comparison only. */
  start(path: string, signal?: AbortSignal): Promise<void>
  has(path: string): boolean
  /** Compares every folder as a whole, after what it is busy with. */
  compareAgain(): void
  end(path: string): Promise<void>
  close(): Promise<void>
}

interface Follower {
  readonly changes: FolderChanges
  readonly stop: AbortController
  /** The comparisons of a folder, one after the other. */
  last: Promise<void>
}

/** `tell` hears what happens, with the folder it happens in. */
export function createFollowers(
  deps: SyncDeps,
  tell: (folder: string, event: FolderEvent) => void,
): Followers {
  const followers = new Map<string, Follower>()
  const queue = (path: string, parts: readonly string[], signal?: AbortSignal): Promise<void> => {
    const follower = followers.get(path)
    if (follower === undefined) return Promise.resolve()
    const { stop, changes } = follower
    const either = signal === undefined ? stop.signal : AbortSignal.any([stop.signal, signal])
    const comparison = { ...deps, signal: either, parts, tell, doubt: changes.doubt }
    follower.last = follower.last.then(() => compare(path, comparison))
    return follower.last
  }
  const end = async (path: string): Promise<void> => {
    const follower = followers.get(path)
    followers.delete(path)
    follower?.stop.abort()
    await follower?.changes.close()
    await follower?.last
  }
  return {
    has: (path) => followers.has(path),
    async start(path, signal) {
      if (!followers.has(path)) {
        const changes = watchChanges(path, mountsIn(deps, path), (parts) => void queue(path, parts))
        followers.set(path, { changes, stop: new AbortController(), last: Promise.resolve() })
        await changes.ready
      }
      await queue(path, [path], signal)
    },
    compareAgain: () => followers.forEach((_, path) => void queue(path, [path])),
    end,
    async close() {
      await Promise.all([...followers.keys()].map(end))
    },
  }
}

function mountsIn({ database }: SyncDeps, folder: string): () => string[] {
  return () => mountsBelow(database.writer, folder).map(({ path }) => path)
}

interface Comparison extends SyncDeps {
  readonly parts: readonly string[]
  readonly signal: AbortSignal
  readonly tell: (folder: string, event: FolderEvent) => void
  readonly doubt: () => void
}

/** Never rejects: a fault ends this comparison only, and the next change brings the next one. */
async function compare(path: string, { parts, tell, doubt, ...deps }: Comparison): Promise<void> {
  const folder = listWatched(deps.database.writer).find((row) => row.path === path)
  if (folder === undefined || deps.signal.aborted) return
  try {
    for await (const event of syncFolder(folder, parts, deps)) {
      if (event.kind === 'unavailable') doubt()
      tell(path, event)
    }
  } catch (error) {
    if (!deps.signal.aborted) console.error(error)
  }
}
