import { setTimeout } from 'node:timers/promises'
import type { SearchChange } from '../insight/last-change.ts'
import { changeText } from './print-evaluation.ts'
import { createQuestionBar } from './progress-bar.ts'
import type { Session } from './session.ts'

/** As often as an eye follows. */
const POLL_MS = 100

/**
 * Tells what a change that this command made did to the search, where there are questions to tell it by, and meanwhile how many of them were
 * asked. Ctrl-C ends the measuring; the change stands.
 */
export async function noteChange(session: Session, startedMs: number): Promise<void> {
  try {
    const change = await followMeasuring(session)
    if (change?.comparison && Date.parse(change.changedAt) >= startedMs)
      session.note(changeText(change))
  } catch (error) {
    if (!session.signal.aborted) throw error
    session.note('The change stands. What it did to the search was not measured to the end.')
  }
}

/** The last change, once it is measured. Throws the signal's reason. */
async function followMeasuring(session: Session): Promise<SearchChange | null> {
  const client = await session.client()
  const { signal } = session
  const bar = createQuestionBar()
  try {
    for (;;) {
      const { change } = await client.insight.lastChange({ wait: false }, { signal })
      if (change?.state !== 'measuring') return change
      if (change.progress !== undefined) bar.show(change.progress)
      await setTimeout(POLL_MS, undefined, { signal })
    }
  } finally {
    bar.stop()
  }
}
