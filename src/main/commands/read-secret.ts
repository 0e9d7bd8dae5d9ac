import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'

/**
 * A line that a person types without seeing it, or the first line of what is piped in. Never taken from the arguments,
 * which other users of the machine can read.
 */
export async function readSecret(prompt: string): Promise<string> {
  const isTerminal = process.stdin.isTTY
  if (isTerminal) process.stderr.write(prompt)
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: silent, terminal: isTerminal })
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  lines.once('line', resolve)
  lines.once('close', () => resolve(''))
  lines.once('SIGINT', () => reject(new DOMException('The prompt was left.', 'AbortError')))
  try {
    return (await promise).trim()
  } finally {
    lines.close()
    process.stdin.pause()
    if (isTerminal) process.stderr.write('\n')
  }
}
