/** Floats in an embedding of the bundled model, all-MiniLM-L6-v2. */
export const EMBEDDING_DIMENSIONS = 384

/** Turns texts into embeddings, in worker threads. */
export interface Embedder extends AsyncDisposable {
  /** All that decides an embedding besides its text, such as `all-MiniLM-L6-v2/int8`: embeddings of different names must never be compared. */
  readonly name: string
  /** Floats in an embedding. */
  readonly dimensions: number
  /** Made for many languages; otherwise for English. */
  readonly isMultilingual: boolean
  /**
   * One embedding a text, in the order of the texts: unit length. Texts beyond what the model reads (256 word pieces of the bundled one) are
   * cut there. Work of `priority: 'query'` overtakes waiting passages, and is what a model that tells questions from passages takes
   * for a question. Throws `cancelled` (AbortError) when `signal` fires.
   */
  embed(
    texts: readonly string[],
    options?: { readonly priority?: 'query' | 'passage'; readonly signal?: AbortSignal },
  ): Promise<Float32Array[]>
}
