/** Below this probability a passage hardly has to do with a query: 95 % of what was found for questions about other things, 1 % of what was right. */
export const UNLIKELY = 0.05

/** The rank whose closeness stands for what has nothing to do with a query. */
const BACKGROUND_RANK = 50

/**
 * The closeness of what a query finds anyway: that of the 50th chunk, or of the last where there are fewer. `cosines` are best first; null
 * for none.
 */
export function backgroundOf(cosines: Iterable<number>): number | null {
  let background: number | null = null
  let rank = 0
  for (const cosine of cosines) {
    background = cosine
    if (++rank === BACKGROUND_RANK) break
  }
  return background
}

/**
 * The probability, 0 to 1, that a passage has to do with an English query, from their cosine (-1 to 1) by the bundled embedder and from how far
 * it stands out from the query's background: in a library about one subject, all is near. A logistic curve, fitted on the best five
 * documents of each query of cranfield, med, time, hotpotqa and pubmedqa, and of queries of other sets asked of the same documents; on cisi, adi,
 * scifact and musique its expected calibration error is .05 (.11 with a cosine alone as it was fitted before, .06 with a cosine fitted on
 * the same sets). `npm run bench relevance` fits it again and prints how it holds. Where few passages are right by their judges, as in scifact
 * (.16 of the best five), it still promises more (.28).
 */
export function relevanceOf(cosine: number, background: number): number {
  return 1 / (1 + Math.exp(6.55 - 8.69 * cosine - 3.97 * (cosine - background)))
}
