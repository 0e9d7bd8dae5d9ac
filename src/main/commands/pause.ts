import { setTimeout as delay } from 'node:timers/promises'
import type { Command } from 'commander'
import { reportImports } from './report-imports.ts'
import { count } from './print.ts'
import type { ExitCode, Run, Session } from './session.ts'

/** `carrel pause` and `carrel resume`: imports rest, and go on. */
export function registerPause(program: Command, run: Run): void {
  program
    .command('pause')
    .description('Let imports rest, here and in a Carrel that is running')
    .addHelpText('after', pauseHelp)
    .action(() => run(pause))
  program
    .command('resume')
    .description('End a pause, and go on with what is waiting')
    .addHelpText('after', resumeHelp)
    .action(() => run(resume))
}

/** Twice what a running import needs to see the end of a pause. */
const NOTICE_MS = 2000

const pauseHelp = `
A running import notices within a second: files that are being read are read to their end, and nothing else is begun. The
pause holds over a restart, until "carrel resume" or the button in the window. In a terminal, p pauses "carrel add" too.

With --json: {"paused":{"reason","since"},"waiting"}`

const resumeHelp = `
Another Carrel that is importing goes on by itself; what nobody works on is done here.

With --json, one line a document and a summary, as "carrel add" prints them.`

async function pause(session: Session): Promise<ExitCode> {
  const client = await session.client()
  await client.library.pause()
  const { waiting, paused } = await client.library.status()
  if (session.json) session.out(JSON.stringify({ paused, waiting }))
  else session.out(`Imports are paused, ${count(waiting, 'file')} waiting. To go on: carrel resume`)
  return 0
}

async function resume(session: Session): Promise<ExitCode> {
  const client = await session.client()
  await client.library.unpause()
  // Whoever was importing when it was paused notices within a second, and goes on.
  await delay(NOTICE_MS)
  const { waiting, elsewhere } = await client.library.status()
  if (waiting === 0 || elsewhere > 0) {
    session.note(elsewhere > 0 ? 'The other Carrel goes on importing.' : 'Nothing waits.')
    return 0
  }
  const { signal } = session
  return reportImports(session, [() => client.library.resume(undefined, { signal })])
}
