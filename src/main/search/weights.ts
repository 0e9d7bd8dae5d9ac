/**
 * Constants and why. Chosen on cranfield, cisi, med, time, adi, hotpotqa and musique together (`npm run bench search` prints the
 * ablation), by hand from a few values each, not by a full sweep; of scifact, only the first half of its claims was looked at.
 *
 * Also tried, and left out since nothing gained on most sets: searching again with the query moved, neighbours of the best as further
 * candidates, embeddings of titles or of the topic words alone, vectors less their mean, several chunks of a document counted together,
 * pairs of words as phrases, words near in meaning from the library's vocabulary (by the same embedder), titles that count more than text,
 * the share of the query's words that each chunk has, and less of documents, feedback and neighbours where one chunk stands out, both parts
 * agree on it or it has most words: what these bring to a query goes with none of that (correlation below .1 on cranfield and scifact).
 */
export interface Weights {
  /** Share of meaning against words in a chunk's own score (convex combination: Bruch, Gai & Ingber, TOIS 2023). */
  readonly semantic: number
  /**
   * What that share becomes when the chunk that leads by it has few of the query's words (others' must be meant), and when it has many.
   * Between `few` and `many`, shares of its words, it changes evenly. Without this, one share must suit requests and claims alike: .7
   * cost scifact .01 nDCG@10, .5 cost med .015.
   */
  readonly semanticOfFew: number
  readonly semanticOfMany: number
  readonly few: number
  readonly many: number
  /**
   * Whether the shares are of scores that spread alike (z-scores: Lee, SIGIR 1997): where BM25 hardly tells the candidates apart, or a few stand far
   * out by it, a share of its raw values is not what it says. No constant was chosen for it: nDCG@10 of cisi +.010, time +.008, adi +.007,
   * scifact +.002, cranfield 0, med −.002; of scifact's claims that nothing was chosen on, +.003.
   */
  readonly bySpread: boolean
  /** Share of its document in a chunk's closeness: a chunk of the right document says little by itself. */
  readonly document: number
  /** How far the query moves towards the best chunks' centre (Rocchio 1971, positive part). */
  readonly feedback: number
  readonly feedbackChunks: number
  /** Share of a chunk's score that comes from similar chunks of other documents (score regularisation: Diaz, CIKM 2005). */
  readonly neighbours: number
  readonly neighbourCount: number
  /** Chunks that lend to each other: beyond them nobody looks, and the cost grows with the square. */
  readonly lenders: number
  /**
   * Mean cosine between the best chunks below which neither feedback nor neighbours are used, and above which fully. Where the best
   * chunks speak of different things (several hops, a lookup by name), what they share is noise: it cost musique .075 nDCG.
   */
  readonly looseCoherence: number
  readonly tightCoherence: number
}

export const WEIGHTS: Weights = {
  semantic: 0.7,
  semanticOfFew: 0.75,
  semanticOfMany: 0.5,
  few: 0.4,
  many: 0.75,
  bySpread: true,
  document: 0.6,
  feedback: 0.5,
  feedbackChunks: 5,
  neighbours: 0.4,
  neighbourCount: 15,
  lenders: 100,
  looseCoherence: 0.4,
  tightCoherence: 0.55,
}

/**
 * For questions that the bundled embedder was not made for: it places them by little more than names and loan words, so words decide.
 * The share left to meaning was set once and checked on Chinese, German, Spanish and Hindi, not tuned.
 * `npm run bench languages` prints each language's figures.
 */
export const FOREIGN_WEIGHTS: Weights = {
  ...WEIGHTS,
  semantic: 0.15,
  semanticOfFew: 0.15,
  semanticOfMany: 0.15,
  bySpread: false,
  feedback: 0,
  neighbours: 0,
}
