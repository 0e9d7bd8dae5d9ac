import type { EngineClient } from '../api/connect.ts'
import type { Router } from '../api/router.ts'

/** What a command works with. */
export interface Session {
  /** Opens the library on first use; the session closes it. */
  client(): Promise<EngineClient>
  /** The same library, to be served to others. */
  router(): Promise<Router>
  readonly places: Places
  /** Machine-readable output was asked for: then nothing else goes to `out`. */
  readonly json: boolean
  /** Fires on the first Ctrl-C. */
  readonly signal: AbortSignal
  /** A line of results, to stdout. */
  out(line: string): void
  /** A line for a person, to stderr. */
  note(line: string): void
}

/** Where things are, from `--data`, `--workspace` and the environment. */
export interface Places {
  readonly dataFolder: string
  readonly workspace: string
  readonly modelFolder: string
  readonly pageFolder: string
}

/** 0 done · 1 some inputs failed, the rest is done · 2 usage or set-up error. */
export type ExitCode = 0 | 1 | 2

/** Runs a command's work in a session and ends the process with its code. */
export type Run = (work: (session: Session) => Promise<ExitCode>) => Promise<void>
