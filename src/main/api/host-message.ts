/**
 * What the engine's process and the program that started it tell each other, apart from the ports on which the contract is
 * served. The host is the desktop shell or, without Electron, any Node parent.
 */
export type ToEngine =
  /** First, once: which library to open. */
  | { readonly kind: 'open'; readonly config: HostedEngine }
  /** A window's port comes along with this message. */
  | { readonly kind: 'connect' }
  /** Answers `passphrase-wanted`; null when the person declined. */
  | { readonly kind: 'passphrase'; readonly passphrase: string | null }
  /** Whether the machine's battery is low: imports rest meanwhile. */
  | { readonly kind: 'battery'; readonly isLow: boolean }
  /** Finish and exit. */
  | { readonly kind: 'close' }

export type FromEngine =
  | { readonly kind: 'ready' }
  /** The library could not be opened; all that is left to do is to close. */
  | {
      readonly kind: 'failed'
      readonly failure: { readonly code: string; readonly message: string; readonly hint: string }
    }
  | { readonly kind: 'passphrase-wanted' }
  /** Show this file with the system's own program. */
  | { readonly kind: 'open-path'; readonly path: string }

export interface HostedEngine {
  readonly dataFolder: string
  readonly workspace: string
  readonly modelFolder: string
}
