import { availableParallelism } from 'node:os'
import { AppError } from '../lib/app-error.ts'
import { fromFailure } from '../lib/failure.ts'
import { startReadingChild, type ReadingChild, type ReadingLimits } from './reading-child.ts'
import type {
  FileSource,
  FoundContent,
  ReadContent,
  ReadingOptions,
  ReadingReply,
  ReadingRequest,
} from './reading-messages.ts'
type DrawRequest = Extract<ReadingRequest, { kind: 'draw' }>

/** What reading a file brings, in order. */
export type ReadingEvent =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'contents'; readonly contents: readonly ReadContent[] }

export interface ReadTask {
  readonly source: FileSource
  readonly options: ReadingOptions
  /** Null to read without cutting chunks. */
  readonly modelFolder: string | null
  /** Which contents are to be read: those that are known already are not. */
  readonly wants: (contents: readonly FoundContent[]) => readonly boolean[]
  /** The passwords to try on a content that is locked; none when absent. */
  readonly passwordsFor?: (sha256: string) => readonly string[]
  readonly signal: AbortSignal
}

export interface PagePicture {
  readonly bytes: Uint8Array
  readonly width: number
  readonly height: number
}

/**
 * Child processes that read files, each one file at a time. One that hangs, swells or crashes costs its file only: it is replaced. A file
 * that runs out of memory in a process that had read others before is tried once more in a fresh one.
 */
export interface ReadingPool {
  /**
   * Reads a file; a collection comes in batches, the next when the one before was taken. Throws AppError (`timed-out`, `out-of-memory`
   * and what readers throw) and, when `signal` fires, its reason.
   */
  read(task: ReadTask): AsyncGenerator<ReadingEvent>
  /** Draws a page as PNG. */
  draw(
    source: FileSource,
    page: Pick<DrawRequest, 'page' | 'scale' | 'inside' | 'passwords'>,
    signal: AbortSignal,
  ): Promise<PagePicture>
  close(): void
}

/** `size` processes at most, started when they are needed. `speechFolders` is where speech models, and data of languages, may be; the owner's own first. */
export function createReadingPool(
  size: number,
  limits: ReadingLimits,
  speechFolders: readonly string[] = [],
): ReadingPool {
  const children = createChildren(size, () => startReadingChild(limits, speechFolders))
  return {
    read: (task) => read(children, task, speechFolders),
    draw: (source, page, signal) => draw(children, { kind: 'draw', source, ...page }, signal),
    close: children.close,
  }
}

async function* read(
  children: Children,
  task: ReadTask,
  speechFolders: readonly string[],
): AsyncGenerator<ReadingEvent> {
  const held: Held = { child: await children.acquire(), isUsable: false }
  const how = { children, speechFolders }
  let hasContents = false
  try {
    try {
      for await (const event of readWith(held, task, how)) {
        hasContents ||= event.kind === 'contents'
        yield event
      }
    } catch (error) {
      // What was handed over is stored already: a second time would store it twice.
      if (hasContents || !replaceFull(children, held, error)) throw error
      yield* readWith(held, task, how)
    }
  } finally {
    children.release(held)
  }
}

interface Held {
  child: ReadingChild
  /** Whether it can take another file. */
  isUsable: boolean
}

/**
 * Puts a fresh process in the place of one that ran out of memory while it may still have held something of the files before; false when it
 * had none before, so that there is nothing to gain.
 */
function replaceFull(children: Children, held: Held, error: unknown): boolean {
  if (!(error instanceof AppError) || error.code !== 'out-of-memory') return false
  if (held.child.isFirstFile()) return false
  const fresh = children.replace(held.child)
  if (fresh === null) return false
  held.child = fresh
  return true
}

async function* readWith(
  held: Held,
  task: ReadTask,
  { children, speechFolders }: { children: Children; speechFolders: readonly string[] },
): AsyncGenerator<ReadingEvent> {
  const { source, options, modelFolder, wants, signal, passwordsFor = () => [] } = task
  const { child } = held
  signal.throwIfAborted()
  const atOnce = Math.max(1, Math.floor(availableParallelism() / children.busy))
  child.begin({ kind: 'read', source, options, modelFolder, speechFolders, atOnce })
  for (;;) {
    const reply = await child.next(signal)
    held.isUsable = isLightEnd(child, reply)
    if (reply.kind === 'failed') throw fromFailure(reply.failure)
    if (reply.kind === 'done') return
    if (reply.kind === 'found')
      child.send({
        kind: 'wanted',
        wanted: wants(reply.contents),
        passwords: reply.contents.map(({ sha256 }) => passwordsFor(sha256)),
      })
    else if (reply.kind !== 'picture') yield reply
    if (reply.kind === 'contents') child.send({ kind: 'more' })
  }
}

function isLightEnd(child: ReadingChild, reply: ReadingReply): boolean {
  const isEnd = reply.kind === 'done' || reply.kind === 'failed'
  return isEnd && child.isLight(reply.residentBytes)
}

async function draw(
  children: Children,
  request: DrawRequest,
  signal: AbortSignal,
): Promise<PagePicture> {
  const held: Held = { child: await children.acquire(), isUsable: false }
  try {
    return await drawWith(held, request, signal).catch((error: unknown) => {
      if (!replaceFull(children, held, error)) throw error
      return drawWith(held, request, signal)
    })
  } finally {
    children.release(held)
  }
}

async function drawWith(
  held: Held,
  request: DrawRequest,
  signal: AbortSignal,
): Promise<PagePicture> {
  const { child } = held
  signal.throwIfAborted()
  child.begin(request)
  const reply = await child.next(signal)
  held.isUsable = isLightEnd(child, reply)
  if (reply.kind === 'failed') throw fromFailure(reply.failure)
  if (reply.kind !== 'picture') throw new Error(`Broken invariant: "${reply.kind}" is no picture`)
  held.isUsable = isLightEnd(child, await child.next(signal))
  return reply
}

/** The processes of a pool, of which each caller gets one for itself. */
interface Children {
  acquire(): Promise<ReadingChild>
  /** How many are in someone's hands: they share the cores. */
  readonly busy: number
  /** Ends it and starts another in its place; null when all are closed. */
  replace(child: ReadingChild): ReadingChild | null
  /** One that is not usable any more is ended. */
  release(held: Held): void
  close(): void
}

function createChildren(size: number, start: () => ReadingChild): Children {
  const idle: ReadingChild[] = []
  const all = new Set<ReadingChild>()
  const waiting: (() => void)[] = []
  let busy = 0
  let isClosed = false
  const startOne = (): ReadingChild => {
    const child = start()
    all.add(child)
    return child
  }
  const end = (child: ReadingChild): void => {
    child.kill()
    all.delete(child)
  }
  return {
    get busy() {
      return busy
    },
    async acquire() {
      while (busy >= size) await new Promise<void>((resolve) => waiting.push(resolve))
      busy++
      return idle.pop() ?? startOne()
    },
    replace(child) {
      end(child)
      return isClosed ? null : startOne()
    },
    release({ child, isUsable }) {
      busy--
      if (isUsable) idle.push(child)
      else end(child)
      waiting.shift()?.()
    },
    close() {
      isClosed = true
      for (const child of all) child.kill()
    },
  }
}
