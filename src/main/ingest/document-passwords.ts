/** Passwords of locked documents, by the SHA-256 of what they open. */
export interface DocumentPasswords {
  /** Tried on every locked content from here on, while the engine runs. One that opens a content is kept for good when `keep` is set. */
  offer(passwords: readonly string[], keep: boolean): void
  /** What may open a content, the likeliest first. */
  candidates(sha256: string): string[]
  /** Notes which one opened it. */
  opened(sha256: string, password: string): void
  /** Forgets what opened these contents. */
  forget(sha256s: readonly string[]): void
}

/** For a library that opens nothing that is locked. */
export const NO_PASSWORDS: DocumentPasswords = {
  offer: () => undefined,
  candidates: () => [],
  opened: () => undefined,
  forget: () => undefined,
}
