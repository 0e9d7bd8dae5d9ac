import { basename } from 'node:path'
import { watch, type FSWatcher } from 'chokidar'
import { IGNORE_FILE } from '../ingest/ignore-rules.ts'
import { deviceOf } from './look-at-mounts.ts'
import { identityOf } from './sync-folder.ts'

/** A file is looked at when all has been quiet this long: saving, copying and moving come in several bursts. */
const QUIET_MS = 700
/** Where it is never quiet (a log file that grows), at least this often. */
const MAX_WAIT_MS = 5000
/** How often it is looked whether the folder itself or a disk inside of it came or went, which the system does not tell. */
const PRESENCE_MS = 3000
/** Network drives and systems out of watches tell nothing: once in a while everything is compared. */
const COMPARE_MS = 10 * 60_000

export interface FolderChanges {
  /** When every change from here on is noticed. */
  readonly ready: Promise<void>
  /**
   * What was seen last was another folder. Should the right one come back before the next look, it would seem never to have been away, and
   * the system's watches, which go with a folder that is moved, may have ended: the next look begins anew.
   */
  doubt(): void
  close(): Promise<void>
}

/**
 * Tells what changed below a folder: paths that appeared, changed or vanished, or the folder's own path when everything has to be
 * compared. The folder may come and go, and so may `mounts`, the disks inside of it.
 */
export function watchChanges(
  path: string,
  mounts: () => readonly string[],
  onChange: (parts: readonly string[]) => void,
): FolderChanges {
  const { note, ...gathered } = gather(path, onChange)
  const ready = Promise.withResolvers<void>()
  let watcher: FSWatcher | null = null
  let identity: string | null = null
  let isDoubted = false
  const look = async (): Promise<void> => {
    const wasDoubted = isDoubted
    isDoubted = false
    const present = await identityWith(path, mounts())
    if (!wasDoubted && present === identity && (present !== null || watcher === null)) return
    identity = present
    await watcher?.close()
    watcher = present === null ? null : startWatcher(path, note, ready.resolve)
    if (present === null) ready.resolve()
  }
  let looking = look()
  const presence = setInterval(() => {
    const before = watcher
    looking = looking.then(look).then(() => {
      if (watcher !== before) note(path)
    })
  }, PRESENCE_MS)
  const compare = setInterval(() => note(path), COMPARE_MS)
  return {
    ready: ready.promise,
    doubt: () => void (isDoubted = true),
    async close() {
      clearInterval(presence)
      clearInterval(compare)
      gathered.close()
      await looking
      await watcher?.close()
    },
  }
}

/** Another one when the folder or one of its disks is; null where there is no folder. */
async function identityWith(path: string, mounts: readonly string[]): Promise<string | null> {
  const [own, ...devices] = await Promise.all([identityOf(path), ...mounts.map(deviceOf)])
  return own === null || own === undefined ? null : [own, ...devices].join(' ')
}

function startWatcher(path: string, note: (path: string) => void, onReady: () => void): FSWatcher {
  return watch(path, {
    ignoreInitial: true,
    // A link may lead round in a circle; what it leads to is seen when everything is compared.
    followSymlinks: false,
    ignored: (entry) => {
      const name = basename(entry)
      return entry !== path && name.startsWith('.') && name !== IGNORE_FILE
    },
  })
    .on('all', (_event, changed) => note(changed))
    .on('error', () => note(path))
    .on('ready', onReady)
}

/** What changed, told when it is quiet; new ignore rules concern the whole folder. */
function gather(folder: string, onChange: (parts: readonly string[]) => void) {
  const changed = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let firstMs = 0
  const tell = (): void => {
    const parts = [...changed]
    changed.clear()
    onChange(parts)
  }
  return {
    note(path: string): void {
      if (changed.size === 0) firstMs = Date.now()
      changed.add(basename(path) === IGNORE_FILE ? folder : path)
      clearTimeout(timer)
      timer = setTimeout(tell, Math.min(QUIET_MS, firstMs + MAX_WAIT_MS - Date.now()))
    },
    close: (): void => clearTimeout(timer),
  }
}
