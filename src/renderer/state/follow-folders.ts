import { changed, client } from '../engine/client.ts'
import type { FolderEvent } from '../engine/contract-types.ts'

/** While many files change, the list is asked for again at most this often. */
const REFRESH_MS = 1000

/** Facts that change nothing in the list. */
const UNSEEN: ReadonlySet<FolderEvent['kind']> = new Set(['progress', 'started', 'time-left'])

/** Has the engine keep watched folders in step, and the library's view with them, until `signal` fires. */
export async function followFolders(signal: AbortSignal): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const refresh = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined
      void changed('library')
    }, REFRESH_MS)
  }
  try {
    for await (const event of await client.library.follow(undefined, { signal }))
      if (!UNSEEN.has(event.kind)) refresh()
  } catch {
    // The connection ended; the next one begins to follow again.
  }
}
