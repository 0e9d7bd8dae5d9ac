import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { failureOf } from '../api/failure.ts'
import type { Engine, EngineConfig } from '../engine.ts'
import { AppError } from '../lib/app-error.ts'
import type { Failure } from '../lib/failure.ts'
import { defaultDataFolder, defaultModelFolder, pageFolder } from '../places.ts'
import { workspacePaths } from '../store/key-file.ts'
import { readSecret } from './read-secret.ts'
import type { ExitCode, Places, Run, Session } from './session.ts'

export interface GlobalOptions {
  readonly data?: string
  readonly workspace: string
  readonly json?: boolean
}

/**
 * Runs commands in this process. The first Ctrl-C lets the work end in order and keeps what is done; the second ends the
 * process at once, which loses no finished document either.
 */
export function createRun(globalOptions: () => GlobalOptions): Run {
  endQuietlyWithReader()
  return async (work) => {
    const options = globalOptions()
    const opened: Promise<Engine>[] = []
    const engine = () => (opened[0] ??= openEngine(session.places))
    const session: Session = {
      places: placesOf(options),
      json: options.json === true,
      signal: stopSignal(),
      out: (line) => void process.stdout.write(`${line}\n`),
      note: (line) => void process.stderr.write(`${line}\n`),
      client: async () => (await engine()).client,
      router: async () => (await engine()).router,
    }
    process.exitCode = await runToEnd(work, session)
    const toClose = await opened[0]?.catch(() => null) // a library that did not open has been reported
    await toClose?.close()
  }
}

async function runToEnd(
  work: (session: Session) => Promise<ExitCode>,
  session: Session,
): Promise<ExitCode> {
  try {
    return await work(session)
  } catch (error) {
    const failure = failureOf(error)
    session.note(failureLines(failure))
    return failure.code === 'cancelled' || failure.code === 'internal' ? 1 : 2
  }
}

/** A failure for a person: what is wrong, and on the next line what to do. */
export function failureLines({ message, hint }: Pick<Failure, 'message' | 'hint'>): string {
  return hint === '' ? `carrel: ${message}` : `carrel: ${message}\n        ${hint}`
}

/** Imported only when a command needs the library, so that `--help` and `text` start at once. */
async function openEngine(places: Places): Promise<Engine> {
  const { openEngine: open } = await import('../engine.ts')
  return open(engineConfig(places))
}

function engineConfig({ dataFolder, workspace, modelFolder }: Places): EngineConfig {
  const { CARREL_KEY: environmentKey, CARREL_PASSPHRASE: passphrase } = process.env
  const canAsk = process.stdin.isTTY && process.stderr.isTTY
  const isNew = !existsSync(workspacePaths(dataFolder, workspace).keyFile)
  const ask = () => (isNew ? choosePassphrase() : readSecret(`Passphrase of "${workspace}": `))
  return {
    dataFolder,
    workspace,
    modelFolder,
    ...(environmentKey ? { environmentKey } : {}),
    ...(passphrase ? { passphrase: async () => passphrase } : canAsk ? { passphrase: ask } : {}),
    async openPath(path) {
      const { default: open } = await import('open')
      await open(path)
    },
  }
}

/** Asked twice: a slip here would lock the library for good. */
async function choosePassphrase(): Promise<string> {
  process.stderr.write('This library is encrypted, and this system has no keychain for its key.\n')
  const passphrase = await readSecret('Choose a passphrase, such as four or five words: ')
  if (passphrase === (await readSecret('The same again: '))) return passphrase
  throw new AppError('bad-input', 'The two passphrases differ.', 'Nothing was made. Try again.')
}

function placesOf(options: GlobalOptions): Places {
  return {
    dataFolder: options.data
      ? resolve(options.data)
      : defaultDataFolder(process.platform, process.env, homedir()),
    workspace: options.workspace,
    modelFolder: defaultModelFolder(process.env),
    pageFolder,
  }
}

/** The reader of our output went away (`carrel list | head`): nobody wants the rest, and nothing is wrong. */
function endQuietlyWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(0)
  })
}

function stopSignal(): AbortSignal {
  const stop = new AbortController()
  const onSignal = () => {
    if (stop.signal.aborted) process.exit(1)
    process.stderr.write('\nStopping; what is done is kept. Ctrl-C again quits at once.\n')
    stop.abort()
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  return stop.signal
}
