import { spawn, type ChildProcess } from 'node:child_process'
import { resolve } from 'node:path'
import { modelFolder, testKey } from './test-library.ts'

export interface CliResult {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunningCli {
  readonly child: ChildProcess
  readonly done: Promise<CliResult>
}

interface CliOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string
}

/** The command line's source. */
export const entry = resolve(import.meta.dirname, '../../src/main/cli.ts')

/** A test's key and model for a command, and nothing of the keychain. */
export function cliEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, CARREL_KEY: testKey, CARREL_MODELS: modelFolder }
}

/** Starts the real command line in a process of its own, with a test's key and no terminal. */
export function startCli(args: readonly string[], options: CliOptions = {}): RunningCli {
  const child = spawn(process.execPath, [entry, ...args], {
    env: { ...cliEnvironment(), ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
    // A group of its own, so that a signal can reach it with all its children, as from a terminal.
    detached: true,
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  child.stdin.end(options.input ?? '')
  const { promise, resolve: settle } = Promise.withResolvers<CliResult>()
  child.on('close', (code) => settle({ code, stdout, stderr }))
  return { child, done: promise }
}

/** Ctrl-C, as a terminal sends it: to the command and to every process it started. */
export function pressCtrlC({ child }: RunningCli): void {
  if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT')
}

/** Runs the command line to its end. */
export async function runCli(
  args: readonly string[],
  options: CliOptions = {},
): Promise<CliResult> {
  return startCli(args, options).done
}

/** The lines of JSON a command printed. */
export function jsonLines({ stdout }: CliResult): unknown[] {
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as unknown)
}
