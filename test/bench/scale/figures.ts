const quantile =
  (share: number) =>
  (numbers: readonly number[]): number =>
    numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length * share)] ?? NaN

export const p50 = quantile(0.5)
export const p95 = quantile(0.95)

/** Milliseconds of each call, one after another. */
export async function timeEach<T>(
  items: readonly T[],
  work: (item: T) => Promise<unknown>,
): Promise<number[]> {
  const spent: number[] = []
  for (const item of items) {
    const started = performance.now()
    await work(item)
    spent.push(performance.now() - started)
  }
  return spent
}

/** The share of what an exact scan found that was found. */
export function recall(
  found: readonly { readonly chunkId: number }[],
  exact: readonly { readonly chunkId: number }[],
): number {
  const ids = new Set(found.map(({ chunkId }) => chunkId))
  return exact.filter(({ chunkId }) => ids.has(chunkId)).length / exact.length
}
