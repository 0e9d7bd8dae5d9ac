import type { z } from 'zod'
import type { FolderEvent as FolderEventSchema } from '../api/schema/library.ts'
import { addEventLine, type AddEvent } from './add-event.ts'
import { documentLine } from './add-report.ts'
import { count, shortPath, style } from './print.ts'
import type { Session } from './session.ts'

/** One fact about keeping folders in step. */
export type FolderEvent = z.infer<typeof FolderEventSchema>

/** An event as `--json` prints it, or null when it is only for the progress bar. */
export function folderEventLine(event: FolderEvent): object | null {
  switch (event.kind) {
    case 'moved':
    case 'removed':
    case 'unavailable':
    case 'in-step': {
      const { kind, ...facts } = event
      return { event: kind, ...facts }
    }
    default:
      return addEventLine(event)
  }
}

/** Tells what a person wants to know of an event: one line, or none. */
export function tellFolderEvent(session: Session, event: FolderEvent): void {
  if (!session.json) return tellInWords(session, event)
  const line = folderEventLine(event)
  if (line !== null) session.out(JSON.stringify(line))
}

function tellInWords(session: Session, event: FolderEvent): void {
  switch (event.kind) {
    case 'document':
      return event.status === 'unchanged' ? undefined : session.out(documentLine(event))
    case 'moved':
      return session.out(`→ ${shortPath(event.path)}  ${style('dim', `was ${event.from}`)}`)
    case 'removed':
      return session.out(
        `− ${shortPath(event.path)}  ${style('dim', `deleted, ${count(event.documents, 'document')} erased`)}`,
      )
    case 'unavailable':
      return session.note(
        `"${event.path}" is not there. Its documents stay; connect its disk to go on.`,
      )
    default:
      return undefined
  }
}

/** Whether an import tells it as well. */
export function isAddEvent(event: FolderEvent): event is AddEvent {
  return !['moved', 'removed', 'unavailable', 'in-step'].includes(event.kind)
}

/** Keeps every watched folder in step, and tells what happens, until Ctrl-C. */
export async function followFolders(session: Session): Promise<void> {
  const client = await session.client()
  session.note('Keeping watched folders in step. Ctrl-C ends it.')
  try {
    const events = await client.library.follow(undefined, { signal: session.signal })
    for await (const event of events) if (event.kind !== 'summary') tellFolderEvent(session, event)
  } catch (error) {
    if (!session.signal.aborted) throw error
  }
}
