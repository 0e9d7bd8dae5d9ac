export interface Example {
  readonly features: readonly number[]
  readonly isPositive: boolean
  readonly weight: number
}

/** Weights of the features and, last, the bias. */
export type Weights = readonly number[]

const STEPS = 8000
const RATE = 1

/**
 * Weighted logistic regression by gradient descent: convex, so the same input gives the same weights. `ridge` (L2) keeps weights of
 * features that say nearly the same from pulling against each other; so does `signs`, the side of 0 on which each feature's weight must lie.
 */
export function fitLogistic(
  examples: readonly Example[],
  { ridge, signs }: { readonly ridge: number; readonly signs: readonly (1 | -1)[] },
): Weights {
  const width = (examples[0]?.features.length ?? 0) + 1
  const total = examples.reduce((sum, example) => sum + example.weight, 0)
  const weights = new Array<number>(width).fill(0)
  for (let step = 0; step < STEPS; step++) {
    const gradient = weights.map((weight, index) => (index === width - 1 ? 0 : ridge * weight))
    for (const { features, isPositive, weight } of examples) {
      const error = ((isPositive ? 1 : 0) - probability(features, weights)) * weight
      for (let index = 0; index < width; index++)
        gradient[index] = (gradient[index] ?? 0) - (error * (features[index] ?? 1)) / total
    }
    for (let index = 0; index < width; index++) {
      const moved = (weights[index] ?? 0) - RATE * (gradient[index] ?? 0)
      const sign = signs[index]
      weights[index] = sign !== undefined && moved * sign < 0 ? 0 : moved
    }
  }
  return weights
}

export function probability(features: readonly number[], weights: Weights): number {
  const bias = weights[features.length] ?? 0
  const logOdds = features.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), bias)
  return 1 / (1 + Math.exp(-logOdds))
}
