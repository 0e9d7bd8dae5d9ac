import { AppError, type FailureCode } from './app-error.ts'

/** A failure as plain data: what crosses a worker, a port or the database. */
export interface Failure {
  readonly code: FailureCode
  readonly message: string
  readonly hint: string
}

/** Turns whatever was thrown into data. Unknown errors become `internal` and keep their own message. */
export function toFailure(error: unknown): Failure {
  if (error instanceof AppError)
    return { code: error.code, message: error.message, hint: error.hint }
  if (error instanceof Error && error.name === 'AbortError')
    return {
      code: 'cancelled',
      message: 'The work was cancelled.',
      hint: 'Start it again when you want it.',
    }
  return {
    code: 'internal',
    message: error instanceof Error ? error.message : String(error),
    hint: 'This is a fault in Carrel. Try again; if it stays, report it with the output of "carrel doctor".',
  }
}

/** The error that `toFailure` made into data, to be thrown again on this side of a boundary. */
export function fromFailure(failure: Failure): AppError {
  return new AppError(failure.code, failure.message, failure.hint)
}
