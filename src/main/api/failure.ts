import { ORPCError } from '@orpc/client'
import { ValidationError } from '@orpc/contract'
import { toFailure, type Failure } from '../lib/failure.ts'
import { Failure as FailureSchema } from './schema/library.ts'

/** What a door sends when a call fails: oRPC's error, whose `data` is the failure. */
export function toDoorError(error: unknown): ORPCError<string, Failure> {
  const failure = failureOf(error)
  return new ORPCError(failure.code.toUpperCase().replaceAll('-', '_'), {
    status: statusOf(failure),
    message: failure.message,
    data: failure,
    cause: error,
  })
}

/** The failure behind anything a client or a service threw. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof ORPCError)) return toFailure(error)
  const carried = FailureSchema.safeParse(error.data)
  if (carried.success) return carried.data
  const issues = error.cause instanceof ValidationError ? error.cause.issues : []
  const details = issues.map(({ path, message }) => `${pathOf(path)}: ${message}`).join('; ')
  if (error.code === 'BAD_REQUEST')
    return {
      code: 'bad-input',
      message: `The request is not valid. ${details || error.message}`,
      hint: 'Correct it and try again.',
    }
  return toFailure(new Error([error.message, details].filter(Boolean).join(': ')))
}

/** HTTP's word for it, for the doors that have a status; the code in the failure says it exactly. */
function statusOf({ code }: Failure): number {
  if (code === 'bad-input') return 400
  if (code === 'not-found') return 404
  return code === 'internal' ? 500 : 422
}

type IssuePath = ValidationError['issues'][number]['path']

function pathOf(path: IssuePath): string {
  const keys = (path ?? []).map((part) => String(typeof part === 'object' ? part.key : part))
  return keys.join('.') || 'input'
}
