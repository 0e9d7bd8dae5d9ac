/** How much of a truth was found, as bags of words: their order does not count. */
export interface Overlap {
  /** Words of the truth that were found, 0 to 1. */
  readonly recall: number
  /** Words found that the truth has, 0 to 1. */
  readonly precision: number
  /** Words of the truth that were not found, and words found that it does not have: most frequent first. */
  readonly missing: readonly string[]
  readonly extra: readonly string[]
}

export function overlapOf(found: string, truth: string): Overlap {
  const [foundWords, truthWords] = [wordsOf(found), wordsOf(truth)]
  const [missing, extra] = [countsOf(truthWords), countsOf(foundWords)]
  let hits = 0
  for (const [word, times] of countsOf(truthWords)) {
    const shared = Math.min(times, extra.get(word) ?? 0)
    hits += shared
    subtract(missing, word, shared)
    subtract(extra, word, shared)
  }
  return {
    recall: truthWords.length === 0 ? 1 : hits / truthWords.length,
    precision: foundWords.length > 0 ? hits / foundWords.length : truthWords.length > 0 ? 0 : 1,
    missing: byFrequency(missing),
    extra: byFrequency(extra),
  }
}

/** Null for no values. */
export function median(values: readonly number[]): number | null {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? null
}

function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
}

function countsOf(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

function subtract(counts: Map<string, number>, word: string, times: number): void {
  const left = (counts.get(word) ?? 0) - times
  if (left > 0) counts.set(word, left)
  else counts.delete(word)
}

function byFrequency(counts: ReadonlyMap<string, number>): string[] {
  return [...counts].sort(([, a], [, b]) => b - a).map(([word]) => word)
}
