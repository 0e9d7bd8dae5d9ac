import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'

/** A file that takes longer counts as not read. */
const PATIENCE_MS = 60_000

/** What a program made of a file; a file without letters was not read. */
export interface Reading {
  readonly ms: number
  readonly letters: number
  /** Told by our own readers only. */
  readonly pages: number
}

const NOTHING: Reading = { ms: 0, letters: 0, pages: 0 }

/** A program that reads the file named on each line of its input; it stays warm between files. */
export class LineReader {
  readonly #command: string
  readonly #args: readonly string[]
  #child: ChildProcess | null = null

  constructor(command: string, args: readonly string[]) {
    this.#command = command
    this.#args = args
  }

  /** One at a time. A program that dies or takes too long is started anew for the next file. */
  async read(path: string): Promise<Reading> {
    const child = (this.#child ??= spawn(this.#command, this.#args, {
      stdio: ['pipe', 'pipe', 'ignore'],
    }))
    const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS)
    try {
      child.stdin?.write(`${path}\n`)
      return await nextAnswer(child)
    } catch {
      // What went wrong does not matter to the figures: the file counts as not read.
      this.#child = null
      return NOTHING
    } finally {
      clearTimeout(late)
    }
  }

  close(): void {
    this.#child?.stdin?.end()
  }
}

async function nextAnswer(child: ChildProcess): Promise<Reading> {
  const answer = Promise.withResolvers<Reading>()
  if (child.stdout === null) throw new Error('Its output is a pipe.')
  const lines = createInterface({ input: child.stdout })
  const end = (): void => answer.reject(new Error('It ended.'))
  child.once('exit', end)
  child.once('error', end)
  lines.on('line', (line) => {
    if (line.startsWith('{"ms"')) answer.resolve(JSON.parse(line) as Reading)
  })
  return answer.promise.finally(() => {
    lines.close()
    child.off('exit', end)
    child.off('error', end)
  })
}
