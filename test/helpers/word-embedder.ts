import { termsOf } from '../../src/main/answer/words.ts'
import type { Embedder } from '../../src/main/inference/embedder.ts'
import { vectorOf } from './test-database.ts'

/** An embedder without a model: texts are as close as the topic words they share. */
export const wordEmbedder: Embedder = {
  // It stands in for the bundled one, whose vectors a new library has.
  name: 'all-MiniLM-L6-v2/int8',
  dimensions: 384,
  isMultilingual: false,
  embed: async (texts) => texts.map(embedWords),
  [Symbol.asyncDispose]: async () => undefined,
}

/** The mean of the words' vectors, unit length; of the text itself when it has no words. */
export function embedWords(text: string): Float32Array {
  const terms = termsOf(text)
  const sum = new Float32Array(384)
  for (const term of terms.length > 0 ? terms : [text])
    for (const [index, value] of vectorOf(term).entries()) sum[index] = (sum[index] ?? 0) + value
  const length = Math.hypot(...sum) || 1
  return sum.map((value) => value / length)
}
