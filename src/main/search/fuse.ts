/** A ranking by one part of the search: ids best first. */
export interface RankedList {
  readonly source: 'semantic' | 'keyword'
  readonly weight: number
  readonly ids: readonly number[]
}

export interface Fused {
  readonly id: number
  readonly score: number
  /** What each part added; `score` is their sum. */
  readonly because: readonly {
    readonly source: RankedList['source']
    readonly rank: number
    readonly gain: number
  }[]
}

/**
 * Reciprocal rank fusion (Cormack, Clarke & Büttcher, SIGIR 2009): each list adds weight / (k + rank), ranks from 1.
 * Best first; ties break by id, so that the same input gives the same order.
 */
export function fuse(lists: readonly RankedList[], k = 60): Fused[] {
  const byId = new Map<number, { id: number; score: number; because: Fused['because'][number][] }>()
  for (const { source, weight, ids } of lists) {
    for (const [index, id] of ids.entries()) {
      const entry = byId.get(id) ?? { id, score: 0, because: [] }
      const gain = weight / (k + index + 1)
      entry.score += gain
      entry.because.push({ source, rank: index + 1, gain })
      byId.set(id, entry)
    }
  }
  return [...byId.values()].sort((a, b) => b.score - a.score || a.id - b.id)
}
