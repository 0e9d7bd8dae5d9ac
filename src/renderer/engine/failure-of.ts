import type { Failure } from './contract-types.ts'

const connectionLost: Failure = {
  code: 'internal',
  message: 'The connection to Carrel was lost.',
  hint: 'It is being made again by itself. Then repeat what you did.',
}

function isFailure(value: unknown): value is Failure {
  if (typeof value !== 'object' || value === null) return false
  return 'code' in value && 'message' in value && 'hint' in value
}

/** True for a stream or call that the user stopped. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}

/** What went wrong as the user is told it. The engine sends its failures as the `data` of a call's error. */
export function failureOf(error: unknown): Failure {
  const data = typeof error === 'object' && error !== null && 'data' in error ? error.data : null
  if (isFailure(data)) return data
  if (isFailure(error)) return error
  const message = error instanceof Error ? error.message : String(error)
  if (/socket|closed|aborted|connection/i.test(message)) return connectionLost
  return {
    code: 'internal',
    message: message === '' ? 'Something went wrong.' : message,
    hint: 'Try again. Settings › This machine shows what works here and what does not.',
  }
}
