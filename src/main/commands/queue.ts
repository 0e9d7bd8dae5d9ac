import { resolve } from 'node:path'
import type { Command } from 'commander'
import { AppError } from '../lib/app-error.ts'
import { parseWhole } from './parse-whole.ts'
import { count, shortPath, size, style } from './print.ts'
import type { ExitCode, Run, Session } from './session.ts'

interface QueueOptions {
  readonly first?: string
  readonly limit: number
}

/** `carrel queue`: the files that wait to be read, and which of them comes first. */
export function registerQueue(program: Command, run: Run): void {
  program
    .command('queue')
    .description('List the files that wait to be read, or put one first')
    .option(
      '--first <path>',
      'read this waiting file, or what waits of this folder, before all others',
    )
    .option('-n, --limit <number>', 'how many to list', parseWhole(1, 10_000), 20)
    .addHelpText('after', help)
    .action((options: QueueOptions) => run((session) => queue(session, options)))
}

const help = `
A file that is named by itself (carrel add FILE, or dropped into the window) goes before the files of folders anyway.
It works beside a Carrel that is importing: that one goes by the new order within seconds.

With --json: {"files":[{"path","sizeBytes","isFirst"}],"total"}, with --first {"files"}: how many were put first`

async function queue(session: Session, { first, limit }: QueueOptions): Promise<ExitCode> {
  const client = await session.client()
  if (first !== undefined) {
    const path = resolve(first)
    const { files } = await client.library.putFirst({ path })
    if (files === 0)
      throw new AppError('not-found', `"${first}" does not wait.`, 'See what does: carrel queue')
    if (session.json) session.out(JSON.stringify({ files }))
    else session.out(`${count(files, 'file')} put first.`)
    return 0
  }
  const waiting = await client.library.queue({ limit })
  if (session.json) session.out(JSON.stringify(waiting))
  else tellQueue(session, waiting)
  return 0
}

type Waiting = Awaited<ReturnType<Awaited<ReturnType<Session['client']>>['library']['queue']>>

function tellQueue(session: Session, { files, total }: Waiting): void {
  if (total === 0) return session.note('No file waits to be read.')
  for (const { path, sizeBytes, isFirst } of files) {
    const facts = [sizeBytes === null ? '' : size(sizeBytes), isFirst ? 'put first' : '']
    session.out(`${shortPath(path)}  ${style('dim', facts.filter(Boolean).join(', '))}`)
  }
  if (total > files.length) session.note(`${count(total - files.length, 'file')} more. See -n.`)
}
