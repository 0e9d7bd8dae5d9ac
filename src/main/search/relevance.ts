/** Below this probability a passage hardly has to do with a query: 66 % and more of what was found for questions about other things. */
export const UNLIKELY = 0.1

/**
 * The probability, 0 to 1, that a passage has to do with an English query, from their cosine (-1 to 1) by the bundled embedder. A logistic
 * curve, fitted on the best five of each query of cranfield, med and time, and of queries of other sets asked of the same documents.
 * `npm run bench relevance` fits it again and prints how it holds on sets that it was not fitted on. (The share of the query's words that
 * a passage has, beside the cosine, moved the area under the curve by less than .02.)
 */
export function relevanceOf(cosine: number): number {
  return 1 / (1 + Math.exp(4.94 - 8.63 * cosine))
}
