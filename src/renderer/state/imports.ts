import { create } from 'zustand'
import { changed, client } from '../engine/client.ts'
import type { AddEvent, DocumentRow, Failure, FolderEvent } from '../engine/contract-types.ts'
import { failureOf } from '../engine/failure-of.ts'
import type { FoundFile } from './dropped-files.ts'
import { advance, emptyProgress, type ImportProgress } from './import-progress.ts'
import { tellFailure } from './notices.ts'
import { addedIn } from './scan-languages.ts'
import { uploadAll } from './upload.ts'

export interface RunningImport {
  readonly id: number
  readonly state: 'running' | 'done' | 'cancelled' | 'failed'
  readonly progress: ImportProgress
  /** Why the import as a whole ended early. */
  readonly failure: Failure | null
  readonly cancel: () => void
}

/** While files come in, the list is asked for again at most this often. */
const REFRESH_MS = 1500

export const useImports = create<{ readonly imports: readonly RunningImport[] }>(() => ({
  imports: [],
}))

function patch(id: number, change: (before: RunningImport) => Partial<RunningImport>): void {
  useImports.setState((state) => ({
    imports: state.imports.map((one) => (one.id === id ? { ...one, ...change(one) } : one)),
  }))
}

/** Gathers events and applies them once a frame, so that a fast import does not draw for each. */
function gather(id: number): { put(event: AddEvent): void; flush(): void } {
  let pending: AddEvent[] = []
  let scheduled = false
  let refreshedAt = 0
  function flush(): void {
    scheduled = false
    const events = pending
    pending = []
    if (events.length === 0) return
    patch(id, ({ progress }) => ({ progress: events.reduce(advance, progress) }))
    const hasTurned = events.some(({ kind }) => kind === 'paused' || kind === 'going-on')
    const hasFinished = events.some((event) => event.kind === 'document')
    if (!hasTurned && (!hasFinished || Date.now() - refreshedAt < REFRESH_MS)) return
    refreshedAt = Date.now()
    void changed('library')
  }
  function put(event: AddEvent): void {
    pending.push(event)
    if (scheduled) return
    scheduled = true
    setTimeout(flush, 50)
  }
  return { put, flush }
}

type Work = (put: (event: AddEvent) => void, signal: AbortSignal) => Promise<void>

async function run(work: Work): Promise<void> {
  const abort = new AbortController()
  const id = Date.now() + Math.random()
  const started: RunningImport = {
    id,
    state: 'running',
    progress: emptyProgress,
    failure: null,
    cancel: () => abort.abort(),
  }
  useImports.setState((state) => ({
    imports: [...state.imports.filter((one) => one.state === 'running'), started],
  }))
  const { put, flush } = gather(id)
  try {
    await work(put, abort.signal)
    flush()
    patch(id, () => ({ state: abort.signal.aborted ? 'cancelled' : 'done' }))
  } catch (error) {
    flush()
    const failure = abort.signal.aborted ? null : failureOf(error)
    patch(id, () => ({ state: failure === null ? 'cancelled' : 'failed', failure }))
  }
  patch(id, ({ progress }) => ({ progress: { ...progress, active: [] } }))
  await changed('library')
}

/** Adds files and folders by where they stand on this machine. */
export function addPaths(paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return Promise.resolve()
  const input = { paths: [...paths], ...addedIn() }
  return run(async (put, signal) => {
    for await (const event of await client.library.add(input, { signal })) put(event)
  })
}

/** Adds these paths and keeps them in step from here on. */
export function watchPaths(paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return Promise.resolve()
  const languages = addedIn()
  return run(async (put, signal) => {
    for (const path of paths)
      for await (const event of await client.library.watch({ path, ...languages }, { signal }))
        if (isAddEvent(event)) put(event)
  })
}

function isAddEvent(event: FolderEvent): event is AddEvent {
  return !['moved', 'removed', 'unavailable', 'in-step'].includes(event.kind)
}

/** Adds files by their bytes: the way of browser mode, where a page is not told paths. */
export function addFiles(files: readonly FoundFile[]): Promise<void> {
  if (files.length === 0) return Promise.resolve()
  return run((put, signal) => uploadAll(files, put, signal))
}

/** Goes on with what an earlier import left waiting. */
export function resumeImport(): Promise<void> {
  return run(async (put, signal) => {
    for await (const event of await client.library.resume(undefined, { signal })) put(event)
  })
}

/** Reads again what failed, or these of it. */
export function retryFailed(documentIds?: readonly number[]): Promise<void> {
  const input = documentIds === undefined ? {} : { documentIds: [...documentIds] }
  return run(async (put, signal) => {
    for await (const event of await client.library.retry(input, { signal })) put(event)
  })
}

/** Documents to read again, and in which manner from then on. */
export type ReadAgainOf = Parameters<typeof client.library.readAgain>[0]

/** Reads documents again though their files are the same. */
export function readAgain(what: ReadAgainOf): Promise<void> {
  return run(async (put, signal) => {
    for await (const event of await client.library.readAgain(what, { signal })) put(event)
  })
}

/** A password for a document; `keep` has the engine keep it for good when it fits. */
export interface GivenPassword {
  readonly password: string
  readonly keep: boolean
}

/** Reads a locked document with a password, and tells as soon as it is known whether that fits; the reading goes on by itself. */
export function unlock(document: DocumentRow, { password, keep }: GivenPassword): Promise<boolean> {
  const input = {
    documentIds: [document.documentId],
    options: { passwords: [password], keepPasswords: keep },
  }
  const { promise, resolve } = Promise.withResolvers<boolean>()
  void run(async (put, signal) => {
    for await (const event of await client.library.retry(input, { signal })) {
      put(event)
      const fits = saysWhetherOpen(event, document)
      if (fits !== null) resolve(fits)
    }
  }).finally(() => resolve(true))
  return promise
}

/** Null while an event tells nothing of it. What lies in an archive shares its progress with all else there. */
function saysWhetherOpen(event: AddEvent, document: DocumentRow): boolean | null {
  if (event.kind === 'progress')
    return event.path === document.path && document.externalId === undefined ? true : null
  if (event.kind !== 'document' || event.documentId !== document.documentId) return null
  return event.failure?.code !== 'password-protected'
}

/** Lets imports rest, over any restart. */
export async function pauseImports(): Promise<void> {
  await client.library.pause().catch(tellFailure)
  await changed('library')
}

/** Ends a pause; what waits and is in no import's hands is taken up. */
export async function goOn(waiting: number): Promise<void> {
  await client.library.unpause().catch(tellFailure)
  await changed('library')
  const isRunning = useImports.getState().imports.some((one) => one.state === 'running')
  if (waiting > 0 && !isRunning) await resumeImport()
}

/** Takes a finished import off the page. */
export function forgetImport(id: number): void {
  useImports.setState((state) => ({ imports: state.imports.filter((one) => one.id !== id) }))
}
