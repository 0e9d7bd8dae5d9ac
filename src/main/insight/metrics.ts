/** Which documents answer a query: grades above 0 by document id. */
export type Judgements = ReadonlyMap<string, number>

/** How well one ranking answers its query; each from 0 to 1, higher is better. */
export interface Scores {
  readonly ndcg10: number
  readonly recall10: number
  readonly recall100: number
  readonly mrr10: number
  /** 1 when every right document is among the first ten, else 0: what a question that needs several documents asks for. */
  readonly allGold10: number
}

export const METRICS = ['ndcg10', 'recall10', 'recall100', 'mrr10', 'allGold10'] as const

/** Scores a ranking (document ids, best first); a document named twice counts where it came first. */
export function scoreRanking(ranking: readonly string[], judged: Judgements): Scores {
  const ranked = [...new Set(ranking)]
  return {
    ndcg10: ndcg(ranked, judged, 10),
    recall10: recall(ranked, judged, 10),
    recall100: recall(ranked, judged, 100),
    mrr10: reciprocalRank(ranked, judged, 10),
    allGold10: recall(ranked, judged, 10) === 1 ? 1 : 0,
  }
}

/**
 * Normalised discounted cumulative gain (Järvelin & Kekäläinen, TOIS 2002) with gains 2^grade − 1, so that one very good document outweighs
 * several passable ones; the ideal ranking scores 1.
 */
export function ndcg(ranked: readonly string[], judged: Judgements, depth: number): number {
  const ideal = discountedGain([...judged.values()].sort((a, b) => b - a).slice(0, depth))
  if (ideal === 0) return 0
  return discountedGain(ranked.slice(0, depth).map((id) => judged.get(id) ?? 0)) / ideal
}

/** The share of the right documents that stand among the first `depth`. */
export function recall(ranked: readonly string[], judged: Judgements, depth: number): number {
  if (judged.size === 0) return 0
  return ranked.slice(0, depth).filter((id) => isRight(judged, id)).length / judged.size
}

/** One over the rank of the first right document; 0 when none is among the first `depth`. */
export function reciprocalRank(
  ranked: readonly string[],
  judged: Judgements,
  depth: number,
): number {
  const index = ranked.slice(0, depth).findIndex((id) => isRight(judged, id))
  return index === -1 ? 0 : 1 / (index + 1)
}

function isRight(judged: Judgements, id: string): boolean {
  return (judged.get(id) ?? 0) > 0
}

function discountedGain(grades: readonly number[]): number {
  return grades.reduce((sum, grade, index) => sum + (2 ** grade - 1) / Math.log2(index + 2), 0)
}
