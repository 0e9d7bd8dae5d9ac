/** A queue between a producer that does not wait and a consumer that does. */
export interface Channel<T> {
  push(value: T): void
  /** The next value; null when the channel is closed and empty, or when `timeoutMs` passes or `signal` fires first. */
  take(options?: { readonly timeoutMs?: number; readonly signal?: AbortSignal }): Promise<T | null>
  /** No more values will come; those that are there can still be taken. */
  close(): void
}

export function createChannel<T>(): Channel<T> {
  const values: T[] = []
  let isClosed = false
  let wake: (() => void) | null = null
  return {
    push(value) {
      values.push(value)
      wake?.()
    },
    async take({ timeoutMs, signal } = {}) {
      if (values.length === 0 && !isClosed && signal?.aborted !== true)
        await new Promise<void>((resolve) => {
          const timer = timeoutMs === undefined ? undefined : setTimeout(resolve, timeoutMs)
          const end = (): void => {
            clearTimeout(timer)
            signal?.removeEventListener('abort', end)
            resolve()
          }
          signal?.addEventListener('abort', end)
          wake = end
        })
      wake = null
      return values.shift() ?? null
    },
    close() {
      isClosed = true
      wake?.()
    },
  }
}
