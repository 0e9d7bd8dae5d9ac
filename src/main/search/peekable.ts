/** A sequence that is made as it is asked for, and of which the first can be taken off. */
export interface Peekable<T> extends Iterable<T> {
  /** Takes the next `count`, or as many as there are. */
  take(count: number): T[]
}

export function peekable<T>(sequence: Iterable<T>): Peekable<T> {
  const iterator = sequence[Symbol.iterator]()
  const one = (): T[] => {
    const next = iterator.next()
    return next.done ? [] : [next.value]
  }
  return {
    take(count) {
      const taken: T[] = []
      for (let next = one(); ; next = one()) {
        taken.push(...next)
        if (next.length === 0 || taken.length === count) return taken
      }
    },
    *[Symbol.iterator]() {
      for (let next = one(); next.length > 0; next = one()) yield* next
    },
  }
}

/** These, then the rest. */
export function lineUp<T>(first: readonly T[], rest: Iterable<T>): Peekable<T> {
  return peekable(
    (function* () {
      yield* first
      yield* rest
    })(),
  )
}
