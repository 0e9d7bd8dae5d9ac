import type { z } from 'zod'
import type { AddOptions } from '../api/schema/library.ts'
import { isAddEvent, type FolderEvent } from './folder-event.ts'
import { count, placeOf } from './print.ts'
import { readSecret } from './read-secret.ts'
import { reportImports, type Import } from './report-imports.ts'
import type { ExitCode, Session } from './session.ts'

/** Which documents of imports failed. */
export interface Failures {
  /** The same import, watched for failures. */
  of(start: Import): Import
  /** Those that need another password. */
  locked(): number[]
  areAllLocked(): boolean
}

export function noteFailures(): Failures {
  const locked = new Map<string, number>()
  const others = new Set<string>()
  const note = (event: FolderEvent): void => {
    if (!isAddEvent(event) || event.kind !== 'document' || !event.failure) return
    const { documentId, failure } = event
    const isLocked = failure.code === 'password-protected' && documentId !== null
    if (isLocked) locked.set(placeOf(event), documentId)
    else others.add(placeOf(event))
  }
  return {
    of: (start) => async () => noting(await start(), note),
    locked: () => [...locked.values()],
    // One that is left alone is told without its number, after it was told with it.
    areAllLocked: () => [...others].every((place) => locked.has(place)),
  }
}

async function* noting(
  events: AsyncIterable<FolderEvent>,
  note: (event: FolderEvent) => void,
): AsyncGenerator<FolderEvent> {
  for await (const event of events) {
    note(event)
    yield event
  }
}

interface Unlocking {
  readonly failures: Failures
  readonly options: z.input<typeof AddOptions>
  /** What the imports ended with. */
  readonly code: ExitCode
}

/** Where a person sits at a terminal, asks once for the password of what was locked and reads it again. */
export async function unlockFailed(
  session: Session,
  { failures, options, code }: Unlocking,
): Promise<ExitCode> {
  const documentIds = failures.locked()
  const isTerminal = process.stdin.isTTY && process.stderr.isTTY
  if (documentIds.length === 0 || !isTerminal || session.json || session.signal.aborted) return code
  const what =
    documentIds.length === 1
      ? 'the locked document'
      : `the ${count(documentIds.length, 'locked document')}`
  const password = await readSecret(`Password of ${what} (Enter to leave it): `)
  if (password === '') return code
  const client = await session.client()
  const input = { documentIds, options: { ...options, passwords: [password] } }
  const { signal } = session
  const retried = await reportImports(session, [() => client.library.retry(input, { signal })])
  return failures.areAllLocked() ? retried : code
}
