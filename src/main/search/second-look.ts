import type { CrossEncoder } from '../inference/cross-encoder.ts'
import type { RankedChunk } from './join-neighbours.ts'
import { lineUp, type Peekable } from './peekable.ts'

/** What a cross-encoder did for a search. Mirrors `SecondLook` of the contract. */
export interface SecondLookReport {
  name: string
  /** Passages that it read in time, of those that were to be read. */
  read: number
  of: number
}

/**
 * Passages that are read: on two cores a small cross-encoder takes some 25 ms for each, and what ranks lower seldom comes up. (The field reads
 * 10 to 50.)
 */
const PASSAGES = 20
/**
 * Share of the cross-encoder in a passage's place. Replacing the order by the cross-encoder's cost .034 nDCG in a published comparison, blending half
 * and half gained .023; not measured here, where no cross-encoder's weights could be had.
 */
const SHARE = 0.5

/** Logits apart, which is odds of fifty to one: where all lie closer together, the cross-encoder has little to say. */
const MIN_SPREAD = 4

/**
 * The leading passages in a new order, by half their score and half what a cross-encoder says when it reads each together with the question.
 * Stops when the time is up: what it did not reach stays behind what it read. Throws `model-failed`, and the signal's reason.
 */
export async function lookAgain(
  ranked: Peekable<RankedChunk>,
  query: string,
  look: { readonly encoder: CrossEncoder; readonly budgetMs: number; readonly signal: AbortSignal },
): Promise<{ readonly ranked: Peekable<RankedChunk>; readonly report: SecondLookReport }> {
  const leading = ranked.take(PASSAGES)
  const logits = await readInTime(leading, query, look)
  const read = leading.slice(0, logits.length)
  const report = { name: look.encoder.name, read: read.length, of: leading.length }
  const blended = blend(read, logits)
  return { ranked: lineUp([...blended, ...leading.slice(read.length)], ranked), report }
}

/** The logits of the first passages, as far as they came in time. */
async function readInTime(
  leading: readonly RankedChunk[],
  query: string,
  {
    encoder,
    budgetMs,
    signal,
  }: { readonly encoder: CrossEncoder; readonly budgetMs: number; readonly signal: AbortSignal },
): Promise<number[]> {
  const timeUp = AbortSignal.timeout(budgetMs)
  const either = AbortSignal.any([signal, timeUp])
  const settled = await Promise.allSettled(
    leading.map(({ chunk }) => encoder.score(query, `${chunk.title}\n${chunk.text}`, either)),
  )
  signal.throwIfAborted()
  const logits: number[] = []
  for (const result of settled) {
    if (result.status === 'fulfilled') logits.push(result.value)
    else if (timeUp.aborted && result.reason === timeUp.reason) break
    else throw result.reason
  }
  return logits
}

/**
 * Both on one scale, lowest to highest score of these passages: a cross-encoder's probabilities crowd at 0 and 1, its logits do not. Each
 * score stays the sum of its reasons.
 */
export function blend(read: readonly RankedChunk[], logits: readonly number[]): RankedChunk[] {
  if (read.length < 2) return [...read]
  const scores = read.map(({ score }) => score)
  const low = Math.min(...scores)
  const range = Math.max(...scores) - low
  const lowest = Math.min(...logits)
  const spread = Math.max(MIN_SPREAD, Math.max(...logits) - lowest)
  return read
    .map((entry, i): RankedChunk => {
      const crossEncoder = SHARE * (low + (range * ((logits[i] ?? lowest) - lowest)) / spread)
      const { because, score } = entry
      const kept = 1 - SHARE
      return {
        ...entry,
        score: kept * score + crossEncoder,
        ...(because === undefined ? {} : { because: { ...scaled(because, kept), crossEncoder } }),
      }
    })
    .sort((a, b) => b.score - a.score)
}

function scaled(
  because: NonNullable<RankedChunk['because']>,
  factor: number,
): NonNullable<RankedChunk['because']> {
  const { keyword, semantic, neighbours } = because
  return {
    keyword: keyword * factor,
    semantic: semantic * factor,
    neighbours: neighbours * factor,
  }
}
