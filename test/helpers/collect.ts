/** All that a stream brings, in order. */
export async function collect<T>(
  stream: AsyncIterable<T> | Promise<AsyncIterable<T>>,
): Promise<T[]> {
  const events: T[] = []
  for await (const event of await stream) events.push(event)
  return events
}
