/**
 * Constants and why. Chosen on cranfield, cisi, med, time, adi, hotpotqa and musique together (`npm run bench search` prints the
 * ablation), by hand from a few values each, not by a full sweep; of scifact, only the first half of its claims was looked at.
 *
 * Also tried, and left out since nothing gained on most sets: searching again with the query moved, neighbours of the best as further
 * candidates, embeddings of titles or of the topic words alone, vectors less their mean, several chunks of a document counted together,
 * pairs of words as phrases, words near in meaning from the library's vocabulary (by the same embedder), titles that count more than text,
 * the share of the query's words that each chunk has or its document, BM25 with other constants (k1 .6 to 2, b .3 to .9) or of whole
 * documents, two words near each other, words that the best chunks use often (RM3), and less of documents, feedback and neighbours where
 * one chunk stands out, both parts agree on it or it has most words: what these bring to a query goes with none of that (correlation
 * below .1 on cranfield and scifact). Trees over 50 such measures (LambdaMART), fitted on all sets but one, changed the one left out by
 * −.002 to +.003 nDCG@10 (adi, the smallest, by +.024): what they learn of one set does not hold on another.
 *
 * Of embeddings, before `common` was added: the model in 32 instead of 8 bits (cosine .998; cranfield, cisi and med ±.004), the
 * query's word pieces weighed by rarity (meaning alone +.010, the whole ranking −.001: BM25 knows that already), sentences of a long
 * request apart, its framing words left out, several vectors a chunk from its sentences or windows, word pieces compared one by one (MaxSim,
 * −.003), chunks drawn towards their neighbours, a document's centre from all its chunks; and chunks of 110, 330 or 440 word
 * pieces instead of 220 (cranfield −.005, −.018, −.018).
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
  /**
   * How much of what a chunk has in common with the `commonChunks` nearest to the query is taken from its closeness: all of them are about
   * the topic, and what they share tells none from the other (Rocchio's negative part, of what is near instead of what is wrong; akin
   * to CSLS, Lample et al., ICLR 2018). Together with the coherences below, nDCG@10 of cranfield +.006, cisi +.012, med +.007, time +.002, adi
   * +.009, scifact +.005, pubmedqa −.001. Of 320 sets of weights around it, the one that was best on all sets but one changed that
   * one by +.004, +.012, +.001, +.003, −.001 and −.002 (so .35 is no better than .25: scifact falls as cisi rises).
   */
  readonly common: number
  readonly commonChunks: number
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
  common: 0.25,
  commonChunks: 100,
  feedback: 0.5,
  feedbackChunks: 5,
  neighbours: 0.4,
  neighbourCount: 15,
  lenders: 100,
  looseCoherence: 0.3,
  tightCoherence: 0.45,
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
  common: 0,
  feedback: 0,
  neighbours: 0,
}
