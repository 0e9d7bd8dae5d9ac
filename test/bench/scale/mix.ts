import type { Base } from './base-texts.ts'

export interface Mixed {
  readonly text: string
  readonly vector: Float32Array
}

/**
 * A chunk between real ones: half of the words of one text, the rest of two others, and the vectors mixed alike with some noise, so that
 * words keep their frequencies, and vectors their clusters, at any size. The same for the same `index`.
 */
export function mixChunk(base: Base, index: number): Mixed {
  const random = createRandom(index)
  const parts = [0.5, 0.3, 0.2].map((share) => ({
    share,
    at: Math.floor(random() * base.texts.length),
  }))
  const text = parts.map(({ share, at }) => span(base.texts[at] ?? '', share, random())).join(' ')
  const vector = new Float32Array(384)
  for (const { share, at } of parts)
    for (let i = 0; i < vector.length; i++)
      vector[i] = (vector[i] ?? 0) + share * (base.vectors[at]?.[i] ?? 0)
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] ?? 0) + (random() - 0.5) * 0.06
  const length = Math.hypot(...vector)
  return { text, vector: vector.map((value) => value / length) }
}

/** That share of a text's words, from a place in it. */
function span(text: string, share: number, place: number): string {
  const words = text.split(' ')
  const count = Math.ceil(words.length * share)
  const from = Math.floor(place * (words.length - count))
  return words.slice(from, from + count).join(' ')
}

/** Numbers from 0 to 1, the same on every machine (mulberry32, Tommy Ettinger 2017, public domain). */
function createRandom(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b9)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
