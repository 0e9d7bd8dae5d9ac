/** Lets one piece of work at a time go on, each in its own turn of the event loop, in the order they came. */
export type Turns = () => Promise<void>

/** A batch of embeddings finishes a hundred documents at once: stored in one go, they held up the engine for half a second. */
export function createTurns(): Turns {
  const waiting: (() => void)[] = []
  let isRunning = false
  const next = (): void => {
    const go = waiting.shift()
    isRunning = go !== undefined
    if (go === undefined) return
    go()
    setImmediate(next)
  }
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve)
      if (isRunning) return
      isRunning = true
      setImmediate(next)
    })
}
