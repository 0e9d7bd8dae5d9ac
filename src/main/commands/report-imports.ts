import { addEventLine, sumOf, type AddEvent, type SummaryEvent } from './add-event.ts'
import { failureList, summaryLine } from './add-report.ts'
import { isAddEvent, tellFolderEvent, type FolderEvent } from './folder-event.ts'
import { onPauseKey } from './pause-key.ts'
import { placeOf } from './print.ts'
import { createProgressBar } from './progress-bar.ts'
import type { ExitCode, Session } from './session.ts'

/** Begins an import. */
export type Import = () => Promise<AsyncIterable<FolderEvent>>

/** Runs imports one after the other and tells what happens; one summary for all. In a terminal the key p pauses them and lets them go on. */
export async function reportImports(
  session: Session,
  imports: readonly Import[],
): Promise<ExitCode> {
  const bar = createProgressBar()
  const failures: string[] = []
  let total: SummaryEvent | null = null
  const stopKey = onPauseKey(session)
  try {
    for await (const event of inTurn(imports)) {
      if (isAddEvent(event)) bar.show(event)
      if (event.kind === 'summary') total = total === null ? event : sumOf(total, event)
      else tell(session, event)
      if (event.kind === 'document' && event.failure) failures.push(failureList(event))
    }
  } catch (error) {
    if (!session.signal.aborted) throw error
    // Stopped while an import was being set up: what is done has been told, and there is no summary to give.
  } finally {
    stopKey()
    bar.stop()
  }
  if (total !== null) tellSummary(session, total, failures)
  if (session.signal.aborted)
    session.note('Stopped. To go on, run the same command again: what is done is not done twice.')
  return session.signal.aborted || failures.length > 0 || (total?.failed ?? 0) > 0 ? 1 : 0
}

/** One after the other. A file that fails in two of them, as in a retry and then in its folder, is told and counted once. */
async function* inTurn(imports: readonly Import[]): AsyncGenerator<FolderEvent> {
  const failed = new Set<string>()
  for (const start of imports) {
    let again = 0
    for await (const event of await start()) {
      const place = event.kind === 'document' && event.failure ? placeOf(event) : null
      if (place !== null && failed.has(place)) again++
      else yield event.kind === 'summary' ? { ...event, failed: event.failed - again } : event
      if (place !== null) failed.add(place)
    }
  }
}

/** On a terminal the bar tells how it goes; failures come at the end. */
function tell(session: Session, event: FolderEvent): void {
  if (isAddEvent(event) && process.stderr.isTTY && !session.json) return
  if (isAddEvent(event)) tellPause(session, event)
  tellFolderEvent(session, event)
}

function tellPause(session: Session, event: AddEvent): void {
  if (event.kind === 'paused' && event.reason === 'battery')
    session.note('The battery is low: imports rest until the machine is plugged in.')
  else if (event.kind === 'paused')
    session.note(`Imports are paused since ${event.since}. To go on: carrel resume`)
  if (event.kind === 'going-on') session.note('Imports go on.')
}

function tellSummary(session: Session, total: SummaryEvent, failures: readonly string[]): void {
  if (session.json) return session.out(JSON.stringify(addEventLine(total)))
  if (process.stderr.isTTY) for (const failure of failures) session.out(failure)
  session.out(summaryLine(total))
}
