import type { Command } from 'commander'
import { AppError } from '../lib/app-error.ts'
import { collectIds } from './collect-ids.ts'
import { count } from './print.ts'
import type { ExitCode, Run, Session } from './session.ts'

/** `carrel remove`: erases documents. */
export function registerRemove(program: Command, run: Run): void {
  program
    .command('remove')
    .argument('[ids...]', 'documents by their number in "carrel list"', collectIds)
    .option('--in <path>', 'all of a file or folder, or of a pattern: "*.log"')
    .description('Erase documents with their text, chunks, vectors and index terms')
    .addHelpText(
      'after',
      `
The files themselves stay where they are. A folder that was kept in step is left alone from then on; a single file of one
stays out until it changes, or until you add it: carrel add FILE. With --json: {"removed"}`,
    )
    .action((documentIds: number[], { in: scope }: RemoveOptions) =>
      run((session) => remove(session, [...new Set(documentIds)], scope)),
    )
}

interface RemoveOptions {
  readonly in?: string
}

async function remove(
  session: Session,
  documentIds: number[],
  scope: string | undefined,
): Promise<ExitCode> {
  if (documentIds.length === 0 && scope === undefined)
    throw new AppError('bad-input', 'Nothing was named to remove.', 'Give numbers, or --in FOLDER.')
  const client = await session.client()
  const { removed } = await client.library.remove(
    scope === undefined ? { documentIds } : { documentIds, scope },
  )
  const missing = Math.max(0, documentIds.length - removed)
  if (session.json) session.out(JSON.stringify({ removed }))
  else session.out(`${count(removed, 'document')} removed.`)
  if (missing > 0) session.note(`${count(missing, 'number')} named no document.`)
  return missing > 0 ? 1 : 0
}
