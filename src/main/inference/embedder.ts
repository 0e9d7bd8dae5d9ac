/** Floats in an embedding of the bundled model, all-MiniLM-L6-v2. */
export const EMBEDDING_DIMENSIONS = 384

/** Turns texts into embeddings, in worker threads. */
export interface Embedder extends AsyncDisposable {
  /** Model and number format, such as `all-MiniLM-L6-v2/int8`: embeddings of different names must never be compared. */
  readonly name: string
  /**
   * One embedding a text, in the order of the texts: 384 floats, unit length. Texts beyond 256 word pieces are cut there.
   * Work of `priority: 'query'` overtakes waiting passages. Throws `cancelled` (AbortError) when `signal` fires.
   */
  embed(
    texts: readonly string[],
    options?: { readonly priority?: 'query' | 'passage'; readonly signal?: AbortSignal },
  ): Promise<Float32Array[]>
}
