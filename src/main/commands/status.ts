import type { Command } from 'commander'
import { count, shortPath, size, style } from './print.ts'
import type { Run } from './session.ts'

/** `carrel status`: how much is ready, waiting and failed. */
export function registerStatus(program: Command, run: Run): void {
  program
    .command('status')
    .description('Say how much is ready, waiting and failed')
    .option('--requests', 'list every request that left this machine or was refused')
    .addHelpText('after', help)
    .action(({ requests }: { readonly requests?: boolean }) =>
      run(async (session) => {
        const client = await session.client()
        if (requests === true) {
          const entries = await client.settings.egress()
          if (session.json) session.out(JSON.stringify({ requests: entries }))
          else if (entries.length === 0) session.out('Nothing ever left this machine.')
          else
            for (const { at, host, why, sentBytes, outcome } of entries)
              session.out(`${at}  ${outcome.padEnd(7)}  ${host}  ${size(sentBytes)}  ${why}`)
          return 0
        }
        const status = await client.library.status()
        if (session.json) {
          session.out(JSON.stringify(status))
          return 0
        }
        session.out(style('bold', status.summary))
        session.out(`${count(status.chunks, 'chunk')}, ${size(status.databaseBytes)}, encrypted`)
        session.out(`Library "${status.workspace}" in ${shortPath(status.dataFolder)}`)
        session.out(style('dim', `Embedder ${status.embedder}`))
        if (status.outdated > 0)
          session.note(
            `${count(status.outdated, 'document')} read by an older Carrel. The open window reads them again by itself; carrel read-again --old does so now`,
          )
        if (status.paused !== null) session.note(pausedLine(status.paused))
        else if (status.elsewhere > 0) session.note('Another Carrel is reading files.')
        else if (status.waiting > 0) session.note('To go on with what is waiting: carrel add')
        return 0
      }),
    )
}

function pausedLine({
  reason,
  since,
}: {
  readonly reason: string
  readonly since: string
}): string {
  return reason === 'battery'
    ? 'Imports rest while the battery is low.'
    : `Imports are paused since ${new Date(since).toLocaleString()}. To go on: carrel resume`
}

const help = `
With --json: {"workspace","dataFolder","documents","indexed","empty","failed","waiting","elsewhere",
  "outdated","unavailable","paused","chunks","databaseBytes","embedder","searchMemory","summary"}; with --requests: {"requests":[{"at","host","why","sentBytes","outcome"}]}`
