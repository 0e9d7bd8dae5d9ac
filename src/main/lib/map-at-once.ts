/** `work` done for each item, at most `atOnce` at the same time; the results in the items' order. The first failure is thrown and nothing new begins. */
export async function mapAtOnce<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length)
  const rest = items.entries()
  const lane = async (): Promise<void> => {
    for (const [index, item] of rest) results[index] = await work(item)
  }
  const lanes = Array.from({ length: Math.min(atOnce, items.length) }, lane)
  try {
    await Promise.all(lanes)
  } finally {
    // Ends the other lanes after what they are doing.
    rest.return?.(undefined)
    await Promise.allSettled(lanes)
  }
  return results
}
