import { create } from 'zustand'
import { changed, client } from '../engine/client.ts'
import type { EvaluationReport, Failure } from '../engine/contract-types.ts'
import { failureOf } from '../engine/failure-of.ts'

interface Measuring {
  /** Null while none is under way. */
  readonly progress: { readonly done: number; readonly total: number } | null
  readonly report: EvaluationReport | null
  readonly failure: Failure | null
  readonly stop: () => void
}

export const useMeasuring = create<Measuring>(() => ({
  progress: null,
  report: null,
  failure: null,
  stop: () => undefined,
}))

/** Each run is compared with the one before it. */
const LAST_RUN = 'last run in the window'

/** Asks the user's own questions and keeps the result for the next run. */
export async function measureSearch(): Promise<void> {
  if (useMeasuring.getState().progress !== null) return
  const abort = new AbortController()
  const { signal } = abort
  useMeasuring.setState({
    progress: { done: 0, total: 0 },
    failure: null,
    stop: () => abort.abort(),
  })
  try {
    const kept = await client.insight.evaluations()
    const hasEarlier = kept.some(({ name }) => name === LAST_RUN)
    const input = { save: LAST_RUN, ...(hasEarlier ? { against: LAST_RUN } : {}) }
    for await (const event of await client.insight.evaluate(input, { signal }))
      if (event.kind === 'progress') useMeasuring.setState({ progress: event })
      else useMeasuring.setState({ report: event })
  } catch (error) {
    if (!signal.aborted) useMeasuring.setState({ failure: failureOf(error) })
  } finally {
    useMeasuring.setState({ progress: null })
    await changed('insight')
  }
}

export function stopMeasuring(): void {
  useMeasuring.getState().stop()
}
