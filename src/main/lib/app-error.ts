/** Everything that can go wrong and is told to a user; a view maps each code to words and an action. */
export const failureCodes = [
  'bad-input',
  'not-found',
  'unreadable',
  'unsupported-format',
  'damaged',
  'password-protected',
  'too-large',
  'timed-out',
  'out-of-memory',
  'disk-full',
  'locked',
  'wrong-key',
  'no-key',
  'keychain-unavailable',
  'database-damaged',
  'model-missing',
  'model-failed',
  'context-exceeded',
  'not-allowed',
  'provider-failed',
  'cancelled',
  'internal',
] as const

export type FailureCode = (typeof failureCodes)[number]

/**
 * A failure a user can act on. `message` names the thing and what is wrong with it, `hint` says what to do.
 * Neither ever carries document text.
 */
export class AppError extends Error {
  readonly code: FailureCode
  readonly hint: string

  constructor(code: FailureCode, message: string, hint: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'AppError'
    this.code = code
    this.hint = hint
  }
}
