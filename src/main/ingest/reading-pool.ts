import { availableParallelism } from 'node:os'
import { fromFailure } from '../lib/failure.ts'
import { startReadingChild, type ReadingChild, type ReadingLimits } from './reading-child.ts'
import type {
  FileSource,
  FoundContent,
  ReadContent,
  ReadingOptions,
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

/** Child processes that read files, each one file at a time. One that hangs, swells or crashes costs its file only: it is replaced. */
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
  const { source, options, modelFolder, wants, signal, passwordsFor = () => [] } = task
  const child = await children.acquire()
  let isUsable = false
  try {
    signal.throwIfAborted()
    const atOnce = Math.max(1, Math.floor(availableParallelism() / children.busy))
    child.begin({ kind: 'read', source, options, modelFolder, speechFolders, atOnce })
    for (;;) {
      const reply = await child.next(signal)
      isUsable =
        reply.kind === 'failed' || (reply.kind === 'done' && child.isLight(reply.residentBytes))
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
  } finally {
    children.release(child, isUsable)
  }
}

async function draw(
  children: Children,
  request: DrawRequest,
  signal: AbortSignal,
): Promise<PagePicture> {
  const child = await children.acquire()
  let isUsable = false
  try {
    signal.throwIfAborted()
    child.begin(request)
    const reply = await child.next(signal)
    isUsable = reply.kind === 'failed'
    if (reply.kind === 'failed') throw fromFailure(reply.failure)
    if (reply.kind !== 'picture') throw new Error(`Broken invariant: "${reply.kind}" is no picture`)
    const end = await child.next(signal)
    isUsable = end.kind === 'done' && child.isLight(end.residentBytes)
    return reply
  } finally {
    children.release(child, isUsable)
  }
}

/** The processes of a pool, of which each caller gets one for itself. */
interface Children {
  acquire(): Promise<ReadingChild>
  /** How many are in someone's hands: they share the cores. */
  readonly busy: number
  /** One that is not usable any more is ended. */
  release(child: ReadingChild, isUsable: boolean): void
  close(): void
}

function createChildren(size: number, start: () => ReadingChild): Children {
  const idle: ReadingChild[] = []
  const all = new Set<ReadingChild>()
  const waiting: (() => void)[] = []
  let busy = 0
  return {
    get busy() {
      return busy
    },
    async acquire() {
      while (busy >= size) await new Promise<void>((resolve) => waiting.push(resolve))
      busy++
      const child = idle.pop() ?? start()
      all.add(child)
      return child
    },
    release(child, isUsable) {
      busy--
      if (isUsable) idle.push(child)
      else {
        child.kill()
        all.delete(child)
      }
      waiting.shift()?.()
    },
    close() {
      for (const child of all) child.kill()
    },
  }
}
