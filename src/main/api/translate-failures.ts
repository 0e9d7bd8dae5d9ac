import type { ORPCError, Middleware } from '@orpc/server'
import { failureOf, toDoorError } from './failure.ts'

/** Told of every failure that is a fault of the program, with the original error. */
export type ReportFault = (error: unknown) => void

type NoContext = Record<never, never>

/**
 * Whatever a method or its stream throws leaves as a failure, here and nowhere else. It stands outermost, so refused input
 * and output that breaks the contract pass through it too.
 */
export function translateFailures(
  report: ReportFault,
): Middleware<NoContext, NoContext, unknown, unknown, NoContext, NoContext> {
  const translate = (error: unknown): ORPCError<string, unknown> => {
    if (failureOf(error).code === 'internal') report(error)
    return toDoorError(error)
  }
  return async ({ next }) => {
    try {
      const result = await next()
      return isStream(result.output)
        ? { ...result, output: translated(result.output, translate) }
        : result
    } catch (error) {
      throw translate(error)
    }
  }
}

async function* translated(
  stream: AsyncIterable<unknown>,
  translate: (error: unknown) => Error,
): AsyncGenerator<unknown, void, void> {
  try {
    yield* stream
  } catch (error) {
    throw translate(error)
  }
}

function isStream(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value
}
