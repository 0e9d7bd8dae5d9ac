/** A mean over queries and the interval that holds it in 95 of 100 cases. */
export interface Estimate {
  readonly mean: number
  readonly low: number
  readonly high: number
}

/** Enough that the interval's ends move by less than .001 from one seed to another. */
const RESAMPLES = 2000

/**
 * The mean with its 95 % percentile bootstrap interval (Efron 1979): how much it would move had other queries of the same kind been asked.
 * The same values give the same interval, since the resampling draws from a fixed sequence.
 */
export function estimateMean(values: readonly number[]): Estimate {
  if (values.length === 0) return { mean: 0, low: 0, high: 0 }
  const random = sequenceFrom(values.length)
  const means = Array.from({ length: RESAMPLES }, () => {
    let sum = 0
    for (let i = 0; i < values.length; i++) sum += values[Math.floor(random() * values.length)] ?? 0
    return sum / values.length
  }).sort((a, b) => a - b)
  const at = (share: number): number => means[Math.floor(share * (RESAMPLES - 1))] ?? 0
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return { mean, low: at(0.025), high: at(0.975) }
}

/** Numbers from 0 to 1 that look random and are the same for the same seed (mulberry32, T. Ettinger 2017). */
function sequenceFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
