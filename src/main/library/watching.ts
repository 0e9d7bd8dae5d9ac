import { resolve } from 'node:path'
import type { AddEvent } from '../ingest/add-event.ts'
import { createChannel } from '../ingest/channel.ts'
import type { ImportOptions } from '../ingest/import-options.ts'
import { AppError } from '../lib/app-error.ts'
import type { ReadDb } from '../store/open.ts'
import { addWatched, countBelow, listWatched, removeWatched } from '../store/watched-folders.ts'
import { createFollowers } from './followers.ts'
import { identityOf, type FolderEvent, type SyncDeps } from './sync-folder.ts'

/** A folder that is kept in step: one of the contract's `library.watched`. */
export interface WatchedFolder {
  readonly path: string
  readonly documents: number
  readonly addedAt: string
  /** When the library last agreed with it. */
  readonly syncedAt: string | null
  /** Set while it is not there; its documents stay. */
  readonly unavailableSince: string | null
}

/** Keeps folders in step with the library. */
export interface Watching {
  watch(
    input: { readonly path: string; readonly options: ImportOptions },
    signal: AbortSignal,
  ): AsyncGenerator<FolderEvent>
  unwatch(input: { readonly path: string }): Promise<{ done: true }>
  /** Like `unwatch`, where it may be that the folder was not watched; returns whether it was. */
  forget(path: string): Promise<boolean>
  watched(): WatchedFolder[]
  /** Compares every folder that is followed as a whole. */
  compareAgain(): void
  /** Follows every folder until `signal` fires, and has the rest of the library catch up. */
  follow(signal: AbortSignal): AsyncGenerator<FolderEvent>
  close(): Promise<void>
}

export interface WatchingDeps extends SyncDeps {
  readonly reader: ReadDb
  /** Imports what is to be read again outside of folders, after those. */
  readonly catchUp: (signal: AbortSignal) => AsyncGenerator<AddEvent>
}

type Listener = (folder: string, event: FolderEvent) => void

export function createWatching(deps: WatchingDeps): Watching {
  const { writer } = deps.database
  const listeners = new Set<Listener>()
  const tell: Listener = (folder, event) => {
    for (const listener of listeners) listener(folder, event)
  }
  const followers = createFollowers(deps, tell)
  const forget = async (given: string): Promise<boolean> => {
    const path = resolve(given)
    await followers.end(path)
    return removeWatched(writer, path)
  }
  return {
    async *watch({ path: given, options }, signal) {
      const path = resolve(given)
      if ((await identityOf(path)) === null) throw notThere(path)
      addWatched(writer, { path, options })
      const work = (): Promise<void> => followers.start(path, signal)
      yield* listen(listeners, { work, signal, isWanted: (folder) => folder === path })
    },
    async unwatch({ path }) {
      if (!(await forget(path))) throw notWatched(path)
      return { done: true }
    },
    forget,
    watched: () => watchedFolders(deps.reader),
    compareAgain: followers.compareAgain,
    follow(signal) {
      const work = async (): Promise<void> => {
        const idle = listWatched(writer).filter(({ path }) => !followers.has(path))
        await Promise.all(idle.map(({ path }) => followers.start(path)))
        for await (const event of deps.catchUp(signal)) tell('', event)
        if (!signal.aborted)
          await new Promise((stop) => signal.addEventListener('abort', stop, { once: true }))
      }
      return listen(listeners, { work, signal, isWanted: () => true })
    },
    close: followers.close,
  }
}

function watchedFolders(reader: ReadDb): WatchedFolder[] {
  return listWatched(reader).map(({ options: _, identity: __, ...row }) => ({
    ...row,
    documents: countBelow(reader, row.path),
  }))
}

interface Listening {
  readonly work: () => Promise<void>
  readonly signal: AbortSignal
  readonly isWanted: (folder: string) => boolean
}

/** What happens until `work` is done, or until `signal` fires. */
async function* listen(
  listeners: Set<Listener>,
  { work, signal, isWanted }: Listening,
): AsyncGenerator<FolderEvent> {
  const events = createChannel<FolderEvent>()
  const listener: Listener = (folder, event) => {
    if (isWanted(folder)) events.push(event)
  }
  listeners.add(listener)
  const ended = work().finally(() => events.close())
  // Its error is thrown below; until then it must not count as unhandled.
  ended.catch(() => undefined)
  try {
    for (let event = await events.take({ signal }); event; event = await events.take({ signal }))
      yield event
    if (!signal.aborted) await ended
  } finally {
    listeners.delete(listener)
  }
}

function notThere(path: string): AppError {
  return new AppError(
    'not-found',
    `"${path}" does not exist.`,
    'Check the path, or whether its disk is connected.',
  )
}

function notWatched(path: string): AppError {
  return new AppError(
    'not-found',
    `"${path}" is not kept in step.`,
    'Look at the list of folders that are: carrel folders',
  )
}
