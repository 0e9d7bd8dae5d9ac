import { resolve } from 'node:path'
import type { Command } from 'commander'
import { followFolders } from './folder-event.ts'
import { count, shortPath, style } from './print.ts'
import type { Run, Session } from './session.ts'

interface FoldersOptions {
  readonly follow?: boolean
  readonly forget?: string
}

/** `carrel folders`: the folders that are kept in step. */
export function registerFolders(program: Command, run: Run): void {
  program
    .command('folders')
    .description('List the folders that are kept in step, follow them, or leave one alone')
    .option('--follow', 'stay, and keep them in step until Ctrl-C')
    .option('--forget <folder>', 'leave it alone from here on; its documents stay')
    .addHelpText('after', help)
    .action((options: FoldersOptions) => run((session) => folders(session, options)))
}

const help = `
To keep a folder in step: carrel add FOLDER --watch. While Carrel runs (the window, carrel serve, or --follow here) new,
changed, moved and deleted files are followed within seconds; when it starts, it compares.
A folder that is gone as a whole, as with an unplugged disk, loses nothing: its documents stay and are marked.

With --json: {"folders":[{"path","documents","addedAt","syncedAt","unavailableSince"}]}, with --follow one line an event:
  {"event":"document",…} as "carrel add" prints it, {"event":"moved","path","from"}, {"event":"removed","path","documents"},
  {"event":"unavailable","path"}, {"event":"in-step","path"}`

async function folders(session: Session, { follow, forget }: FoldersOptions): Promise<0> {
  const client = await session.client()
  if (forget !== undefined) {
    await client.library.unwatch({ path: resolve(forget) })
    session.note(`"${forget}" is left alone. Its documents stay.`)
  }
  const watched = await client.library.watched()
  if (follow === true) await followFolders(session)
  else if (session.json) session.out(JSON.stringify({ folders: watched }))
  else if (watched.length === 0)
    session.note('No folder is kept in step. To keep one: carrel add FOLDER --watch')
  else for (const folder of watched) session.out(lineOf(folder))
  return 0
}

function lineOf(folder: {
  readonly path: string
  readonly documents: number
  readonly unavailableSince: string | null
}): string {
  const facts = style('dim', count(folder.documents, 'document'))
  const missing = folder.unavailableSince === null ? '' : style('yellow', '  not there')
  return `${shortPath(folder.path)}  ${facts}${missing}`
}
