import { setImmediate as nextTurn } from 'node:timers/promises'

/** The order in which an import writes: one piece of work at a time, each in its own turn of the event loop. */
export interface Turns {
  /** Resolves when it is this one's turn. */
  next(): Promise<void>
  /** Calls `work` when it is its turn; the next turn begins when it is done. */
  hold<T>(work: () => Promise<T>): Promise<T>
}

/**
 * A batch of embeddings finishes a hundred documents at once: stored in one go, they held up the engine for half a second. `afterEach`,
 * which must not reject, ends each turn.
 */
export function createTurns(afterEach: () => Promise<void>): Turns {
  const waiting: (() => void | Promise<unknown>)[] = []
  let isRunning = false
  const run = async (): Promise<void> => {
    if (isRunning) return
    isRunning = true
    await nextTurn()
    for (let begin = waiting.shift(); begin !== undefined; begin = waiting.shift()) {
      await begin()
      await nextTurn()
      await afterEach()
    }
    isRunning = false
  }
  return {
    next: () =>
      new Promise((resolve) => {
        waiting.push(resolve)
        void run()
      }),
    hold: (work) =>
      new Promise((resolve, reject) => {
        waiting.push(() => work().then(resolve, reject))
        void run()
      }),
  }
}
