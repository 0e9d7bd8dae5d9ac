/**
 * A stream whose work ends with it: `run` gets a signal that fires when the caller aborts, and also when the caller
 * simply stops reading.
 */
export async function* untilClosed<T>(
  callerSignal: AbortSignal | undefined,
  run: (signal: AbortSignal) => AsyncIterable<T>,
): AsyncGenerator<T, void, void> {
  const closed = new AbortController()
  const signal = callerSignal ? AbortSignal.any([callerSignal, closed.signal]) : closed.signal
  try {
    yield* run(signal)
  } finally {
    closed.abort()
  }
}
