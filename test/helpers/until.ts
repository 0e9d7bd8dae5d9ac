import { setTimeout as delay } from 'node:timers/promises'

/** What `look` sees once it is `right`, or what it sees after ten seconds, for the assertion to show. */
export async function until<T>(
  look: () => Promise<T>,
  right: (seen: T) => boolean,
  timeoutMs = 10_000,
): Promise<T> {
  const end = Date.now() + timeoutMs
  for (;;) {
    const seen = await look()
    if (right(seen) || Date.now() > end) return seen
    await delay(100)
  }
}
