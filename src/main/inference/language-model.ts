export interface GenerateRequest {
  readonly system: string
  readonly prompt: string
  readonly maxTokens: number
  /** Texts that end the answer when the model begins to write them; a provider may pay no heed. */
  readonly stops?: readonly string[]
  readonly signal?: AbortSignal | undefined
}

/** Something that writes text: llama.cpp on this machine, or a provider's API. */
export interface LanguageModel extends AsyncDisposable {
  /** As shown to the user: a file's name or a provider's model. */
  readonly name: string
  /** `base` models take no instructions: they continue a text. */
  readonly kind: 'chat' | 'base'
  /** Tokens that prompt and answer may have together. */
  readonly contextTokens: number
  /** Exact for a local model, an upper estimate for a cloud one. */
  countTokens(text: string): number | Promise<number>
  /**
   * The answer, piece by piece. Throws `context-exceeded`, `model-failed` or `provider-failed`, and the signal's reason when it fires.
   * Leaving the loop early stops the model.
   */
  generate(request: GenerateRequest): AsyncIterable<string>
}
