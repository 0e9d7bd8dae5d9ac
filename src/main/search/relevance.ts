/** Below this probability a passage hardly has to do with a query: 95 % of what was found for questions about other things, 2 % of what was right. */
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
 * The probability, 0 to 1, that a passage has to do with an English query, from their cosine (-1 to 1) by the bundled embedder, from how far
 * it stands out from the query's background (in a library about one subject, all is near), and from the share of the query's words
 * that it has (share-held.ts). A logistic curve, fitted on what each part finds first for the queries of cranfield, med, time, hotpotqa and
 * pubmedqa, as they are asked and by one to three of their rarest words, and for queries of other sets asked of the same documents; on
 * cisi, adi, scifact and musique its expected calibration error is .05, and .04 by few words. Without the share it was .04 and .05, but
 * much of what is right for a query of one to three words was called unlikely (.43), with it .12. `npm run bench relevance` fits it again and prints how it
 * holds. Where few passages are right by their judges, as in scifact, it promises more.
 */
export function relevanceOf(cosine: number, background: number, share: number): number {
  return 1 / (1 + Math.exp(5.6 - 6.16 * cosine - 1.4 * (cosine - background) - 2.68 * share))
}
