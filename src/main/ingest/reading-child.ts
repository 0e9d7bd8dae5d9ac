import { fork, type ChildProcess } from 'node:child_process'
import { getPriority, setPriority } from 'node:os'
import { basename } from 'node:path'
import { AppError } from '../lib/app-error.ts'
import { workerUrl } from '../lib/worker-url.ts'
import { createChannel } from './channel.ts'
import type { FileSource, ReadingReply, ReadingRequest } from './reading-messages.ts'

export interface ReadingLimits {
  /** The longest time between two signs of life: a page, a batch of records. */
  readonly stepMs: number
  /** The longest time for a file as a whole, waiting for the engine not counted. */
  readonly fileMs: number
  /** Memory of a reading process, all told. */
  readonly memoryBytes: number
}

/**
 * A page of dense vector drawings takes pdf.js ten seconds and recognition as long again on an old laptop; a thousand scanned pages take
 * an hour. Parsed Office files of 50 MB have been seen to need 1 GB.
 */
export const DEFAULT_LIMITS: ReadingLimits = {
  stepMs: 120_000,
  fileMs: 60 * 60_000,
  memoryBytes: 2 * 1024 * 1024 * 1024,
}

/** Of the whole memory, what JavaScript's own heap may take; pictures and WebAssembly live outside of it. */
const HEAP_SHARE = 0.75
/**
 * A process that still holds more than this share after a file is replaced instead of used again: a scan of 81 megapixels needs the other
 * two thirds, while one that has recognised ordinary pages holds 400 to 600 MB.
 */
const LIGHT_SHARE = 0.34
/** Below the engine, which answers meanwhile: nice values from -20 to 19. */
const LOWER_PRIORITY = 7
/** A reading process gets no other variables: above all not the key of the database. */
const PASSED_ON = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'LANG']

/** A running reading process. */
export interface ReadingChild {
  /** Starts a new piece of work and its clock. */
  begin(request: Extract<ReadingRequest, { source: FileSource }>): void
  send(request: ReadingRequest): void
  /** Its next reply. Throws `timed-out`, `out-of-memory`, `damaged` (it crashed), or the signal's reason; then it is of no more use. */
  next(signal: AbortSignal): Promise<ReadingReply>
  /** It has had no other work before the present one. */
  isFirstFile(): boolean
  /** Whether it gave back its memory after a file. */
  isLight(residentBytes: number): boolean
  kill(): void
}

/** `modelFolders` is where the owner's language data may be. */
export function startReadingChild(
  limits: ReadingLimits,
  modelFolders: readonly string[],
): ReadingChild {
  const child = forkChild(limits, modelFolders)
  lowerPriority(child)
  const replies = createChannel<ReadingReply>()
  let name = ''
  let usedMs = 0
  let begun = 0
  child.on('message', (reply: ReadingReply) => replies.push(reply))
  child.on('error', () => replies.close())
  child.on('exit', () => replies.close())
  const send = (request: ReadingRequest): void => {
    // A process that is gone cannot be written to: `next` finds that out and says why.
    child.send(request, () => undefined)
  }
  return {
    begin(request) {
      name = request.source.kind === 'path' ? basename(request.source.path) : request.source.name
      usedMs = 0
      begun++
      send(request)
    },
    send,
    async next(signal) {
      const started = performance.now()
      const timeoutMs = Math.min(limits.stepMs, limits.fileMs - usedMs)
      const reply = await replies.take({ timeoutMs, signal })
      usedMs += performance.now() - started
      if (reply !== null) return reply
      signal.throwIfAborted()
      throw child.exitCode === null && child.signalCode === null
        ? timedOut(name)
        : crashed(name, child)
    },
    isFirstFile: () => begun <= 1,
    isLight: (residentBytes) => residentBytes < limits.memoryBytes * LIGHT_SHARE,
    kill: () => void child.kill('SIGKILL'),
  }
}

function forkChild({ memoryBytes }: ReadingLimits, modelFolders: readonly string[]): ChildProcess {
  const heapMegabytes = Math.floor((memoryBytes * HEAP_SHARE) / 1024 / 1024)
  const passed = PASSED_ON.flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return fork(
    workerUrl('reading-process', import.meta.url),
    [String(memoryBytes), ...modelFolders],
    {
      // Electron's own binary runs as plain Node with this; plain Node ignores it.
      env: { ...Object.fromEntries(passed), ELECTRON_RUN_AS_NODE: '1' },
      execArgv: [`--max-old-space-size=${heapMegabytes}`, '--disable-warning=ExperimentalWarning'],
      serialization: 'advanced',
      // Parsers print pieces of documents with their warnings.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    },
  )
}

function lowerPriority({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    setPriority(pid, Math.min(19, getPriority() + LOWER_PRIORITY))
  } catch {
    // It may be gone again, or the system may not allow it: then it is read as fast as all else.
  }
}

/** Ended by its own memory watch, by the system's, or by JavaScript's heap limit; anything else is a crash of a parser. */
function crashed(name: string, { signalCode, exitCode }: ChildProcess): AppError {
  const isMemory =
    signalCode === 'SIGKILL' ||
    signalCode === 'SIGABRT' ||
    signalCode === 'SIGTRAP' ||
    exitCode === 134
  return isMemory
    ? new AppError(
        'out-of-memory',
        `"${name}" needs more memory than reading a file may take.`,
        'Split it into smaller files and add those.',
      )
    : new AppError(
        'damaged',
        `"${name}" made the program that reads it stop.`,
        'Open it in its own program, save it again and add that.',
      )
}

function timedOut(name: string): AppError {
  return new AppError(
    'timed-out',
    `"${name}" took too long to read.`,
    'Split it into smaller files, or save it again in its own program, and add that.',
  )
}
