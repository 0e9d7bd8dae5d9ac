import { existsSync } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Command } from 'commander'
import { serveHttp, type HttpDoor } from '../api/http.ts'
import { parseWhole } from './parse-whole.ts'
import type { Run, Session } from './session.ts'

interface ServeOptions {
  readonly port: number
  readonly open?: boolean
}

/** `carrel serve`: the window as a page in a browser, on this machine only. */
export function registerServe(program: Command, run: Run): void {
  program
    .command('serve')
    .description('Serve the window as a page to a browser on this machine')
    .option('--port <number>', 'the port; 0 picks a free one', parseWhole(0, 65_535), 0)
    .option('--open', 'open it in the default browser')
    .addHelpText('after', help)
    .action((options: ServeOptions) => run((session) => serve(session, options)))
}

const help = `
It listens on 127.0.0.1 only. The printed address opens once, within 15 minutes; then a cookie keeps that browser in, so
that reloading works. Press Enter (or write a line to its input) for a fresh address. Ctrl-C ends it.
With --json: {"event":"address","address","port"} for each address.`

async function serve(session: Session, { port, open }: ServeOptions): Promise<0> {
  const { pageFolder } = session.places
  if (!existsSync(join(pageFolder, 'index.html')))
    session.note('The page has not been built yet: run "npm run build".')
  const door = await serveHttp(await session.router(), { port, pageFolder })
  const address = tellAddress(session, door)
  const following = keepInStep(session)
  if (open === true) await openBrowser(session, address)
  const lines = createInterface({ input: process.stdin, terminal: false })
  lines.on('line', () => tellAddress(session, door))
  if (!session.signal.aborted) await once(session.signal, 'abort')
  lines.close()
  process.stdin.destroy()
  await door.close()
  await following
  return 0
}

/** Watched folders are followed whether or not a page is open. */
async function keepInStep(session: Session): Promise<void> {
  const client = await session.client()
  try {
    const events = await client.library.follow(undefined, { signal: session.signal })
    for await (const event of events)
      if (event.kind === 'unavailable') session.note(`"${event.path}" is not there.`)
  } catch (error) {
    if (!session.signal.aborted) throw error
  }
}

function tellAddress(session: Session, door: HttpDoor): string {
  const address = door.freshAddress()
  if (session.json) session.out(JSON.stringify({ event: 'address', address, port: door.port }))
  else
    session.out(`Carrel is at ${address}\nIt opens once; press Enter for another, Ctrl-C to end.`)
  return address
}

async function openBrowser(session: Session, address: string): Promise<void> {
  const { default: open } = await import('open')
  const child = await open(address).catch(() => null)
  child?.on('error', () => session.note('No browser could be opened: open the address yourself.'))
}
